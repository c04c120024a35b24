using MassagerControl.Core;
using MassagerControl.Runtime.People;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.Runtime.Intake;

/// <summary>What somebody wants of a session, each value inside its own range; null where they said nothing.</summary>
public sealed record SessionOrder
{
    /// <summary>A program's id, or the path of a <c>.json</c> file.</summary>
    public required string Program { get; init; }

    /// <summary>Null: the paired device, or the simulator where none is paired.</summary>
    public string? Device { get; init; }

    public required string Area { get; init; }

    /// <summary><c>left</c> or <c>right</c>; counts where the area has sides.</summary>
    public required string Side { get; init; }

    public Intensity? Ceiling { get; init; }

    public int? Reps { get; init; }

    public TimeSpan? Press { get; init; }

    public SessionSpeed Speed { get; init; } = new(1);

    public int? Seed { get; init; }

    /// <summary>Who rates on the simulator.</summary>
    public SimulatedPersonModel? Person { get; init; }

    /// <summary>A file that rates instead of a person; the simulator only.</summary>
    public string? Ratings { get; init; }

    /// <summary>A file of faults for the simulator to make.</summary>
    public string? Faults { get; init; }

    /// <summary>Every frame is an event.</summary>
    public bool Trace { get; init; }

    /// <summary>The folder of the person's own profiles.</summary>
    public required string Profiles { get; init; }

    /// <summary>A file with the answers of the check-in.</summary>
    public string? CheckIn { get; init; }

    public bool WarmUp { get; init; } = true;

    public bool CoolDown { get; init; } = true;

    /// <summary>A file of doses to judge by.</summary>
    public string? Ledger { get; init; }

    /// <summary>The data folder where it is named; a simulated device keeps nothing otherwise.</summary>
    public string? Data { get; init; }

    /// <summary>A named data folder keeps simulated sessions too.</summary>
    public bool KeepsSimulated { get; init; } = true;

    /// <summary>The check-in is put to the person on the simulator too, for practice.</summary>
    public bool AsksOnSimulator { get; init; }

    /// <summary>Who lies there, in a room of a clinic; null where nobody is told apart.</summary>
    public ClinicPerson? For { get; init; }

    /// <summary>Somebody sees the session, can rate it and can stop it: a real device runs for nobody else.</summary>
    public bool Attended { get; init; }

    /// <summary>Why nobody does, where somebody could be mistaken about it; null for the usual reason.</summary>
    public Phrase? Unattended { get; init; }
}
