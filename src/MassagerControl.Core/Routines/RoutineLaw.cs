namespace MassagerControl.Core.Routines;

/// <summary>Which steps of a routine may go on.</summary>
public static class RoutineLaw
{
    /// <returns>Why the step is passed over; null where it may go on.</returns>
    public static Phrase? Against(PlannedPart part, RoutineFacts facts) => part switch
    {
        PlannedGuided guided => Against(guided.Step, facts),
        PlannedSession when facts.Injury => "no massage where an injury is fresh",
        PlannedAfterRating when !facts.SessionHeld => "there was no session to rate",
        _ => null,
    };

    private static Phrase? Against(GuidedStep step, RoutineFacts facts)
    {
        if (step.Kind == GuidedKind.Heat && facts.Injury)
            return "no warmth on a fresh injury: cold instead";
        if (step.Kind == GuidedKind.Cold && !facts.Injury)
            return "cold is for a fresh injury";
        if (facts.Injury && !step.Kind.AllowedOnInjury())
            return "not where an injury is fresh";
        if (step.PerDay is { } most && facts.Begun.GetValueOrDefault(step.Id) >= most)
            return Phrase.Of($"done {Phrase.Count(most, "time")} in the last 24 hours, which is the most");
        return null;
    }

    /// <summary>After a session that ended like this nothing more is offered, least of all a stretch of that place.</summary>
    /// <returns>Null where the routine may go on.</returns>
    public static Phrase? After(RoutineSessionEnd session)
    {
        if (!session.ConfirmedOff)
            return "The motor may still run: press the button on the device. The routine ends here.";
        if (session.Warned)
            return "Nothing more for this place today: no stretch, no warmth. Let it rest, and read the advice.";
        return null;
    }
}
