using MassagerControl.Core.Massagers;
using MassagerControl.Core.Safety;

namespace MassagerControl.Core.Sessions;

/// <summary>Ratings and ceilings: what they do to the limits. The output follows by itself.</summary>
internal static class LimitActions
{
    /// <summary>A new press: pending raises take effect, the rep's notes start afresh.</summary>
    public static Session BeginRep(Session session, Turn turn)
    {
        var raised = session.RaisePending && !session.SevereInRep ? Raise(session, turn) : session;
        return RaiseCeiling(raised) with { RaisePending = false, RatedInRep = false, SevereInRep = false, CeilingUpPending = false };
    }

    public static Session BelowBand(Session session, Turn turn)
    {
        var inRep = session.Rep >= 1 && turn.From.IsIn(SessionState.Running);
        return Raising(Note(session, turn), inRep && !session.SevereInRep);
    }

    public static Session InBand(Session session, Turn turn) => Raising(Note(session, turn), false);

    public static Session AboveBand(Session session, Turn turn)
    {
        var level = SessionGuards.CapStepDown(session);
        var lowered = Raising(Note(session, turn), false);
        return level.IsOff ? lowered : Cap(lowered, session.Plan.Scale.IntensityOf(level), $"you rated {lowered.LastRating}, above {session.Plan.Band}", turn);
    }

    /// <summary>An 8 in a motor phase: early release.</summary>
    public static Session SevereInMotor(Session session, Turn turn) => PhaseActions.Release(Severe(session, turn), turn, turn.Reason);

    /// <summary>An 8 with the motor at 0: the rest of this phase is at least ten seconds, an interrupted rep counts as done.</summary>
    public static Session SevereAtRest(Session session, Turn turn)
    {
        var severe = Severe(session, turn);
        return session.State is SessionState.Releasing or SessionState.Resting
            ? severe with { PhaseEnds = PhaseActions.Later(session.PhaseEnds ?? turn.Now, severe.ZeroUntil) }
            : WithoutInterruptedMotor(severe);
    }

    /// <summary>The rating is written down; it moves nothing.</summary>
    public static Session Note(Session session, Turn turn) => turn.Input is RatedInput rated
        ? session with { Ratings = session.Ratings.Add(rated.Value), RatedInRep = session.RatedInRep || turn.From.IsIn(SessionState.Running) }
        : session;

    public static Session CeilingDown(Session session, Turn turn) => session with
    {
        UserCeiling = session.Plan.Scale.IntensityOf(SessionGuards.CeilingStepDown(session)),
        CeilingUpPending = false,
    };

    public static Session CeilingUp(Session session, Turn turn) => session with { CeilingUpPending = true };

    /// <summary>The person turned the device down by its own button: that is their ceiling now.</summary>
    public static Session CeilingFromDevice(Session session, Turn turn)
    {
        var reported = turn.Input is ReportInput { Report: LevelReported report } ? report.Level : session.OddReport!.Value;
        return session with
        {
            UserCeiling = session.Plan.Scale.IntensityOf(reported),
            CeilingUpPending = false,
            // Commanded stays what it was: the output follows down by a command, so that nothing repeats the higher level.
            OddReport = null,
            ReportDue = null,
        };
    }

    private static Session Raising(Session session, bool pending) => session.RaisePending == pending ? session : session with { RaisePending = pending };

    private static Session Severe(Session session, Turn turn)
    {
        var noted = Note(session, turn) with
        {
            RaisePending = false,
            SevereInRep = true,
            SevereCount = session.SevereCount + 1,
            ZeroUntil = turn.Now + HardLimits.SevereRest,
        };
        return Cap(noted, SessionGuards.CapAfterSevere(session), "you rated 8: at most 70 % of what you felt", turn);
    }

    private static Session WithoutInterruptedMotor(Session session)
    {
        if (session.Resume is not { } point || !OutputFollowing.IsMotorState(point.State))
            return session;
        var counted = point.State == SessionState.Compressing ? session.RepsDone + 1 : session.RepsDone;
        return session with { RepsDone = counted, Resume = new(SessionState.Releasing, session.Cycle?.Release ?? HardLimits.Release) };
    }

    /// <remarks>Counted in levels, never above the other limits, so that no raise waits unseen behind a ceiling.</remarks>
    private static Session Raise(Session session, Turn turn)
    {
        var scale = session.Plan.Scale;
        var others = ControlLaw.WithoutRatingCap(session);
        var above = scale.Above(scale.Floor(session.RatingCap));
        var cap = scale.IntensityOf(above <= others ? above : others);
        return cap > session.RatingCap ? Cap(session, cap, $"you rated {session.LastRating}, below {session.Plan.Band}", turn) : session;
    }

    private static Session RaiseCeiling(Session session) =>
        session.CeilingUpPending ? session with { UserCeiling = ControlLaw.RaisedCeiling(session) } : session;

    private static Session Cap(Session session, Intensity cap, string reason, Turn turn)
    {
        turn.Tell(new CapChanged(cap, reason) { At = turn.Now });
        return session with { RatingCap = cap, CapReason = reason };
    }
}
