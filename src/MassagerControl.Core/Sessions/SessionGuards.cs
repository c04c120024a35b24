using MassagerControl.Core.Massagers;
using MassagerControl.Core.Safety;

namespace MassagerControl.Core.Sessions;

/// <summary>The conditions that rows of the table name. Those of one state and trigger exclude each other.</summary>
internal static class SessionGuards
{
    public static readonly TransitionGuard SecondSevere = Of("a second 8", s => s.SevereCount + 1 >= HardLimits.SevereRatings);

    public static readonly TransitionGuard SevereTooLow = Of("first 8, 70 % is below the lowest level",
        s => !SecondSevere.Met(s) && s.Plan.Scale.Floor(CapAfterSevere(s)).IsOff);

    public static readonly TransitionGuard SevereBearable = Of("first 8, the device can go lower",
        s => !SecondSevere.Met(s) && !SevereTooLow.Met(s));

    public static readonly TransitionGuard StepDownTooLow = Of("one step down is below the lowest level", s => CapStepDown(s).IsOff);

    public static readonly TransitionGuard StepDownBearable = Of("the device can go lower", s => !CapStepDown(s).IsOff);

    public static readonly TransitionGuard SilentAgain = Of("no rating in two reps", Silent);

    public static readonly TransitionGuard PressGoesOn = new("press not over", (s, _, now) => now < s.PressEnds);

    public static readonly TransitionGuard PressOver = new("press over", (s, _, now) => now >= s.PressEnds);

    public static readonly TransitionGuard HoldEndsOnEased = Of("the program's hold is open", s => s.Cycle is { EndsOnEased: true });

    public static readonly TransitionGuard HoldIsFixed = Of("the program's hold is fixed", s => s.Cycle is not { EndsOnEased: true });

    public static readonly TransitionGuard CeilingCanFall = Of(
        "not at the lowest level, or about to rise", s => CeilingStepDown(s) < s.Plan.Scale.Floor(s.UserCeiling) || s.CeilingUpPending);

    public static readonly TransitionGuard CeilingIsLowest = Of("at the lowest level", s => !CeilingCanFall.Met(s));

    public static readonly TransitionGuard CeilingCanRise = Of("below its start", s => s.UserCeiling < s.Plan.UserCeiling);

    public static readonly TransitionGuard CeilingIsHighest = Of("at its start", s => !CeilingCanRise.Met(s));

    public static readonly TransitionGuard LinkFault = new("the link failed", (_, i, _) => FaultOf(i)?.Kind == MassagerFaultKind.Connection);

    public static readonly TransitionGuard OtherFault = new("refused, lost or odd", (_, i, _) => FaultOf(i)?.Kind != MassagerFaultKind.Connection);

    public static readonly TransitionGuard QuietOnceTooOften = new("one link too many was lost in silence", (s, _, now) => QuietLinks.IsOneTooMany(s, now));

    public static readonly TransitionGuard QuietSeldom = new("it may be out of reach", (s, i, now) => !QuietOnceTooOften.Holds(s, i, now));

    public static readonly TransitionGuard IsMet = Of("the device was met", s => s.Met);

    public static readonly TransitionGuard NotMet = Of("nothing was heard of the device yet", s => !s.Met);

    public static readonly TransitionGuard RatingNeeded = Of("the link came back", s => s.Pause == PauseReason.Reconnected);

    public static readonly TransitionGuard OddIsTakeover = Of("the device took over", s => s.OddReport is { IsTakeover: true });

    public static readonly TransitionGuard OddIsLower = Of("the device runs lower", s => s.OddReport is { IsTakeover: false });

    public static readonly TransitionGuard NothingOdd = Of("explained meanwhile", s => s.OddReport is null);

    public static readonly TransitionGuard NoLevelReported = Of("the device reports no level above off", s => s.LastReport is null or { IsOff: true });

    public static readonly TransitionGuard SomeLevelReported = Of("the device reported a level", s => !NoLevelReported.Met(s));

    public static readonly TransitionGuard ReportsOff = new("off was acknowledged and is reported",
        (s, i, _) => s.OffAcknowledged && i is ReportInput { Report: LevelReported { Level.IsOff: true } });

    public static readonly TransitionGuard NotYetOff = new("off is not both acknowledged and reported", (s, i, now) => !ReportsOff.Holds(s, i, now));

    public static readonly TransitionGuard SilentAfterOff = Of("acknowledged, and no report contradicts it", s => s.OffAcknowledged && !s.ReportedSinceOff);

    public static readonly TransitionGuard OffStillOpen = Of("not acknowledged, or contradicted", s => !SilentAfterOff.Met(s));

    public static readonly TransitionGuard OffUnanswered = Of("off was asked for, and nothing says that it is",
        s => s.Commanded.IsOff && s.Awaiting && !(s.ReportedSinceOff && s.LastReport is { IsOff: true }));

    public static readonly TransitionGuard NothingUnanswered = Of("answered meanwhile", s => !OffUnanswered.Met(s));

    public static readonly TransitionGuard StoodStill = new("seen too late", (s, _, now) => now >= s.PhaseEnds + HardLimits.Lease);

    public static readonly TransitionGuard InTime = new("seen in time", (s, i, now) => !StoodStill.Holds(s, i, now));

    /// <summary>What comes next in the program is the given state, and silence does not forbid it.</summary>
    public static TransitionGuard NextIs(SessionState state) =>
        Of($"next is {state}", s => !Silent(s) && NextStep.After(s).State == state);

    public static TransitionGuard FirstIs(SessionState state) => Of($"first is {state}", s => NextStep.First(s).State == state);

    public static TransitionGuard EndsAs(SessionState state) => Of($"ends as {state}", s => EndState(s) == state);

    /// <summary>A rating of 7 or less resumes to the given state.</summary>
    public static TransitionGuard RatingResumesTo(SessionState state) =>
        Of($"waiting for an answer, was {state}", s => s.Pause != PauseReason.Asked && s.Resume?.State == state);

    public static readonly TransitionGuard PauseWasAsked = Of("the person asked for the pause", s => s.Pause == PauseReason.Asked);

    /// <summary>"Resume" resumes to the given state.</summary>
    public static TransitionGuard ResumesTo(SessionState state) =>
        Of($"was {state}", s => s.Pause != PauseReason.Reconnected && s.Resume?.State == state);

    public static TransitionGuard And(this TransitionGuard left, TransitionGuard right) =>
        new($"{left.Text}, {right.Text}", (s, i, now) => left.Holds(s, i, now) && right.Holds(s, i, now));

    public static Intensity CapAfterSevere(Session session)
    {
        var last = session.LastNonZero.IsOff ? session.RatingCap : session.Plan.Scale.IntensityOf(session.LastNonZero);
        return Intensity.Min(session.RatingCap, last.Scale(HardLimits.SevereShare));
    }

    /// <summary>One step below what is felt: lowering a cap that does not bind would be lowering nothing.</summary>
    public static Level CapStepDown(Session session)
    {
        var cap = session.Plan.Scale.Floor(session.RatingCap);
        var others = ControlLaw.WithoutRatingCap(session);
        return session.Plan.Scale.Below(cap <= others ? cap : others);
    }

    /// <summary>One step below what is felt, but not below the lowest level: for that there are pause and STOP.</summary>
    public static Level CeilingStepDown(Session session)
    {
        var scale = session.Plan.Scale;
        var ceiling = scale.Floor(session.UserCeiling);
        var cap = scale.Floor(session.RatingCap);
        var lower = scale.Below(ceiling <= cap ? ceiling : cap);
        return lower.IsOff ? new Level(1) : lower;
    }

    private static SessionState EndState(Session session) => session.Ending?.Outcome switch
    {
        SessionOutcome.Completed => SessionState.Completed,
        SessionOutcome.Device or SessionOutcome.Uncertain => SessionState.Faulted,
        _ => SessionState.Ended,
    };

    private static bool Silent(Session session) =>
        session.State == SessionState.Releasing
        && session.Rep >= 1
        && session.Rep < session.RepsOfCycle
        && !session.RatedInRep
        && session.SilentReps + 1 >= HardLimits.SilentReps;

    private static MassagerFault? FaultOf(SessionInput input) => input switch
    {
        OutputFailedInput failed => failed.Fault,
        OffFailedInput failed => failed.Fault,
        _ => null,
    };

    private static bool Met(this TransitionGuard guard, Session session) => guard.Holds(session, NoInput, TimeSpan.Zero);

    private static readonly SessionInput NoInput = new StartInput();

    private static TransitionGuard Of(string text, Func<Session, bool> holds) => new(text, (session, _, _) => holds(session));
}
