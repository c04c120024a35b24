using MassagerControl.Core.Safety;

namespace MassagerControl.Core.Sessions;

/// <summary>Makes the motor follow the law after every step of the machine, so that no row can forget it.</summary>
internal static class OutputFollowing
{
    public static Session Follow(Session session, StepContext context)
    {
        if (!IsMotorState(session.State))
            return session.Commanded.IsOff ? RisingAt(session, null) : TurnOffInTime(session, context);

        var goal = ControlLaw.GoalLevel(session);
        if (goal < session.Commanded)
            return goal.IsOff ? TurnOffInTime(session, context) : Command(session, context);
        if (session.Awaiting || session.OddReport is not null)
            return RisingAt(session, null);
        if (goal == session.Commanded)
            return IsForAnotherStep(session) ? Command(session, context) : RisingAt(session, null);

        return session.RiseAfter <= context.Now ? Command(session, context) : RisingAt(session, session.RiseAfter);
    }

    /// <summary>Asks for off whatever was asked before.</summary>
    public static Session TurnOff(Session session, StepContext context) => TurnOff(session, session.RetryDue, context);

    /// <summary>Spreads the rise to the goal over the ramp, at least one step gap apart.</summary>
    public static Session WithRamp(Session session, TimeSpan ramp, TimeSpan now)
    {
        var scale = session.Plan.Scale;
        var steps = (ControlLaw.GoalLevel(session).Number + scale.StepUp - 1) / scale.StepUp;
        var gap = steps > 1 ? ramp / steps : ramp;
        return session with
        {
            RiseGap = PhaseActions.Later(gap, HardLimits.StepGap),
            RiseAfter = PhaseActions.Later(now, session.LastRise + HardLimits.StepGap),
        };
    }

    public static bool IsMotorState(SessionState state) =>
        state is SessionState.WarmingUp or SessionState.Compressing or SessionState.Holding or SessionState.CoolingDown;

    /// <summary>The same level, but another step of the program asks for it: sent again, so that its reasons are told. A pattern asks for something else at each moment.</summary>
    private static bool IsForAnotherStep(Session session) =>
        session.PatternTarget is null && !session.Commanded.IsOff && session.Output is { } output && output.Requested != ControlLaw.Requested(session);

    /// <summary>Whoever is not being stopped is told as well of a motor that does not answer.</summary>
    private static Session TurnOffInTime(Session session, StepContext context) =>
        TurnOff(session, context.Now + EndActions.StopSilence, context);

    private static Session TurnOff(Session session, TimeSpan? retryDue, StepContext context)
    {
        context.Do(new TurnOffEffect());
        return Commanding(session, Level.Off, retryDue, context);
    }

    /// <remarks>Most steps of the machine leave it as it is.</remarks>
    private static Session RisingAt(Session session, TimeSpan? at) => session.NextRise == at ? session : session with { NextRise = at };

    private static Session Command(Session session, StepContext context)
    {
        var output = ControlLaw.Now(session);
        context.Do(new DriveEffect(output));
        return Commanding(session, output.Level, session.RetryDue, context);
    }

    /// <summary>The same level again makes no old echo possible: what is said of the level before counts from now on.</summary>
    private static Level Before(Session session, Level level, TimeSpan now) =>
        level != session.Commanded ? session.Commanded
        : level.IsOff || ReportSorting.IsOfBefore(session, session.CommandedBefore, now) ? session.CommandedBefore
        : level;

    private static Session Commanding(Session session, Level level, TimeSpan? retryDue, StepContext context)
    {
        var (off, rises, ends) = (level.IsOff, level > session.Commanded, session.State == SessionState.Stopping);
        return session with
        {
            Commanded = level,
            CommandedBefore = Before(session, level, context.Now),
            CommandedAt = context.Now,
            Awaiting = true,
            OddReport = ends ? null : session.OddReport,
            ReportDue = ends ? null : session.ReportDue,
            NextRise = null,
            RetryDue = retryDue,
            LastRise = rises ? context.Now : session.LastRise,
            RiseAfter = rises ? context.Now + session.RiseGap : session.RiseAfter,
            LastNonZero = off ? session.LastNonZero : level,
            EverDriven = session.EverDriven || !off,
            OffAcknowledged = session.OffAcknowledged && !off,
            ReportedSinceOff = session.ReportedSinceOff && !off,
        };
    }
}
