using MassagerControl.App.People;
using MassagerControl.Core;

namespace MassagerControl.App.Cli;

/// <summary>What the command line of <c>run</c> says, each value inside its option's range; null where it says nothing.</summary>
internal sealed record RunOptions
{
    public required string Program { get; init; }

    /// <summary>Null: the paired device, or the simulator where none is paired.</summary>
    public string? Device { get; init; }

    public required string Area { get; init; }

    public required string Side { get; init; }

    public Intensity? Ceiling { get; init; }

    public int? Reps { get; init; }

    public TimeSpan? Press { get; init; }

    public RunSpeed Speed { get; init; } = new(1);

    public int? Seed { get; init; }

    public SimulatedPersonModel? Person { get; init; }

    public string? Ratings { get; init; }

    public string? Faults { get; init; }

    /// <summary>A path, or <c>-</c> for standard output.</summary>
    public string? Events { get; init; }

    /// <summary>A path, or <c>-</c> for standard output.</summary>
    public string? Report { get; init; }

    /// <summary>Standard output is a program's, so that everything for people goes elsewhere.</summary>
    public bool TakesStandardOutput => Events == OutputFile.StandardOutput || Report == OutputFile.StandardOutput;

    public bool Trace { get; init; }

    public required string Profiles { get; init; }

    /// <summary>A file with the answers of the check-in.</summary>
    public string? CheckIn { get; init; }

    public bool WarmUp { get; init; } = true;

    public bool CoolDown { get; init; } = true;

    public string? Ledger { get; init; }

    /// <summary>The data folder where it is named; a simulated device keeps nothing otherwise.</summary>
    public string? Data { get; init; }
}

/// <param name="Factor">Null: as fast as it goes.</param>
internal sealed record RunSpeed(double? Factor)
{
    public bool IsReal => Factor == 1;
}
