using MassagerControl.App.Cli;
using MassagerControl.App.Radios;
using MassagerControl.App.Terminal;
using MassagerControl.Runtime.Programs;
using MassagerControl.Runtime.Reach;
using MassagerControl.Runtime.Texts;

namespace MassagerControl.App;

public static class Program
{
    private static Task<int> Main(string[] args) => RunAsync(args, ShippedRadios.All);

    /// <summary>The whole program with these radios: an executable of its own may know more of them.</summary>
    public static Task<int> RunAsync(string[] args, RadioKinds radios)
    {
        var terminal = Console.IsInputRedirected || Console.IsOutputRedirected ? null : TerminalPort.OfConsole();
        var language = Language.OfSystem(Environment.GetEnvironmentVariable);
        var parts = new AppParts(ProgramLibrary.Folder, new DeviceSetup(radios).Find, TimeProvider.System) { Radios = radios, Language = language };
        return new CommandLine(new AppConsole(Console.Out, Console.Error, terminal) { Language = language }, parts).RunAsync(args, CancellationToken.None);
    }
}
