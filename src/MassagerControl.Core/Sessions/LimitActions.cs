using MassagerControl.Core.Massagers;
using MassagerControl.Core.Safety;

namespace MassagerControl.Core.Sessions;

/// <summary>Ratings and ceilings: what they do to the limits. The output follows by itself.</summary>
internal static class LimitActions
{
    /// <summary>A new press: pending raises take effect, the rep's notes start afresh.</summary>
    public static Session BeginRep(Session session, StepContext context)
    {
        var raised = session.RaisePending && !session.SevereInRep ? Raise(session, context) : session;
        return RaiseCeiling(raised) with { RaisePending = false, RatedInRep = false, SevereInRep = false, CeilingUpPending = false };
    }

    public static Session BelowBand(Session session, StepContext context)
    {
        var inRep = session.Rep >= 1 && context.From.IsIn(SessionState.Running);
        return Raising(Note(session, context), inRep && !session.SevereInRep);
    }

    public static Session InBand(Session session, StepContext context) => Raising(Note(session, context), false);

    public static Session AboveBand(Session session, StepContext context)
    {
        var level = SessionGuards.CapStepDown(session);
        var lowered = Raising(Note(session, context), false);
        return level.IsOff ? lowered : Cap(lowered, session.Plan.Scale.IntensityOf(level), Phrase.Of($"you rated {lowered.LastRating}, above {session.Plan.Band}"), context);
    }

    /// <summary>An 8 in a motor phase: early release.</summary>
    public static Session SevereInMotor(Session session, StepContext context) => PhaseActions.Release(Severe(session, context), context, context.Reason);

    /// <summary>An 8 with the motor at 0: the rest of this phase is at least ten seconds, an interrupted rep counts as done.</summary>
    public static Session SevereAtRest(Session session, StepContext context)
    {
        var severe = Severe(session, context);
        return session.State is SessionState.Releasing or SessionState.Resting
            ? severe with { PhaseEnds = PhaseActions.Later(session.PhaseEnds ?? context.Now, severe.ZeroUntil) }
            : WithoutInterruptedMotor(severe);
    }

    /// <summary>The rating is written down; it moves nothing.</summary>
    public static Session Note(Session session, StepContext context) => context.Input is RatedInput rated
        ? session with { Ratings = session.Ratings.Add(rated.Value), RatedInRep = session.RatedInRep || context.From.IsIn(SessionState.Running) }
        : session;

    public static Session CeilingDown(Session session, StepContext context) => session with
    {
        UserCeiling = session.Plan.Scale.IntensityOf(SessionGuards.CeilingStepDown(session)),
        CeilingUpPending = false,
    };

    public static Session CeilingUp(Session session, StepContext context) => session with { CeilingUpPending = true };

    /// <summary>The person turned the device down by its own button: that is their ceiling now.</summary>
    public static Session CeilingFromDevice(Session session, StepContext context)
    {
        var reported = context.Input is ReportInput { Report: LevelReported report } ? report.Level : session.OddReport!.Value.Said;
        var lowered = session with
        {
            // Judged late, it may be above what the person has asked for since.
            UserCeiling = Intensity.Min(session.UserCeiling, session.Plan.Scale.IntensityOf(reported)),
            CeilingUpPending = false,
            // Commanded stays what it was: the output follows down by a command, so that nothing repeats the higher level.
        };
        return session.OddReport is { IsTakeover: true } ? lowered : lowered with { OddReport = null, ReportDue = null };
    }

    private static Session Raising(Session session, bool pending) => session.RaisePending == pending ? session : session with { RaisePending = pending };

    private static Session Severe(Session session, StepContext context)
    {
        var noted = Note(session, context) with
        {
            RaisePending = false,
            SevereInRep = true,
            SevereCount = session.SevereCount + 1,
            ZeroUntil = context.Now + HardLimits.SevereRest,
        };
        return Cap(noted, SessionGuards.CapAfterSevere(session), "you rated 8: at most 70 % of what you felt", context);
    }

    private static Session WithoutInterruptedMotor(Session session)
    {
        if (session.Resume is not { } point || !OutputFollowing.IsMotorState(point.State))
            return session;
        var counted = point.State == SessionState.Compressing ? session.RepsDone + 1 : session.RepsDone;
        return session with { RepsDone = counted, Resume = new(SessionState.Releasing, session.Cycle?.Release ?? HardLimits.Release) };
    }

    /// <remarks>Counted in levels, never above the other limits, so that no raise waits unseen behind a ceiling.</remarks>
    private static Session Raise(Session session, StepContext context)
    {
        var scale = session.Plan.Scale;
        var others = ControlLaw.WithoutRatingCap(session);
        var above = scale.Above(scale.Floor(session.RatingCap));
        var cap = scale.IntensityOf(above <= others ? above : others);
        return cap > session.RatingCap ? Cap(session, cap, Phrase.Of($"you rated {session.LastRating}, below {session.Plan.Band}"), context) : session;
    }

    private static Session RaiseCeiling(Session session) =>
        session.CeilingUpPending ? session with { UserCeiling = ControlLaw.RaisedCeiling(session) } : session;

    private static Session Cap(Session session, Intensity cap, Phrase reason, StepContext context)
    {
        context.Tell(new CapChanged(cap, reason) { At = context.Now });
        return session with { RatingCap = cap, CapReason = reason };
    }
}
