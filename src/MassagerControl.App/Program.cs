using MassagerControl.App.Cli;
using MassagerControl.App.Hosting;
using MassagerControl.App.Library;
using MassagerControl.App.Terminal;
using MassagerControl.Devices.Profiles;

namespace MassagerControl.App;

internal static class Program
{
    private static Task<int> Main(string[] args)
    {
        var terminal = Console.IsInputRedirected || Console.IsOutputRedirected ? null : TerminalPort.OfConsole();
        var catalog = ProfileCatalog.Shipped();
        var (simulator, sockets) = (new SimulatorSetup(catalog), new SocketSetup(catalog, TimeProvider.System));
        FindDevice find = wish => wish.Id.StartsWith(SocketSetup.Prefix, StringComparison.Ordinal) ? sockets.Find(wish) : simulator.Find(wish);
        var parts = new AppParts(ProgramLibrary.Folder, find, TimeProvider.System);
        return new CommandLine(new AppConsole(Console.Out, Console.Error, terminal), parts).RunAsync(args, CancellationToken.None);
    }
}
