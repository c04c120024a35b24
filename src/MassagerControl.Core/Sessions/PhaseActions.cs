using MassagerControl.Core.Safety;

namespace MassagerControl.Core.Sessions;

/// <summary>What happens on entering a phase. The session's state is already the new one.</summary>
internal static class PhaseActions
{
    /// <summary>How long before the end of a press the person is asked, where the press is long enough.</summary>
    private static readonly TimeSpan PromptLead = TimeSpan.FromSeconds(8);

    public static Session Begin(Session session, Turn turn)
    {
        var first = NextStep.First(session);
        return EnterStep(session with { StepIndex = first.StepIndex, Rep = first.Rep }, first.State, turn);
    }

    /// <summary>Goes to the next rep or step; the row's target and <see cref="NextStep"/> agree by guard.</summary>
    public static Session GoOn(Session session, Turn turn)
    {
        var next = NextStep.After(session);
        var silent = session.Rep >= 1 && !session.RatedInRep ? session.SilentReps + 1 : 0;
        return EnterStep(session with { StepIndex = next.StepIndex, Rep = next.Rep, SilentReps = silent }, next.State, turn);
    }

    public static Session Hold(Session session, Turn turn) =>
        Enter(session, SessionPhase.Hold, session.PressEnds, turn, "the press is at its level");

    /// <summary>The press ran its time.</summary>
    public static Session Release(Session session, Turn turn) => Release(session, turn, turn.Reason);

    public static Session Release(Session session, Turn turn, string reason)
    {
        var ends = turn.Now + (session.Cycle?.Release ?? HardLimits.Release);
        var counted = session.Rep >= 1 ? session.RepsDone + 1 : session.RepsDone;
        var released = session with { RepsDone = counted, PromptDue = null, PromptOpen = session.Rep >= 1 };
        return Enter(released, SessionPhase.Release, Later(ends, session.ZeroUntil), turn, reason);
    }

    /// <summary>Output 0, and remember where to go on.</summary>
    public static Session Interrupt(Session session, Turn turn) => session with
    {
        Resume = session.Resume ?? PointOf(session, turn),
        PromptDue = null,
        PromptOpen = false,
        PhaseBegan = turn.Now,
    };

    public static Session Pause(Session session, PauseReason why, Turn turn)
    {
        TimeSpan? ends = why == PauseReason.Asked ? null : turn.Now + HardLimits.AnswerWait;
        var paused = Interrupt(session, turn) with { Pause = why, PhaseEnds = ends, PromptOpen = why != PauseReason.Asked };
        return Tell(paused, SessionPhase.Paused, turn, turn.Reason);
    }

    /// <summary>"Still there?" goes on with the next rep, all other pauses with the same one.</summary>
    public static Session PauseForSilence(Session session, Turn turn)
    {
        var done = session with { Resume = new(SessionState.Releasing, TimeSpan.Zero), SilentReps = 0, RatedInRep = true };
        return Pause(done, PauseReason.StillThere, turn);
    }

    public static Session Resume(Session session, Turn turn)
    {
        var point = session.Resume!;
        var resumed = session with { Resume = null, Pause = PauseReason.None, PromptOpen = false };
        var ends = Later(turn.Now + point.Left, session.ZeroUntil);
        return point.State switch
        {
            SessionState.Compressing => Press(resumed, point.Left, turn, "the same rep goes on"),
            SessionState.Releasing when ends <= turn.Now => resumed with { PhaseBegan = turn.Now, PhaseEnds = turn.Now },
            SessionState.Releasing => Enter(resumed with { PromptOpen = session.Rep >= 1 }, SessionPhase.Release, ends, turn, "the release goes on"),
            SessionState.Resting => Enter(resumed, SessionPhase.Guided, ends, turn, "the guided step goes on"),
            SessionState.WarmingUp => Motor(resumed, SessionPhase.WarmUp, point.Left, turn, "the warm-up goes on"),
            _ => Motor(resumed, SessionPhase.CoolDown, point.Left, turn, "the cool-down goes on"),
        };
    }

    public static Session OpenPrompt(Session session, Turn turn) => session with { PromptOpen = true, PromptDue = null };

    public static Session Tell(Session session, SessionPhase phase, Turn turn, string reason)
    {
        turn.Tell(new PhaseEntered(phase, session.Rep, session.RepsOfCycle, reason) { At = turn.Now });
        return session;
    }

    public static TimeSpan Later(TimeSpan left, TimeSpan right) => left > right ? left : right;

    private static Session EnterStep(Session at, SessionState state, Turn turn) => (state, at.Step) switch
    {
        (SessionState.Compressing, CycleStep step) => Press(LimitActions.BeginRep(at, turn), step.Press, turn, "next press"),
        (SessionState.WarmingUp, WarmUpStep step) => Motor(at, SessionPhase.WarmUp, step.Duration, turn, "warm-up"),
        (SessionState.CoolingDown, CoolDownStep step) => Motor(at, SessionPhase.CoolDown, step.Duration, turn, "cool-down"),
        (SessionState.Resting, GuidedStep step) => Enter(at, SessionPhase.Guided, Later(turn.Now + step.Duration, at.ZeroUntil), turn, step.Text),
        _ => EndActions.Complete(at, turn),
    };

    private static Session Press(Session session, TimeSpan left, Turn turn, string reason)
    {
        var ramp = session.Cycle!.Ramp < left ? session.Cycle.Ramp : left;
        var lead = PromptLead < left / 2 ? PromptLead : left / 2;
        var pressed = session with
        {
            PressEnds = turn.Now + left,
            PromptOpen = false,
            PromptDue = turn.Now + left - lead,
            PhaseBegan = turn.Now,
            PhaseEnds = turn.Now + ramp,
        };
        return OutputFollowing.WithRamp(Tell(pressed, SessionPhase.Compress, turn, reason), ramp, turn.Now);
    }

    private static Session Motor(Session session, SessionPhase phase, TimeSpan left, Turn turn, string reason) =>
        OutputFollowing.WithRamp(Enter(session with { PromptOpen = false, PromptDue = null }, phase, turn.Now + left, turn, reason), TimeSpan.Zero, turn.Now);

    private static Session Enter(Session session, SessionPhase phase, TimeSpan ends, Turn turn, string reason) =>
        Tell(session with { PhaseBegan = turn.Now, PhaseEnds = ends }, phase, turn, reason);

    private static ResumePoint PointOf(Session session, Turn turn) => turn.From switch
    {
        SessionState.Compressing or SessionState.Holding => new(SessionState.Compressing, session.PressEnds - turn.Now),
        var state => new(state, Later((session.PhaseEnds ?? turn.Now) - turn.Now, TimeSpan.Zero)),
    };
}
