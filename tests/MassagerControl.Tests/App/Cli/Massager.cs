using MassagerControl.App.Cli;
using MassagerControl.App.Hosting;
using MassagerControl.App.Library;
using MassagerControl.Devices.Profiles;

namespace MassagerControl.Tests.App.Cli;

/// <summary>The command line, called in process.</summary>
internal sealed record Massager(int Exit, string Out, string Error)
{
    public string[] OutLines => Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public string[] ErrorLines => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public static Task<Massager> RunAsync(params string[] args) => RunAsync(
        new AppParts(ProgramLibrary.Folder, new SimulatorSetup(ProfileCatalog.Shipped()).Find, TimeProvider.System), args);

    public static async Task<Massager> RunAsync(AppParts parts, params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var exit = await new CommandLine(new AppConsole(output, error, IsTerminal: false), parts).RunAsync(args);
        return new(exit, output.ToString(), error.ToString());
    }

    public static FindDevice Bench(int levels, Action<BenchMassager>? made = null) => _ => new(
        BenchMassager.TraitsOf(levels),
        (_, felt) =>
        {
            var massager = new BenchMassager(felt, levels);
            made?.Invoke(massager);
            return new(massager, null);
        },
        []);
}
