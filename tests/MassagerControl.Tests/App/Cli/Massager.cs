using MassagerControl.App.Cli;
using MassagerControl.Devices.Profiles.Matching;
using MassagerControl.Runtime.Programs;
using MassagerControl.Runtime.Reach;

namespace MassagerControl.Tests.App.Cli;

/// <summary>The command line, called in process.</summary>
internal sealed record Massager(int Exit, string Out, string Error)
{
    public string[] OutLines => Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public string[] ErrorLines => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public static Task<Massager> RunAsync(params string[] args) => RunAsync(ShippedParts(), args);

    public static Task<Massager> RunAsync(AppParts parts, params string[] args) => RunAsync(parts, CancellationToken.None, args);

    public static async Task<Massager> RunAsync(AppParts parts, CancellationToken cancellation, params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var exit = await new CommandLine(new AppConsole(output, error, Terminal: null) { Language = parts.Language }, parts).RunAsync(args, cancellation);
        return new(exit, output.ToString(), error.ToString());
    }

    /// <summary>What the executable is made of.</summary>
    public static AppParts ShippedParts() => new(ProgramLibrary.Folder, new SimulatorSetup(ProfileLibrary.Shipped()).Find, TimeProvider.System)
    {
        // What the person who runs the tests has paired is no business of the tests.
        Variable = name => name == "MASSAGER_DATA" ? Path.Combine(Path.GetTempPath(), "massager-tests-have-no-data") : null,
    };

    /// <summary>The same with a <see cref="BenchMassager"/> in place of every device.</summary>
    public static AppParts BenchParts(int levels, Action<BenchMassager> made) => ShippedParts() with
    {
        FindDevice = _ => new(BenchMassager.TraitsOf(levels), _ => Made(levels, made), []),
    };

    private static MadeMassager Made(int levels, Action<BenchMassager> made)
    {
        var motor = new SimulatedMotor(null);
        var massager = new BenchMassager(motor.Deliver, levels);
        made(massager);
        return new(massager, motor);
    }
}
