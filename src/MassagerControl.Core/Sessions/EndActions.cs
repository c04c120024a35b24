using MassagerControl.Core.Massagers;
using MassagerControl.Core.Safety;

namespace MassagerControl.Core.Sessions;

/// <summary>Ways to the end. Every end turns the motor off and says whether that was confirmed.</summary>
internal static class EndActions
{
    private static readonly TimeSpan StopRetry = TimeSpan.FromMilliseconds(500);

    // So long nothing is said of a stop that is neither confirmed nor refused: no person waits longer to be told of the device's own button.
    private static readonly TimeSpan StopSilence = TimeSpan.FromSeconds(2);

    public static Session Complete(Session session, Turn turn) => TurnOffFor(session, new(SessionOutcome.Completed, "the program ran to its end"), turn);

    public static Session Stop(Session session, Turn turn)
    {
        var cause = turn.Input switch
        {
            StopInput stop => stop.Cause,
            ReportInput or DueInput => "device button",
            _ => turn.Reason,
        };
        return End(session, new(SessionOutcome.Stopped, EndReasons.OfStop(cause)), cause, turn);
    }

    public static Session ByRating(Session session, Turn turn)
    {
        var noted = LimitActions.Note(session, turn);
        var locks = noted.LastRating is { IsExtreme: true };
        var reason = locks ? EndReasons.OfRating(noted.LastRating!.Value) : "a second 8 in one session";
        return End(noted, new(SessionOutcome.Rating, reason, locks), $"rating {noted.LastRating}", turn);
    }

    public static Session ByRedFlag(Session session, Turn turn)
    {
        var kind = ((RedFlagInput)turn.Input).Kind;
        var words = EndReasons.OfRedFlag(kind);
        return End(session, new(SessionOutcome.RedFlag, words, AreaLocked: true), words, turn);
    }

    /// <summary>The cap would fall below the device's lowest level.</summary>
    public static Session ByLowestLevel(Session session, Turn turn) =>
        End(LimitActions.Note(session, turn), new(SessionOutcome.Limit, "the device cannot go lower"), "the device cannot go lower", turn);

    public static Session BySessionLimit(Session session, Turn turn) => turn.Now >= HardLimits.Session
        ? End(session, new(SessionOutcome.Limit, $"a session lasts at most {HardLimits.Session.TotalMinutes:0} minutes"), "session limit", turn)
        : End(session, new(SessionOutcome.Limit, $"{session.PressTotal.TotalSeconds:0} s of press are {session.Plan.Budget.Reason}"), "press limit", turn);

    public static Session ByNoAnswer(Session session, Turn turn) =>
        End(session, new(SessionOutcome.NoAnswer, "nobody answered"), "no answer", turn);

    /// <summary>The device ends every link on which nothing is said for a while: a session cannot go on like that.</summary>
    public static Session ByQuietLinks(Session session, Turn turn)
    {
        turn.TellLoss();
        var quiet = QuietLinks.After(session, turn.Now).QuietBefore;
        var reason = string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"the device has ended {QuietLinks.Most} links in a row, each after {quiet.TotalSeconds:0} s in which nothing was sent: its profile needs a keepAlive that is sent more often than that");
        return End(session with { LastReport = null }, new(SessionOutcome.Device, reason), "the device ends quiet links", turn);
    }

    /// <summary>An operation failed in a way that no reconnect mends.</summary>
    public static Session ByFault(Session session, Turn turn)
    {
        if (turn.Input is OffFailedInput)
            session = TellUncertain(session, turn.Fault!.Cause, turn);
        else
            TellFault(turn);
        return End(session, new(SessionOutcome.Device, turn.Fault!.Cause), "device fault", turn);
    }

    /// <summary>A red flag or a 9–10 while the motor is already being stopped: the lock must not be lost.</summary>
    public static Session LockWhileStopping(Session session, Turn turn)
    {
        var noted = LimitActions.Note(session, turn);
        var (outcome, reason) = turn.Input is RedFlagInput flag
            ? (SessionOutcome.RedFlag, EndReasons.OfRedFlag(flag.Kind))
            : (SessionOutcome.Rating, EndReasons.OfRating(noted.LastRating!.Value));
        return noted with { Ending = new(outcome, $"{reason}, while the motor was being turned off", AreaLocked: true) };
    }

    public static Session RetryStop(Session session, Turn turn)
    {
        // One that went away after it had confirmed off is no reason to send the person to its button.
        var told = session.OffBeforeLoss
            ? session
            : TellUncertain(session, session.OffAcknowledged ? $"off was acknowledged, but the device reports level {session.LastReport}" : "off is not confirmed yet", turn);
        return OutputFollowing.TurnOff(told with { RetryDue = null, Attempts = session.Attempts + 1 }, turn);
    }

    /// <summary>The time to repeat the stop passed without this process: it begins anew.</summary>
    public static Session StopAnew(Session session, Turn turn) => OutputFollowing.TurnOff(
        session with { PhaseEnds = turn.Now + HardLimits.StopRepeat, RetryDue = null, Attempts = session.Attempts + 1 }, turn);

    /// <summary>The device has reported a level before: its word counts more than the acknowledgement, so it is awaited for a moment.</summary>
    public static Session AwaitReport(Session session, Turn turn) => session with
    {
        OffAcknowledged = true,
        RetryDue = turn.Now + ReportSorting.EchoWindow,
    };

    /// <summary>A device that went away after it had confirmed off, and was not met since, is no reason to send the person to its button.</summary>
    public static Session StopNotConfirmed(Session session, Turn turn)
    {
        var stillAway = session.OffBeforeLoss && turn.Fault!.Kind == MassagerFaultKind.Connection;
        var told = stillAway ? session : TellUncertain(session with { OffBeforeLoss = false }, turn.Fault!.Cause, turn);
        return told with { RetryDue = turn.Now + StopRetry };
    }

    public static Session OffConfirmed(Session session, Turn turn) => Finish(DeviceActions.OffConfirmed(session, turn), true, turn);

    public static Session GiveUpOnStop(Session session, Turn turn)
    {
        // The outcome says whether off was confirmed; the reason stays why the session ended.
        if (session.OffBeforeLoss)
            return Finish(session with { Ending = session.Ending! with { Outcome = SessionOutcome.Device } }, true, turn);
        var ending = session.Ending! with { Outcome = SessionOutcome.Uncertain };
        return Finish(session with { Ending = ending }, false, turn);
    }

    /// <summary>No link within its minute.</summary>
    public static Session LinkStayedLost(Session session, Turn turn)
    {
        turn.Tell(new StopAsked("link lost") { At = turn.Now });
        if (session.OffBeforeLoss)
            return Finish(session with { Ending = new(SessionOutcome.Device, "the link did not come back; it was lost after the device had confirmed off") }, true, turn);
        var stops = !session.Plan.Massager.MayRunUnlinked;
        var ending = stops
            ? new Ending(SessionOutcome.Device, "the link did not come back")
            : new Ending(SessionOutcome.Uncertain, "the link did not come back");
        return Finish(session with { Ending = ending }, stops, turn, OffGround.StopsUnlinked);
    }

    /// <summary>Ends before anything was driven: there is nothing to turn off, unless an earlier session has left the motor running.</summary>
    public static Session BeforeTheStart(Session session, Turn turn)
    {
        var mayRun = turn.Fault is { Kind: MassagerFaultKind.UncertainDelivery };
        var ending = turn.Input switch
        {
            StopInput stop => new Ending(SessionOutcome.Stopped, $"{EndReasons.OfStop(stop.Cause)}, before the start"),
            RedFlagInput flag => new Ending(SessionOutcome.RedFlag, $"{EndReasons.OfRedFlag(flag.Kind)}, before the start", AreaLocked: true),
            RatedInput rated => new Ending(SessionOutcome.Rating, $"{EndReasons.OfRating(rated.Value)}, before the start", AreaLocked: true),
            _ => new Ending(mayRun ? SessionOutcome.Uncertain : SessionOutcome.Device, turn.Fault?.Cause ?? BeforeTheStart(QuietLinks.After(session, turn.Now))),
        };
        if (turn.Fault is not null)
            TellFault(turn);
        var cause = turn.Input switch
        {
            StopInput stop => $"stopped before the start: {stop.Cause}",
            RedFlagInput => "red flag before the start",
            _ => ending.Reason,
        };
        turn.Tell(new StopAsked(cause) { At = turn.Now });
        return Finish(LimitActions.Note(session, turn) with { Ending = ending }, !session.EverDriven && !mayRun, turn, OffGround.NeverDriven);
    }

    private static string BeforeTheStart(Session lost) => lost.QuietLosses == 0
        ? "the link was lost before the start"
        : "the link was lost before the start: where that happens again and again, the device ends quiet links, and its profile needs a keepAlive";

    public static void TellFault(Turn turn)
    {
        var fault = turn.Fault!;
        var kind = fault.Kind switch
        {
            MassagerFaultKind.Connection => "connection",
            MassagerFaultKind.Communication => "communication",
            MassagerFaultKind.Refused => "refused",
            MassagerFaultKind.UncertainDelivery => "uncertain-delivery",
        };
        turn.Tell(new FaultSeen(kind, fault.Detail) { At = turn.Now });
    }

    public static Session TellUncertain(Session session, string detail, Turn turn)
    {
        if (!session.UncertaintyTold)
            turn.Tell(new FaultSeen("uncertain-delivery", $"{detail}: the motor may still run, press the button on the device") { At = turn.Now });
        return session with { UncertaintyTold = true };
    }

    private static Session End(Session session, Ending ending, string cause, Turn turn)
    {
        turn.Tell(new StopAsked(cause) { At = turn.Now });
        return TurnOffFor(session, ending, turn);
    }

    private static Session TurnOffFor(Session session, Ending ending, Turn turn)
    {
        var stopping = session with
        {
            Ending = ending,
            PhaseEnds = turn.Now + HardLimits.StopRepeat,
            PhaseBegan = turn.Now,
            PromptOpen = false,
            PromptDue = null,
            RetryDue = turn.Now + StopSilence,
            Attempts = 0,
            Pause = PauseReason.None,
        };
        return OutputFollowing.TurnOff(stopping, turn);
    }

    private static Session Finish(Session session, bool confirmedOff, Turn turn, OffGround ground = OffGround.Confirmed)
    {
        var ending = session.Ending!;
        var result = new SessionResult(
            ending.Outcome,
            session.RepsDone,
            session.PressTotal,
            session.HighestOutput,
            confirmedOff,
            ending.AreaLocked,
            ending.Reason,
            session.Ratings)
        {
            OffGround = ground,
            HeldBack = HeldBack.Of(session.Held),
        };
        turn.Tell(new SessionEnded(result) { At = turn.Now });
        return session with { Result = result, PhaseEnds = null, RetryDue = null, Commanded = Level.Off, Awaiting = false, PromptOpen = false };
    }
}
