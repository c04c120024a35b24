using System.Collections.Immutable;
using MassagerControl.Core.Areas;

namespace MassagerControl.Core.Routines;

/// <summary>A step of a routine with everything that it needs.</summary>
public abstract record PlannedPart
{
    /// <summary>Names it in what is kept.</summary>
    public abstract string Key { get; }
}

public sealed record PlannedCheckIn : PlannedPart
{
    public override string Key => "check-in";
}

public sealed record PlannedGuided(GuidedStep Step) : PlannedPart
{
    public override string Key => Step.Id;

    public ImmutableArray<GuidedUnit> Units { get; } = GuidedUnit.Of(Step);

    public bool Equals(PlannedGuided? other) => other is not null && Step == other.Step;

    public override int GetHashCode() => Step.GetHashCode();
}

public sealed record PlannedSession(string Program) : PlannedPart
{
    public override string Key => $"session {Program}";
}

public sealed record PlannedAfterRating : PlannedPart
{
    public override string Key => "after-rating";
}

/// <summary>A routine for one place: what is not for its area is left out.</summary>
/// <param name="Place">Null where the routine has no session and nobody named a place.</param>
public sealed record RoutinePlan(string Routine, AreaPlace? Place, ImmutableArray<PlannedPart> Parts)
{
    /// <param name="steps">Gives a step by its id, or null.</param>
    /// <param name="program">Instead of the routine's own program, or null.</param>
    /// <returns>Null and every reason where a step is missing, or nothing is left.</returns>
    public static (RoutinePlan? Plan, ImmutableArray<Phrase> Reasons) Of(Routine routine, Func<string, GuidedStep?> steps, AreaPlace? place, string? program)
    {
        var reasons = ImmutableArray.CreateBuilder<Phrase>();
        var parts = ImmutableArray.CreateBuilder<PlannedPart>();
        foreach (var step in routine.Steps)
            switch (step)
            {
                case CheckInStep:
                    parts.Add(new PlannedCheckIn());
                    break;
                case SessionStep session:
                    parts.Add(new PlannedSession(program ?? session.Program));
                    break;
                case AfterRatingStep:
                    parts.Add(new PlannedAfterRating());
                    break;
                case GuidedRoutineStep guided when steps(guided.Step) is not { } found:
                    reasons.Add(Phrase.Of($"there is no guided step '{guided.Step}'"));
                    break;
                case GuidedRoutineStep guided when steps(guided.Step) is { } found && (place is null || found.IsFor(place.Area)):
                    parts.Add(new PlannedGuided(found));
                    break;
            }
        if (reasons.Count == 0 && parts.Count == 0)
            reasons.Add("no step of this routine is for this area");
        return reasons.Count == 0 ? (new(routine.Id, place, parts.DrainToImmutable()), []) : (null, reasons.DrainToImmutable());
    }

    /// <summary>One step by itself.</summary>
    public static RoutinePlan OfStep(GuidedStep step) => new(step.Id, null, [new PlannedGuided(step)]);
}
