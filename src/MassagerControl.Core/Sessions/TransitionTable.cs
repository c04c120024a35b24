using System.Collections.Immutable;
using static MassagerControl.Core.Sessions.SessionState;
using static MassagerControl.Core.Sessions.SessionTrigger;

namespace MassagerControl.Core.Sessions;

/// <summary>Every state, every trigger, what happens and why: the single source of the machine, its diagram and its tests.</summary>
/// <remarks>
/// A state's own rows come before its parents'. Guards of one state and trigger exclude each other. Every pair of a state and a
/// trigger has a row: a transition, an ignore or a reject, each with its reason.
/// </remarks>
public static class TransitionTable
{
    private delegate Session Act(Session session, StepContext context);

    private static readonly SessionTrigger[] Ratings = [RatedBelowBand, RatedInBand, RatedAboveBand, RatedSevere, RatedExtreme];

    private static readonly SessionTrigger[] Bearable = [.. Ratings.Where(rating => rating != RatedExtreme)];

    private static readonly SessionTrigger[] Dues = [PhaseDue, RampDue, MomentDue, PromptDue, RetryDue, ReportDue, SessionLimitDue];

    private static readonly SessionTrigger[] Answers = [Connected, ConnectFailed, OutputAccepted, OutputFailed, OffConfirmed, OffFailed];

    private static readonly SessionTrigger[] Reports = [DeviceEchoed, DeviceTookOver, DeviceLowered];

    private static readonly SessionTrigger[] Wishes = [Begin, Pause, Resume, Eased, CeilingDown, CeilingUp];

    private static readonly SessionState[] Overs = [Completed, Ended, Faulted];

    private static readonly SessionState[] ResumeTargets = [WarmingUp, Compressing, Releasing, Resting, CoolingDown];

    /// <summary>All rows, in order of precedence within one state.</summary>
    public static ImmutableArray<Transition> Rows { get; } =
    [
        .. BeforeTheProgram(), .. Phases(), .. Answering(), .. RatingRows(), .. WishRows(), .. LinkRows(), .. Ends(), .. StoppingRows(), .. NothingToDo(),
    ];

    private static readonly RowIndex Index = new(Rows);

    /// <summary>The row that a trigger takes in a state, by looking it up: the judge that the engine of the program is compared with.</summary>
    internal static Transition Find(Session session, SessionTrigger trigger, SessionInput input, TimeSpan now) => Index.Find(session, trigger, input, now);

    /// <summary>The rows of a leaf state for a trigger, its own first, then its parents'.</summary>
    public static IEnumerable<Transition> RowsFor(SessionState state, SessionTrigger trigger) => Index.RowsFor(state, trigger);

    private static IEnumerable<Transition> BeforeTheProgram() =>
    [
        Move(Idle, Start, Connecting, "a session begins", DeviceActions.Start),
        Move(Connecting, Connected, Ready, "the link stands, the motor is off", DeviceActions.Linked),
        Move(Connecting, ConnectFailed, Faulted, "no link", EndActions.BeforeTheStart),
        Move(Ready, LinkLost, Faulted, "the link was lost before the start", EndActions.BeforeTheStart),
        Move(Idle, Stop, Ended, "stopped before the start", EndActions.BeforeTheStart),
        Stay(Connecting, DeviceMet, "from now on there is something to stop", DeviceActions.Met),
        Move(Connecting, Stop, Ended, "stopped before the start", EndActions.BeforeTheStart, SessionGuards.NotMet),
        Move(Connecting, Stop, Stopping, "STOP", EndActions.Stop, SessionGuards.IsMet),
        Move(Idle, RedFlag, Ended, "red flag before the start", EndActions.BeforeTheStart),
        Move(Idle, RatedExtreme, Ended, "9 or 10 before the start ends it and locks the area", EndActions.BeforeTheStart),
        Move(Connecting, RedFlag, Ended, "red flag before the start", EndActions.BeforeTheStart, SessionGuards.NotMet),
        Move(Connecting, RedFlag, Stopping, "a red flag ends the session and locks the area", EndActions.ByRedFlag, SessionGuards.IsMet),
        Move(Connecting, RatedExtreme, Ended, "9 or 10 before the start ends it and locks the area", EndActions.BeforeTheStart, SessionGuards.NotMet),
        Move(Connecting, RatedExtreme, Stopping, "9 or 10 ends the session and locks the area", EndActions.ByRating, SessionGuards.IsMet),
        .. ToEach([WarmingUp, Compressing, Resting, CoolingDown], to => Move(Ready, Begin, to, "the program begins", PhaseActions.Begin, SessionGuards.FirstIs(to))),
    ];

    private static IEnumerable<Transition> Phases() =>
    [
        Move(Compressing, PhaseDue, Holding, "the ramp is over", PhaseActions.Hold, SessionGuards.PressGoesOn),
        Move(Compressing, PhaseDue, Releasing, "the press is over", PhaseActions.Release, SessionGuards.PressOver),
        Move(Holding, PhaseDue, Releasing, "the press is over", PhaseActions.Release),
        Move(Releasing, PhaseDue, Paused, "no rating in two reps: still there?", PhaseActions.PauseForSilence, SessionGuards.SilentAgain),
        .. GoOn(WarmingUp, [Compressing, Resting, CoolingDown, Stopping]),
        .. GoOn(Releasing, [Compressing, Resting, CoolingDown, Stopping]),
        .. GoOn(Resting, [Compressing, Resting, CoolingDown, Stopping]),
        .. GoOn(CoolingDown, [CoolingDown, Stopping]),
        Stay(Running, RampDue, "the output rises by one step", Nothing),
        Stay(Running, MomentDue, "the step goes on", Nothing),
        Stay(Pressing, PromptDue, "a rating is asked", PhaseActions.OpenPrompt),
        Move(Active, SessionLimitDue, Stopping, "the session's time is used up", EndActions.BySessionLimit),
    ];

    private static IEnumerable<Transition> Answering() =>
    [
        Stay(Running, OutputAccepted, "the device runs at it", DeviceActions.OutputAccepted),
        Stay(Paused, OutputAccepted, "an answer from before the pause", DeviceActions.OutputAccepted),
        Stay(Running, OffConfirmed, "the motor is off", DeviceActions.OffConfirmed),
        Stay(Paused, OffConfirmed, "the motor is off", DeviceActions.OffConfirmed),
        .. ToEach([Running, Paused], from => Move(from, OutputFailed, Reconnecting, "the link failed", DeviceActions.LinkLost, SessionGuards.LinkFault)),
        .. ToEach([Running, Paused], from => Move(from, OffFailed, Reconnecting, "the link failed", DeviceActions.LinkLost, SessionGuards.LinkFault)),
        .. ToEach([Running, Paused], from => Move(from, OutputFailed, Stopping, "the device did not do as told", EndActions.ByFault, SessionGuards.OtherFault)),
        .. ToEach([Running, Paused], from => Move(from, OffFailed, Stopping, "off was not confirmed", EndActions.ByFault, SessionGuards.OtherFault)),
        .. ToEach([Running, Paused], from => Stay(from, RetryDue, "off is not answered: the person is told", DeviceActions.OffUnanswered, SessionGuards.OffUnanswered)),
        .. ToEach([Running, Paused], from => Ignore(from, RetryDue, "answered meanwhile", SessionGuards.NothingUnanswered)),
        Stay(Running, DeviceEchoed, "the device confirms its level", DeviceActions.Echo),
        Stay(Paused, DeviceEchoed, "the device confirms its level", DeviceActions.Echo),
        .. ToEach([Ready, Running, Paused], from => Move(from, DeviceTookOver, Stopping, "the device's own button counts as STOP", EndActions.Stop)),
        Stay(Running, DeviceLowered, "the device was turned down by its own button", LimitActions.CeilingFromDevice),
        Move(Running, ReportDue, Stopping, "the device's own button counts as STOP", EndActions.Stop, SessionGuards.OddIsTakeover),
        Stay(Running, ReportDue, "the device was turned down by its own button", LimitActions.CeilingFromDevice, SessionGuards.OddIsLower),
        Ignore(Running, ReportDue, "explained meanwhile", SessionGuards.NothingOdd),
        Move(Paused, ReportDue, Stopping, "the device's own button counts as STOP", EndActions.Stop, SessionGuards.OddIsTakeover),
        Stay(Paused, ReportDue, "the device was turned down by its own button", LimitActions.CeilingFromDevice, SessionGuards.OddIsLower),
        Ignore(Paused, ReportDue, "explained meanwhile", SessionGuards.NothingOdd),
    ];

    private static IEnumerable<Transition> RatingRows() =>
    [
        Move(Active, RatedExtreme, Stopping, "9 or 10 ends the session and locks the area", EndActions.ByRating),
        Move(Active, RatedSevere, Stopping, "a second 8 ends the session", EndActions.ByRating, SessionGuards.SecondSevere),
        Move(Active, RatedSevere, Stopping, "after an 8 the device cannot go low enough", EndActions.ByLowestLevel, SessionGuards.SevereTooLow),
        .. ToEach([WarmingUp, Pressing, CoolingDown], from => Move(from, RatedSevere, Releasing, "8: early release", LimitActions.SevereInMotor, SessionGuards.SevereBearable)),
        .. ToEach([Releasing, Resting, Paused, Reconnecting], from => Stay(from, RatedSevere, "8: the cap falls, ten seconds at 0", LimitActions.SevereAtRest, SessionGuards.SevereBearable)),
        .. ToEach([Running, Reconnecting], from => Stay(from, RatedBelowBand, "below the band: one step more from the next press", LimitActions.BelowBand)),
        .. ToEach([Running, Reconnecting], from => Stay(from, RatedInBand, "in the band", LimitActions.InBand)),
        .. ToEach([Running, Reconnecting], from => Stay(from, RatedAboveBand, "above the band: one step less", LimitActions.AboveBand, SessionGuards.StepDownBearable)),
        Move(Active, RatedAboveBand, Stopping, "the device cannot go lower", EndActions.ByLowestLevel, SessionGuards.StepDownTooLow),
        .. ResumeByRating(RatedBelowBand, LimitActions.BelowBand, null),
        .. ResumeByRating(RatedInBand, LimitActions.InBand, null),
        .. ResumeByRating(RatedAboveBand, LimitActions.AboveBand, SessionGuards.StepDownBearable),
        Move(Active, RedFlag, Stopping, "a red flag ends the session and locks the area", EndActions.ByRedFlag),
        Move(Ready, RedFlag, Stopping, "a red flag ends the session and locks the area", EndActions.ByRedFlag),
        Move(Ready, RatedExtreme, Stopping, "9 or 10 ends the session and locks the area", EndActions.ByRating),
    ];

    private static IEnumerable<Transition> WishRows() =>
    [
        Move(Running, SessionTrigger.Pause, Paused, "the person asked", (s, t) => PhaseActions.Pause(s, PauseReason.Asked, t)),
        .. ToEach(ResumeTargets, to => Move(Paused, Resume, to, "goes on", PhaseActions.Resume, SessionGuards.ResumesTo(to))),
        Reject(Paused, Resume, "rate first: the link was lost", SessionGuards.RatingNeeded),
        Ignore(Paused, SessionTrigger.Pause, "already paused"),
        Ignore(Reconnecting, SessionTrigger.Pause, "already at 0"),
        Ignore(Running, Resume, "not paused"),
        Reject(Reconnecting, Resume, "there is no link"),
        Move(Pressing, Eased, Releasing, "it has eased", PhaseActions.Release, SessionGuards.HoldEndsOnEased),
        Reject(Pressing, Eased, "the holds of this program have a fixed length", SessionGuards.HoldIsFixed),
        Reject(Active, Eased, "there is no hold to end"),
        Stay(Active, CeilingDown, "your ceiling goes one step down", LimitActions.CeilingDown, SessionGuards.CeilingCanFall),
        Reject(Active, CeilingDown, "already at the lowest level: pause or stop", SessionGuards.CeilingIsLowest),
        Stay(Active, CeilingUp, "your ceiling goes one step up with the next press", LimitActions.CeilingUp, SessionGuards.CeilingCanRise),
        Reject(Active, CeilingUp, "already at the ceiling you began with: only a new session goes above it", SessionGuards.CeilingIsHighest),
        Reject(Active, Begin, "already begun"),
        Move(Running, LeaseLost, Paused, "the owner of the session was silent for a second", DeviceActions.TellLease),
        Move(Running, ClockJumped, Paused, "the clock jumped or the machine slept", (s, t) => PhaseActions.Pause(s, PauseReason.ClockJumped, t)),
        Move(Running, RemotesLost, Paused, "no phone or other remote answers", (s, t) => PhaseActions.Pause(s, PauseReason.RemotesLost, t)),
    ];

    private static IEnumerable<Transition> LinkRows() =>
    [
        .. ToEach([Running, Paused], from => Move(from, LinkLost, Reconnecting, "the link was lost", DeviceActions.LinkLost, SessionGuards.QuietSeldom)),
        .. ToEach([Running, Paused], from => Move(from, LinkLost, Stopping, "the device ends every quiet link", EndActions.ByQuietLinks, SessionGuards.QuietOnceTooOften)),
        Stay(Reconnecting, DeviceMet, "what it confirmed before is old", DeviceActions.Met),
        Move(Reconnecting, Connected, Paused, "the link is back: rate to go on", DeviceActions.Relinked),
        Stay(Reconnecting, ConnectFailed, "not yet", DeviceActions.ConnectAgainLater),
        Stay(Reconnecting, RetryDue, "once more", DeviceActions.ConnectAgain),
        Stay(Reconnecting, PhaseDue, "this process stood still: the minute begins anew", DeviceActions.ReconnectAnew, SessionGuards.StoodStill),
        Move(Reconnecting, PhaseDue, Faulted, "no link for a minute", EndActions.LinkStayedLost, SessionGuards.InTime),
        Move(Paused, PhaseDue, Stopping, "nobody answered", EndActions.ByNoAnswer),
    ];

    private static IEnumerable<Transition> Ends() =>
    [
        Move(Ready, Stop, Stopping, "STOP", EndActions.Stop),
        Move(Active, Stop, Stopping, "STOP", EndActions.Stop),
        Stay(Stopping, Stop, "already stopping", Nothing),
        Stay(Over, Stop, "already over", Nothing),
    ];

    private static IEnumerable<Transition> StoppingRows() =>
    [
        .. ToEach(Overs, to => Move(Stopping, OffConfirmed, to, "off is confirmed", EndActions.OffConfirmed, SessionGuards.NoLevelReported.And(SessionGuards.EndsAs(to)))),
        Stay(Stopping, OffConfirmed, "acknowledged; the device's own word is awaited", EndActions.AwaitReport, SessionGuards.SomeLevelReported),
        .. ToEach(Overs, to => Move(Stopping, DeviceEchoed, to, "off is confirmed by the device's own word", EndActions.OffConfirmed, SessionGuards.ReportsOff.And(SessionGuards.EndsAs(to)))),
        Stay(Stopping, DeviceEchoed, "noted", Nothing, SessionGuards.NotYetOff),
        Stay(Stopping, DeviceTookOver, "noted: the device still runs", Nothing),
        Stay(Stopping, OffFailed, "off is not confirmed: again", EndActions.StopNotConfirmed),
        .. ToEach(Overs, to => Move(Stopping, RetryDue, to, "off is confirmed", EndActions.OffConfirmed, SessionGuards.SilentAfterOff.And(SessionGuards.EndsAs(to)))),
        Stay(Stopping, RetryDue, "off once more", EndActions.RetryStop, SessionGuards.OffStillOpen),
        Stay(Stopping, PhaseDue, "this process stood still: off once more", EndActions.StopAnew, SessionGuards.StoodStill),
        Move(Stopping, PhaseDue, Faulted, "off was not confirmed in time", EndActions.GiveUpOnStop, SessionGuards.InTime),
        Stay(Stopping, OutputAccepted, "an answer from before the stop", DeviceActions.OutputAccepted),
        Stay(Stopping, LinkLost, "the stop makes a new link", DeviceActions.LinkLostWhileStopping),
        Stay(Stopping, DeviceMet, "what it confirmed before is old", DeviceActions.Met),
        Stay(Stopping, RedFlag, "the area is locked all the same", EndActions.LockWhileStopping),
        Stay(Stopping, RatedExtreme, "the area is locked all the same", EndActions.LockWhileStopping),
    ];

    private static IEnumerable<Transition> NothingToDo() =>
    [
        .. All(Reject, [Idle], [.. Bearable, .. Wishes], "the session has not begun"),
        .. All(Reject, [Connecting], [.. Bearable, .. Wishes], "the link is not made yet"),
        .. All(Reject, [Ready], Bearable, "the program has not begun: until then only 9, 10 and warning signs count"),
        .. All(Reject, [Ready], [.. Wishes.Where(wish => wish != Begin)], "the program has not begun: the motor is off"),
        .. All(Reject, [Stopping], [.. Bearable, .. Wishes], "the motor is being stopped"),
        .. All(Reject, [Over], [.. Ratings, .. Wishes, RedFlag], "the session is over"),
        .. All(Reject, [Connecting, Ready, Active, Stopping, Over], [Start], "already started"),
        .. All(Ignore, [Idle, Connecting, Ready, Stopping, Over], [LeaseLost, ClockJumped, RemotesLost], "the motor is off or being stopped"),
        .. All(Ignore, [Paused, Reconnecting], [LeaseLost, ClockJumped, RemotesLost], "the output is 0"),
        .. All(Ignore, [Idle, Connecting, Over], Reports, "no program runs"),
        .. All(Ignore, [Ready], [DeviceEchoed, DeviceLowered], "no program runs"),
        .. All(Ignore, [Reconnecting], Reports, "a report of the lost link"),
        Ignore(Stopping, DeviceLowered, "off is on its way"),
        Ignore(Paused, DeviceLowered, "the output is 0"),
        .. All(Ignore, [Idle, Connecting, Over], [LinkLost], "there is no link"),
        Ignore(Reconnecting, LinkLost, "already lost"),
        .. All(Ignore, [Idle, Ready, Running, Paused, Over], [DeviceMet], "a link of before"),
        .. All(Ignore, [Idle, Over], Answers, "a late answer"),
        .. All(Ignore, [Connecting], [OutputAccepted, OutputFailed, OffConfirmed, OffFailed], "a late answer"),
        .. All(Ignore, [Ready], Answers, "a late answer"),
        .. All(Ignore, [Running, Paused], [Connected, ConnectFailed], "a late answer"),
        .. All(Ignore, [Reconnecting], [OutputAccepted, OutputFailed, OffConfirmed, OffFailed], "an answer of the lost link"),
        .. All(Ignore, [Stopping], [Connected, ConnectFailed, OutputFailed], "the stop decides"),
        .. All(Ignore, [Idle, Connecting, Ready, Over], Dues, "a deadline that is no more"),
        .. All(Ignore, [Stopping], [RampDue, MomentDue, PromptDue, ReportDue, SessionLimitDue], "a deadline that is no more"),
        .. All(Ignore, [Reconnecting], [RampDue, MomentDue, PromptDue, ReportDue], "a deadline that is no more"),
        .. All(Ignore, [Paused], [RampDue, MomentDue, PromptDue], "a deadline that is no more"),
        .. All(Ignore, [WarmingUp, Releasing, Resting, CoolingDown], [PromptDue], "a deadline that is no more"),
    ];

    private static IEnumerable<Transition> ResumeByRating(SessionTrigger rating, Act limits, TransitionGuard? also)
    {
        foreach (var to in ResumeTargets)
        {
            var guard = SessionGuards.RatingResumesTo(to);
            yield return Move(Paused, rating, to, "an answer: goes on", (s, t) => PhaseActions.Resume(limits(s, t), t), also is null ? guard : guard.And(also));
        }
        var asked = SessionGuards.PauseWasAsked;
        yield return Stay(Paused, rating, "noted; the pause was asked for", limits, also is null ? asked : asked.And(also));
    }

    private static IEnumerable<Transition> GoOn(SessionState from, SessionState[] targets) =>
        ToEach(targets, to => Move(from, PhaseDue, to, "the next step of the program", PhaseActions.GoOn, SessionGuards.NextIs(to)));

    private static IEnumerable<Transition> ToEach(SessionState[] states, Func<SessionState, Transition> row) => states.Select(row);

    private static IEnumerable<Transition> All(
        Func<SessionState, SessionTrigger, Phrase, TransitionGuard?, Transition> row,
        SessionState[] states,
        SessionTrigger[] triggers,
        Phrase reason) =>
        states.SelectMany(state => triggers.Select(trigger => row(state, trigger, reason, null)));

    private static Session Nothing(Session session, StepContext context) => session;

    private static Transition Move(SessionState from, SessionTrigger on, SessionState to, Phrase reason, Act act, TransitionGuard? when = null) =>
        new(from, on, TransitionKind.Move, to, when, reason) { Act = (s, t) => act(s, t) };

    private static Transition Stay(SessionState from, SessionTrigger on, Phrase reason, Act act, TransitionGuard? when = null) =>
        new(from, on, TransitionKind.Stay, null, when, reason) { Act = (s, t) => act(s, t) };

    private static Transition Ignore(SessionState from, SessionTrigger on, Phrase reason, TransitionGuard? when = null) =>
        new(from, on, TransitionKind.Ignore, null, when, reason);

    private static Transition Reject(SessionState from, SessionTrigger on, Phrase reason, TransitionGuard? when = null) =>
        new(from, on, TransitionKind.Reject, null, when, reason);
}
