namespace MassagerControl.Core.Routines;

/// <param name="Ignored">Why the input did nothing; null where it did.</param>
public sealed record RoutineMove(RoutineState State, Phrase? Ignored = null);

/// <summary>Moves a routine: a pure function of state, input and time. It drives no motor: a session is asked for by <see cref="RoutinePhase.InSession"/> and has its own law.</summary>
public static class RoutineMachine
{
    /// <param name="facts">What is known before.</param>
    public static RoutineState Start(RoutinePlan plan, RoutineFacts facts, TimeSpan now) =>
        RoutineSteps.Enter(new RoutineState { Plan = plan, Facts = facts }, 0, now);

    /// <summary>STOP first, then the time that has passed, then the input.</summary>
    public static RoutineMove Next(RoutineState state, RoutineInput input, TimeSpan now)
    {
        if (state.Ending is not null)
            return new(state, "the routine is over");
        if (input is StopRoutineInput)
            return new(RoutineSteps.End(state, RoutineEnding.Stopped, null));
        var present = RoutineSteps.Elapse(state, now);
        // What ends by itself just now has not been waited for: a key that meant it must not begin the next step.
        if (!ReferenceEquals(present, state) && present.Index != state.Index && input is not TickRoutineInput)
            return new(present, "that step has just ended by itself");
        return input switch
        {
            TickRoutineInput => new(present),
            InjuryRoutineInput => Injury(present, now),
            _ => Obey(present, input, now),
        };
    }

    private static RoutineMove Obey(RoutineState state, RoutineInput input, TimeSpan now) => (state.Phase, input) switch
    {
        (RoutinePhase.Asking, CheckedInRoutineInput answered) => new(CheckedIn(state, answered, now)),
        (RoutinePhase.Asking, SkipRoutineInput) => new(RoutineSteps.Leave(state, PartFate.Skipped, null, now)),
        (RoutinePhase.Asking, _) => new(state, "the check-in is to be answered first"),

        (RoutinePhase.Ready, NextRoutineInput) => new(RoutineSteps.Begin(state, now)),
        (RoutinePhase.Ready, SkipRoutineInput) => new(RoutineSteps.Leave(state, PartFate.Skipped, null, now)),
        (RoutinePhase.Ready, TwingeRoutineInput) when state.Guided is not null => new(Twinge(state)),
        (RoutinePhase.Ready, _) => new(state, "this step has not begun"),

        (RoutinePhase.Running, NextRoutineInput) => new(RoutineSteps.GoOn(state, now)),
        (RoutinePhase.Running, SkipRoutineInput) => new(RoutineSteps.Leave(state, PartFate.Skipped, null, now)),
        (RoutinePhase.Running, PauseRoutineInput) => new(state with { Phase = RoutinePhase.Paused, Spent = state.SpentAt(now), Since = now }),
        (RoutinePhase.Running, TwingeRoutineInput) => new(Twinge(state)),
        (RoutinePhase.Running, _) => new(state, "this step goes on already"),

        (RoutinePhase.Paused, ResumeRoutineInput or NextRoutineInput) => new(state with { Phase = RoutinePhase.Running, Since = now }),
        (RoutinePhase.Paused, SkipRoutineInput) => new(RoutineSteps.Leave(state, PartFate.Skipped, null, now)),
        (RoutinePhase.Paused, TwingeRoutineInput) => new(Twinge(state)),
        (RoutinePhase.Paused, _) => new(state, "it is paused"),

        (RoutinePhase.Twinged, NextRoutineInput or SkipRoutineInput or ResumeRoutineInput) => new(RoutineSteps.Leave(state, PartFate.Twinged, null, now)),
        (RoutinePhase.Twinged, _) => new(state, "this step is over: it twinged"),

        (RoutinePhase.InSession, SessionOverRoutineInput over) => new(SessionOver(state, over.Session, now)),
        (RoutinePhase.InSession, _) => new(state, "the session has its own keys"),

        (RoutinePhase.Rating, RatedRoutineInput or NextRoutineInput) => new(RoutineSteps.Leave(state, PartFate.Done, null, now)),
        (RoutinePhase.Rating, SkipRoutineInput) => new(RoutineSteps.Leave(state, PartFate.Skipped, null, now)),
        (RoutinePhase.Rating, _) => new(state, "say how it feels, or skip it"),

        _ => new(state, "the routine is over"),
    };

    private static RoutineState Twinge(RoutineState state) => state with
    {
        Phase = RoutinePhase.Twinged,
        Told = "A twinge is a sign to stop: let go slowly. Stretching is good, pain is not. Do not go that way again today.",
    };

    private static RoutineMove Injury(RoutineState state, TimeSpan now)
    {
        if (state.Facts.Injury)
            return new(state, "it is known");
        if (state.Phase == RoutinePhase.InSession)
            return new(state, "stop the session first");
        var hurt = state with { Facts = state.Facts with { Injury = true } };
        // What stands in the way of the step at hand passes it over; the rest is judged when it comes.
        return new(state.Part is { } part && RoutineLaw.Against(part, hurt.Facts) is { } reason ? RoutineSteps.Leave(hurt, PartFate.PassedOver, reason, now) : hurt);
    }

    private static RoutineState CheckedIn(RoutineState state, CheckedInRoutineInput answered, TimeSpan now)
    {
        var known = state with { Facts = state.Facts with { Injury = state.Facts.Injury || answered.Injury } };
        return answered.Closed is { } reason ? RoutineSteps.End(known, RoutineEnding.Closed, reason) : RoutineSteps.Leave(known, PartFate.Done, null, now);
    }

    private static RoutineState SessionOver(RoutineState state, RoutineSessionEnd session, TimeSpan now)
    {
        var held = state with { Facts = state.Facts with { SessionHeld = state.Facts.SessionHeld || session.Held } };
        var fate = !session.Held ? PartFate.Refused : session.Completed ? PartFate.Done : PartFate.EndedEarly;
        if (RoutineLaw.After(session) is { } reason)
            return RoutineSteps.End(held with { Outcomes = held.Outcomes.Add(new(state.Part!.Key, fate, reason)) }, RoutineEnding.Closed, reason);
        return RoutineSteps.Leave(held, fate, null, now) with { Told = Word(fate) };
    }

    private static Phrase? Word(PartFate fate) => fate switch
    {
        PartFate.Refused => "There is no session now. What follows needs none.",
        PartFate.EndedEarly => "The session ended early. Go on only with what feels good.",
        _ => null,
    };
}
