using MassagerControl.App.Cli;
using MassagerControl.App.Hosting;
using MassagerControl.App.Library;
using MassagerControl.App.Terminal;
using MassagerControl.Devices.Profiles.Matching;

namespace MassagerControl.App;

internal static class Program
{
    private static Task<int> Main(string[] args)
    {
        var terminal = Console.IsInputRedirected || Console.IsOutputRedirected ? null : TerminalPort.OfConsole();
        var profiles = new ProfileLibrary(ProfileLibrary.ShippedFolder, ProfileLibrary.DefaultUserFolder);
        var (simulator, sockets) = (new SimulatorSetup(profiles), new SocketSetup(profiles, TimeProvider.System));
        FindDevice find = wish => wish.Id.StartsWith(SocketSetup.Prefix, StringComparison.Ordinal) ? sockets.Find(wish) : simulator.Find(wish);
        var parts = new AppParts(ProgramLibrary.Folder, find, TimeProvider.System);
        return new CommandLine(new AppConsole(Console.Out, Console.Error, terminal), parts).RunAsync(args, CancellationToken.None);
    }
}
