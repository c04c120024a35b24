namespace MassagerControl.Core.Sessions;

/// <summary>What changes within a step as its time goes by: the strength that its pattern asks for, and what the person is told.</summary>
internal static class StepPlay
{
    /// <summary>Brings the session to this moment of its step. Leaves a step that plays nothing as it is.</summary>
    public static Session Follow(Session session, StepContext context)
    {
        if (Playing(session) is not { } step)
            return session is { PatternTarget: null, Cue: null, NextMoment: null } ? session : session with { PatternTarget = null, Cue = null, NextMoment = null };

        var since = context.Now - Began(session, step);
        var cue = CueAt(session, step, since);
        if (cue is not null && cue != session.Cue)
            context.Tell(new CueGiven(Phrase.Verbatim(cue.Say)) { At = context.Now });
        return session with { PatternTarget = step.Pattern?.At(since), Cue = cue, NextMoment = Next(session, step, since) + Began(session, step) };
    }

    private static PlanStep? Playing(Session session) =>
        (OutputFollowing.IsMotorState(session.State) || session.State == SessionState.Resting) && session.Step is { } step && (step.Pattern is not null || step.Cues.Length > 0)
            ? step
            : null;

    /// <summary>As if nothing had interrupted it: a press that goes on after a pause goes on in its cues too.</summary>
    private static TimeSpan Began(Session session, PlanStep step) => step switch
    {
        CycleStep cycle => session.PressEnds - cycle.Press,
        WarmUpStep warmUp => (session.PhaseEnds ?? TimeSpan.Zero) - warmUp.Duration,
        CoolDownStep coolDown => (session.PhaseEnds ?? TimeSpan.Zero) - coolDown.Duration,
        GuidedStep guided => (session.PhaseEnds ?? TimeSpan.Zero) - guided.Duration,
        _ => throw new ArgumentException($"Unknown step {step.GetType().Name}.", nameof(step)),
    };

    private static StepCue? CueAt(Session session, PlanStep step, TimeSpan since) =>
        step.Cues.LastOrDefault(cue => cue.At <= since && IsOfRep(cue, session));

    private static TimeSpan? Next(Session session, PlanStep step, TimeSpan since)
    {
        var next = step.Pattern?.NextChange(since, session.Plan.Scale);
        foreach (var cue in step.Cues)
            if (cue.At > since && IsOfRep(cue, session) && (next is null || cue.At < next))
                next = cue.At;
        return next;
    }

    private static bool IsOfRep(StepCue cue, Session session) => cue.Rep is null || cue.Rep == session.Rep;
}
