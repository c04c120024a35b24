using System.Collections.Immutable;
using MassagerControl.Core.Areas;
using MassagerControl.Core.Doses;
using MassagerControl.Core.Massagers;
using MassageProgram = MassagerControl.Core.Programs.Program;

namespace MassagerControl.Runtime.Intake;

/// <summary>What the limits and the past say of programs at a place and with a device, before anybody is asked anything; the check-in may say more.</summary>
/// <param name="Errors">Why nothing can be said; empty where the rest counts.</param>
public sealed record PlaceForecast(ImmutableArray<string> Errors, ImmutableArray<ProgramForecast> Programs)
{
    /// <summary>Null where something is wrong with the order.</summary>
    public AreaPlace? Place { get; init; }

    /// <summary>Null where something is wrong with the order.</summary>
    public MassagerTraits? Massager { get; init; }

    /// <summary>The session would be kept in the data folder, so what lies there is its past.</summary>
    public bool Kept { get; init; }

    /// <summary>A time of gentler sessions, or null.</summary>
    public GentleSpell? Gentle { get; init; }
}

/// <param name="Against">Every reason against it, one line each; empty where it may go on to the check-in.</param>
/// <param name="Notes">What the person should know, such as what is shortened and why.</param>
public sealed record ProgramForecast(MassageProgram Program, ImmutableArray<string> Against, ImmutableArray<string> Notes)
{
    /// <summary>What would really run: a first session has its starter.</summary>
    public required MassageProgram RunsAs { get; init; }

    /// <summary>Press time of what would run.</summary>
    public TimeSpan Press { get; init; }

    /// <summary>Press time that the last 24 hours leave; null where nobody counts.</summary>
    public TimeSpan? DayRoom { get; init; }
}
