using MassagerControl.App.Cli;
using MassagerControl.App.Hosting;
using MassagerControl.App.Library;
using MassagerControl.Devices.Profiles;

namespace MassagerControl.App;

internal static class Program
{
    private static Task<int> Main(string[] args)
    {
        var isTerminal = !Console.IsInputRedirected && !Console.IsOutputRedirected;
        var parts = new AppParts(ProgramLibrary.Folder, new SimulatorSetup(ProfileCatalog.Shipped()).Find, TimeProvider.System);
        return new CommandLine(new AppConsole(Console.Out, Console.Error, isTerminal), parts).RunAsync(args, CancellationToken.None);
    }
}
