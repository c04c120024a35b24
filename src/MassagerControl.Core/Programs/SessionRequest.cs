using MassagerControl.Core.Areas;
using MassagerControl.Core.Massagers;
using MassagerControl.Core.Safety;
using MassagerControl.Core.Screening;

namespace MassagerControl.Core.Programs;

/// <summary>What a person asked for; each choice is already inside its option's range.</summary>
public sealed record SessionRequest
{
    public required Program Program { get; init; }

    public required MassagerTraits Massager { get; init; }

    public required BodyArea Area { get; init; }

    public string? Side { get; init; }

    public int? Reps { get; init; }

    public TimeSpan? Press { get; init; }

    public Intensity? Ceiling { get; init; }

    public bool WarmUp { get; init; } = true;

    public bool CoolDown { get; init; } = true;

    /// <summary>Held to <see cref="HardLimits.PressPerArea"/>, whatever a setting says.</summary>
    public TimeSpan PressPerArea { get; init => field = value < HardLimits.PressPerArea ? value : HardLimits.PressPerArea; } = HardLimits.DefaultPressPerArea;

    /// <summary>What the check-in says. A real device needs one; null: there was none.</summary>
    public CheckInVerdict? CheckIn { get; init; }

    /// <summary>Press time that the last 24 hours leave; null where nobody counts.</summary>
    public TimeSpan? DayRoom { get; init; }

    /// <summary>Sessions with this program in this place that ran to their end; null where nobody counts.</summary>
    public int? SessionsDone { get; init; }

    /// <summary>The ceiling of a time of gentler sessions; null where there is none, or nobody counts.</summary>
    public LimitReason? Gentle { get; init; }

    public int? Seed { get; init; }

    /// <summary>How long a press of the cycle is meant to be, before anything shortens it.</summary>
    public TimeSpan PressOf(Cycle cycle) => Press ?? (SessionsDone is { } done && !cycle.Growth.IsEmpty ? cycle.Growth[Math.Min(done, cycle.Growth.Length - 1)] : cycle.Press.Usual);
}
