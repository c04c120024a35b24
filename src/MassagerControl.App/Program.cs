using MassagerControl.App.Cli;
using MassagerControl.App.Hosting;
using MassagerControl.App.Library;
using MassagerControl.App.Pairing;
using MassagerControl.App.Terminal;

namespace MassagerControl.App;

internal static class Program
{
    private static Task<int> Main(string[] args)
    {
        var terminal = Console.IsInputRedirected || Console.IsOutputRedirected ? null : TerminalPort.OfConsole();
        var parts = new AppParts(ProgramLibrary.Folder, new DeviceSetup(RadioKinds.Default).Find, TimeProvider.System);
        return new CommandLine(new AppConsole(Console.Out, Console.Error, terminal), parts).RunAsync(args, CancellationToken.None);
    }
}
