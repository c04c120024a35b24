using MassagerControl.Core.Safety;

namespace MassagerControl.Core.Sessions;

/// <summary>What happens on entering a phase. The session's state is already the new one.</summary>
internal static class PhaseActions
{
    /// <summary>How long before the end of a press the person is asked, where the press is long enough.</summary>
    private static readonly TimeSpan PromptLead = TimeSpan.FromSeconds(8);

    public static Session Begin(Session session, StepContext context)
    {
        var first = NextStep.First(session);
        return EnterStep(session with { StepIndex = first.StepIndex, Rep = first.Rep }, first.State, context);
    }

    /// <summary>Goes to the next rep or step; the row's target and <see cref="NextStep"/> agree by guard.</summary>
    public static Session GoOn(Session session, StepContext context)
    {
        var next = NextStep.After(session);
        var silent = session.Rep >= 1 && !session.RatedInRep ? session.SilentReps + 1 : 0;
        return EnterStep(session with { StepIndex = next.StepIndex, Rep = next.Rep, SilentReps = silent }, next.State, context);
    }

    public static Session Hold(Session session, StepContext context) =>
        Enter(session, SessionPhase.Hold, session.PressEnds, context, "the press is at its level");

    /// <summary>The press ran its time.</summary>
    public static Session Release(Session session, StepContext context) => Release(session, context, context.Reason);

    public static Session Release(Session session, StepContext context, Phrase reason)
    {
        var ends = context.Now + (session.Cycle?.Release ?? HardLimits.Release);
        var counted = session.Rep >= 1 ? session.RepsDone + 1 : session.RepsDone;
        var released = session with { RepsDone = counted, PromptDue = null, PromptOpen = session.Rep >= 1 };
        return Enter(released, SessionPhase.Release, Later(ends, session.ZeroUntil), context, reason);
    }

    /// <summary>Output 0, and remember where to go on.</summary>
    public static Session Interrupt(Session session, StepContext context) => session with
    {
        Resume = session.Resume ?? PointOf(session, context),
        PromptDue = null,
        PromptOpen = false,
        PhaseBegan = context.Now,
    };

    public static Session Pause(Session session, PauseReason why, StepContext context)
    {
        TimeSpan? ends = why == PauseReason.Asked ? null : context.Now + HardLimits.AnswerWait;
        var paused = Interrupt(session, context) with { Pause = why, PhaseEnds = ends, PromptOpen = why != PauseReason.Asked };
        return Tell(paused, SessionPhase.Paused, context, context.Reason);
    }

    /// <summary>"Still there?" goes on with the next rep, all other pauses with the same one.</summary>
    public static Session PauseForSilence(Session session, StepContext context)
    {
        var done = session with { Resume = new(SessionState.Releasing, TimeSpan.Zero), SilentReps = 0, RatedInRep = true };
        return Pause(done, PauseReason.StillThere, context);
    }

    public static Session Resume(Session session, StepContext context)
    {
        var point = session.Resume!;
        var resumed = session with { Resume = null, Pause = PauseReason.None, PromptOpen = false };
        var ends = Later(context.Now + point.Left, session.ZeroUntil);
        return point.State switch
        {
            SessionState.Compressing => Press(resumed, point.Left, context, "the same rep goes on"),
            SessionState.Releasing when ends <= context.Now => resumed with { PhaseBegan = context.Now, PhaseEnds = context.Now },
            SessionState.Releasing => Enter(resumed with { PromptOpen = session.Rep >= 1 }, SessionPhase.Release, ends, context, "the release goes on"),
            SessionState.Resting => Enter(resumed, SessionPhase.Guided, ends, context, "the guided step goes on"),
            SessionState.WarmingUp => Motor(resumed, SessionPhase.WarmUp, point.Left, context, "the warm-up goes on"),
            _ => Motor(resumed, SessionPhase.CoolDown, point.Left, context, "the cool-down goes on"),
        };
    }

    public static Session OpenPrompt(Session session, StepContext context) => session with { PromptOpen = true, PromptDue = null };

    public static Session Tell(Session session, SessionPhase phase, StepContext context, Phrase reason)
    {
        context.Tell(new PhaseEntered(phase, session.Rep, session.RepsOfCycle, reason) { At = context.Now });
        return session;
    }

    public static TimeSpan Later(TimeSpan left, TimeSpan right) => left > right ? left : right;

    private static Session EnterStep(Session at, SessionState state, StepContext context) => (state, at.Step) switch
    {
        (SessionState.Compressing, CycleStep step) => Press(LimitActions.BeginRep(at, context), step.Press, context, "next press"),
        (SessionState.WarmingUp, WarmUpStep step) => Motor(at, SessionPhase.WarmUp, step.Duration, context, "warm-up"),
        (SessionState.CoolingDown, CoolDownStep step) => Motor(at, SessionPhase.CoolDown, step.Duration, context, "cool-down"),
        (SessionState.Resting, GuidedStep step) => Enter(at, SessionPhase.Guided, Later(context.Now + step.Duration, at.ZeroUntil), context, Phrase.Verbatim(step.Text)),
        _ => EndActions.Complete(at, context),
    };

    private static Session Press(Session session, TimeSpan left, StepContext context, Phrase reason)
    {
        var ramp = session.Cycle!.Ramp < left ? session.Cycle.Ramp : left;
        var lead = PromptLead < left / 2 ? PromptLead : left / 2;
        var pressed = session with
        {
            PressEnds = context.Now + left,
            PromptOpen = false,
            PromptDue = context.Now + left - lead,
            PhaseBegan = context.Now,
            PhaseEnds = context.Now + ramp,
        };
        // A pattern rises by its own shape, and needs its steps close together.
        var rise = session.Cycle.Pattern is null ? ramp : TimeSpan.Zero;
        return OutputFollowing.WithRamp(Tell(pressed, SessionPhase.Compress, context, reason), rise, context.Now);
    }

    private static Session Motor(Session session, SessionPhase phase, TimeSpan left, StepContext context, Phrase reason) =>
        OutputFollowing.WithRamp(Enter(session with { PromptOpen = false, PromptDue = null }, phase, context.Now + left, context, reason), TimeSpan.Zero, context.Now);

    private static Session Enter(Session session, SessionPhase phase, TimeSpan ends, StepContext context, Phrase reason) =>
        Tell(session with { PhaseBegan = context.Now, PhaseEnds = ends }, phase, context, reason);

    private static ResumePoint PointOf(Session session, StepContext context) => context.From switch
    {
        SessionState.Compressing or SessionState.Holding => new(SessionState.Compressing, session.PressEnds - context.Now),
        var state => new(state, Later((session.PhaseEnds ?? context.Now) - context.Now, TimeSpan.Zero)),
    };
}
