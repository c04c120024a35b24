using System.Collections.Immutable;
using MassagerControl.Core.Massagers;
using MassagerControl.Core.Safety;

namespace MassagerControl.Core.Sessions;

/// <summary>Everything a session needs to know before it starts; nothing in it changes afterwards.</summary>
public sealed record SessionPlan
{
    public required string Program { get; init; }

    public required RatingBand Band { get; init; }

    /// <summary>In order; at least one.</summary>
    public required ImmutableArray<PlanStep> Steps { get; init; }

    public required MassagerTraits Massager { get; init; }

    /// <summary>The area's id.</summary>
    public required string Area { get; init; }

    /// <summary><c>left</c>, <c>right</c> or null where an area has no sides.</summary>
    public string? Side { get; init; }

    /// <summary>The person's own ceiling; <c>-</c> and <c>+</c> move it, never above this.</summary>
    public Intensity UserCeiling { get; init; } = Intensity.Full;

    /// <summary>Ceilings that hold for the whole session (profile, area, starter, check-in…), each with its reason.</summary>
    public ImmutableArray<LimitReason> Ceilings { get; init; } = [];

    /// <summary>A start below the usual one, and why; null: as usual.</summary>
    public LimitReason? StartCap { get; init; }

    /// <summary>Press time after which the session ends, whatever its steps say.</summary>
    public PressBudget Budget { get; init; } = PressBudget.Hard;

    public int? Seed { get; init; }

    /// <summary>Press time of all steps.</summary>
    public TimeSpan PressPlanned => Steps.OfType<CycleStep>().Aggregate(TimeSpan.Zero, (sum, cycle) => sum + cycle.Press * cycle.Reps);

    public LevelScale Scale => Massager.Scale;
}

/// <summary>One step of a session, all choices made.</summary>
public abstract record PlanStep
{
    /// <summary>A strength that comes and goes, as the device can play it; null: an even one.</summary>
    public LevelPattern? Pattern { get; init; }

    /// <summary>What the person is told on the way, in order of time.</summary>
    public ImmutableArray<StepCue> Cues { get; init; } = [];
}

public sealed record WarmUpStep(TimeSpan Duration, Intensity Target) : PlanStep;

/// <param name="EndsOnEased">"Eased" ends a hold early.</param>
public sealed record CycleStep(TimeSpan Press, TimeSpan Ramp, TimeSpan Release, int Reps, Intensity Target, bool EndsOnEased) : PlanStep
{
    public Motion Motion { get; init; }
}

/// <summary>The person moves, the motor is off.</summary>
public sealed record GuidedStep(TimeSpan Duration, string Text) : PlanStep;

public sealed record CoolDownStep(TimeSpan Duration, Intensity Target) : PlanStep;
