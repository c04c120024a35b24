using MassagerControl.Core.Safety;

namespace MassagerControl.Core.Sessions;

/// <summary>Makes the motor follow the law after every step of the machine, so that no row can forget it.</summary>
internal static class OutputFollowing
{
    public static Session Follow(Session session, Turn turn)
    {
        if (!IsMotorState(session.State))
            return session.Commanded.IsOff ? session with { NextRise = null } : TurnOff(session, turn);

        var goal = ControlLaw.Goal(session);
        if (goal.Level < session.Commanded)
            return goal.Level.IsOff ? TurnOff(session, turn) : Command(session, turn);
        if (session.Awaiting || session.OddReport is not null)
            return session with { NextRise = null };
        if (goal.Level == session.Commanded)
            return IsForAnotherStep(session, goal) ? Command(session, turn) : session with { NextRise = null };

        return session.RiseAfter <= turn.Now ? Rise(session, turn) : session with { NextRise = session.RiseAfter };
    }

    /// <summary>Asks for off whatever was asked before.</summary>
    public static Session TurnOff(Session session, Turn turn)
    {
        turn.Do(new TurnOffEffect());
        return Commanding(session, Level.Off, turn) with { NextRise = null, OffAcknowledged = false, ReportedSinceOff = false };
    }

    /// <summary>Spreads the rise to the goal over the ramp, at least one step gap apart.</summary>
    public static Session WithRamp(Session session, TimeSpan ramp, TimeSpan now)
    {
        var scale = session.Plan.Scale;
        var steps = (ControlLaw.Goal(session).Level.Number + scale.StepUp - 1) / scale.StepUp;
        var gap = steps > 1 ? ramp / steps : ramp;
        return session with
        {
            RiseGap = PhaseActions.Later(gap, HardLimits.StepGap),
            RiseAfter = PhaseActions.Later(now, session.LastRise + HardLimits.StepGap),
        };
    }

    public static bool IsMotorState(SessionState state) =>
        state is SessionState.WarmingUp or SessionState.Compressing or SessionState.Holding or SessionState.CoolingDown;

    /// <summary>The same level, but another step of the program asks for it: sent again, so that its reasons are told.</summary>
    private static bool IsForAnotherStep(Session session, Limited goal) =>
        !goal.Level.IsOff && session.Output is { } output && output.Requested != goal.Requested;

    private static Session Rise(Session session, Turn turn) =>
        Command(session, turn) with { LastRise = turn.Now, RiseAfter = turn.Now + session.RiseGap };

    private static Session Command(Session session, Turn turn)
    {
        var output = ControlLaw.Now(session);
        turn.Do(new DriveEffect(output));
        return Commanding(session, output.Level, turn) with { NextRise = null, LastNonZero = output.Level, EverDriven = true };
    }

    private static Session Commanding(Session session, Level level, Turn turn) => session with
    {
        Commanded = level,
        CommandedBefore = session.Commanded == level ? session.CommandedBefore : session.Commanded,
        CommandedAt = turn.Now,
        Awaiting = true,
        OddReport = null,
        ReportDue = null,
    };
}
