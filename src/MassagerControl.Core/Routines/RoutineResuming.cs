namespace MassagerControl.Core.Routines;

/// <summary>Goes on with a routine whose process has ended.</summary>
public static class RoutineResuming
{
    /// <summary>A routine that stood still for longer begins anew: this project's own choice, about an evening.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(4);

    /// <returns>Why it begins anew; null where it may go on.</returns>
    /// <param name="away">Since it was last written down; null where no clock can say.</param>
    public static Phrase? Against(TimeSpan? away) => away switch
    {
        null => "the clock was set back since: nobody can tell how long ago it was",
        { } time when time > Longest => Phrase.Of($"it stood still for more than {Longest.TotalHours:0} hours"),
        _ => null,
    };

    /// <summary>The same step, as far as the law allows: a session never goes on in its middle.</summary>
    public static RoutineState Resume(RoutineState state, TimeSpan away, TimeSpan now)
    {
        if (state.Part is null)
            return state;
        if (RoutineLaw.Against(state.Part, Without(state)) is { } reason)
            return RoutineSteps.Leave(state, PartFate.PassedOver, reason, now);
        if (state.Phase == RoutinePhase.Twinged)
            return state with { Since = now };
        if (state.Part is PlannedSession && state.Begun)
            return state with { Phase = RoutinePhase.Ready, Begun = false, Since = now, Facts = state.Facts with { SessionHeld = true }, Told = "The session was interrupted. What it pressed counts. It can only begin anew, with every check, or be skipped." };
        if (state is { Guided: { } step, Begun: true } && step.Kind.GoesOnAlone())
            return Alone(state, away, now);
        // A stretch was let go: its piece begins anew.
        return RoutineSteps.Stand(state with { Spent = TimeSpan.Zero, Since = now }, now);
    }

    /// <summary>A pad stays warm while nobody counts: the time away is over too.</summary>
    private static RoutineState Alone(RoutineState state, TimeSpan away, TimeSpan now)
    {
        var spent = state.Spent + (state.Phase == RoutinePhase.Paused ? TimeSpan.Zero : away);
        return spent >= state.Piece?.Length
            ? RoutineSteps.Leave(state, PartFate.Done, null, now)
            : state with { Phase = RoutinePhase.Ready, Spent = spent, Since = now };
    }

    // The step at hand does not stand in its own way.
    private static RoutineFacts Without(RoutineState state) => state is { Begun: true, Guided: { } step }
        ? state.Facts with { Begun = state.Facts.Begun.SetItem(step.Id, Math.Max(0, state.Facts.Begun.GetValueOrDefault(step.Id) - 1)) }
        : state.Facts;
}
