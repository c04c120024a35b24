using MassagerControl.Core.Massagers;
using MassagerControl.Core.Safety;

namespace MassagerControl.Core.Sessions;

/// <summary>Ways to the end. Every end turns the motor off and says whether that was confirmed.</summary>
internal static class EndActions
{
    /// <summary>So long nothing is said of an off that is neither confirmed nor refused: no person waits longer to be told of the device's own button.</summary>
    public static readonly TimeSpan StopSilence = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan StopRetry = TimeSpan.FromMilliseconds(500);

    public static Session Complete(Session session, StepContext context) => TurnOffFor(session, new(SessionOutcome.Completed, "the program ran to its end"), context);

    public static Session Stop(Session session, StepContext context)
    {
        Phrase cause = context.Input switch
        {
            StopInput stop => stop.Cause,
            ReportInput or DueInput => "device button",
            _ => context.Reason,
        };
        return End(session, new(SessionOutcome.Stopped, EndReasons.OfStop(cause)), cause, context);
    }

    public static Session ByRating(Session session, StepContext context)
    {
        var noted = LimitActions.Note(session, context);
        var locks = noted.LastRating is { IsExtreme: true };
        var reason = locks ? EndReasons.OfRating(noted.LastRating!.Value) : "a second 8 in one session";
        return End(noted, new(SessionOutcome.Rating, reason, locks), Phrase.Of($"rating {noted.LastRating}"), context);
    }

    public static Session ByRedFlag(Session session, StepContext context)
    {
        var kind = ((RedFlagInput)context.Input).Kind;
        var words = EndReasons.OfRedFlag(kind);
        return End(session, new(SessionOutcome.RedFlag, words, AreaLocked: true), words, context);
    }

    /// <summary>The cap would fall below the device's lowest level.</summary>
    public static Session ByLowestLevel(Session session, StepContext context) =>
        End(LimitActions.Note(session, context), new(SessionOutcome.Limit, "the device cannot go lower"), "the device cannot go lower", context);

    public static Session BySessionLimit(Session session, StepContext context) => context.Now >= HardLimits.Session
        ? End(session, new(SessionOutcome.Limit, Phrase.Of($"a session lasts at most {HardLimits.Session.TotalMinutes:0} minutes")), "session limit", context)
        : End(session, new(SessionOutcome.Limit, Phrase.Of($"{session.PressTotal.TotalSeconds:0} s of press are {session.Plan.Budget.Reason}")), "press limit", context);

    public static Session ByNoAnswer(Session session, StepContext context) =>
        End(session, new(SessionOutcome.NoAnswer, "nobody answered"), "no answer", context);

    /// <summary>The device ends every link on which nothing is said for a while: a session cannot go on like that.</summary>
    public static Session ByQuietLinks(Session session, StepContext context)
    {
        context.TellLoss();
        var quiet = QuietLinks.After(session, context.Now).QuietBefore;
        var reason = Phrase.Of(
            $"the device has ended {QuietLinks.Most} links in a row, each after {quiet.TotalSeconds:0} s in which nothing was sent: its profile needs a keepAlive that is sent more often than that");
        return End(session with { LastReport = null }, new(SessionOutcome.Device, reason), "the device ends quiet links", context);
    }

    /// <summary>An operation failed in a way that no reconnect mends.</summary>
    public static Session ByFault(Session session, StepContext context)
    {
        if (context.Input is OffFailedInput)
            session = TellUncertain(session, context.Fault!.Cause, context);
        else
            TellFault(context);
        return End(session, new(SessionOutcome.Device, context.Fault!.Cause), "device fault", context);
    }

    /// <summary>A red flag or a 9–10 while the motor is already being stopped: the lock must not be lost.</summary>
    public static Session LockWhileStopping(Session session, StepContext context)
    {
        var noted = LimitActions.Note(session, context);
        var (outcome, reason) = context.Input is RedFlagInput flag
            ? (SessionOutcome.RedFlag, EndReasons.OfRedFlag(flag.Kind))
            : (SessionOutcome.Rating, EndReasons.OfRating(noted.LastRating!.Value));
        return noted with { Ending = new(outcome, Phrase.Of($"{reason}, while the motor was being turned off"), AreaLocked: true) };
    }

    public static Session RetryStop(Session session, StepContext context)
    {
        // One that went away after it had confirmed off is no reason to send the person to its button.
        var told = session.OffBeforeLoss
            ? session
            : TellUncertain(session, session.OffAcknowledged ? Phrase.Of($"off was acknowledged, but the device reports level {session.LastReport}") : "off is not confirmed yet", context);
        return OutputFollowing.TurnOff(told with { RetryDue = null, Attempts = session.Attempts + 1 }, context);
    }

    /// <summary>The time to repeat the stop passed without this process: it begins anew.</summary>
    public static Session StopAnew(Session session, StepContext context) => OutputFollowing.TurnOff(
        session with { PhaseEnds = context.Now + HardLimits.StopRepeat, RetryDue = null, Attempts = session.Attempts + 1 }, context);

    /// <summary>The device has reported a level before: its word counts more than the acknowledgement, so it is awaited for a moment.</summary>
    public static Session AwaitReport(Session session, StepContext context) => session with
    {
        OffAcknowledged = true,
        RetryDue = context.Now + ReportSorting.EchoWindow,
    };

    /// <summary>A device that went away after it had confirmed off, and was not met since, is no reason to send the person to its button.</summary>
    public static Session StopNotConfirmed(Session session, StepContext context)
    {
        var stillAway = session.OffBeforeLoss && context.Fault!.Kind == MassagerFaultKind.Connection;
        var told = stillAway ? session : TellUncertain(session with { OffBeforeLoss = false }, context.Fault!.Cause, context);
        return told with { RetryDue = context.Now + StopRetry };
    }

    public static Session OffConfirmed(Session session, StepContext context) => Finish(DeviceActions.OffConfirmed(session, context), true, context);

    public static Session GiveUpOnStop(Session session, StepContext context)
    {
        // The outcome says whether off was confirmed; the reason stays why the session ended.
        if (session.OffBeforeLoss)
            return Finish(session with { Ending = session.Ending! with { Outcome = SessionOutcome.Device } }, true, context);
        var ending = session.Ending! with { Outcome = SessionOutcome.Uncertain };
        return Finish(session with { Ending = ending }, false, context);
    }

    /// <summary>No link within its minute.</summary>
    public static Session LinkStayedLost(Session session, StepContext context)
    {
        context.Tell(new StopAsked("link lost") { At = context.Now });
        if (session.OffBeforeLoss)
            return Finish(session with { Ending = new(SessionOutcome.Device, "the link did not come back; it was lost after the device had confirmed off") }, true, context);
        var stops = !session.Plan.Massager.MayRunUnlinked;
        var ending = stops
            ? new Ending(SessionOutcome.Device, "the link did not come back")
            : new Ending(SessionOutcome.Uncertain, "the link did not come back");
        return Finish(session with { Ending = ending }, stops, context, OffGround.StopsUnlinked);
    }

    /// <summary>Ends before anything was driven: there is nothing to turn off, unless an earlier session has left the motor running.</summary>
    public static Session BeforeTheStart(Session session, StepContext context)
    {
        var mayRun = context.Fault is { Kind: MassagerFaultKind.UncertainDelivery };
        var ending = context.Input switch
        {
            StopInput stop => new Ending(SessionOutcome.Stopped, Phrase.Of($"{EndReasons.OfStop(stop.Cause)}, before the start")),
            RedFlagInput flag => new Ending(SessionOutcome.RedFlag, Phrase.Of($"{EndReasons.OfRedFlag(flag.Kind)}, before the start"), AreaLocked: true),
            RatedInput rated => new Ending(SessionOutcome.Rating, Phrase.Of($"{EndReasons.OfRating(rated.Value)}, before the start"), AreaLocked: true),
            _ => new Ending(mayRun ? SessionOutcome.Uncertain : SessionOutcome.Device, context.Fault is { } fault ? fault.Cause : BeforeTheStart(QuietLinks.After(session, context.Now))),
        };
        if (context.Fault is not null)
            TellFault(context);
        var cause = context.Input switch
        {
            StopInput stop => Phrase.Of($"stopped before the start: {stop.Cause}"),
            RedFlagInput => "red flag before the start",
            _ => ending.Reason,
        };
        context.Tell(new StopAsked(cause) { At = context.Now });
        return Finish(LimitActions.Note(session, context) with { Ending = ending }, !session.EverDriven && !mayRun, context, OffGround.NeverDriven);
    }

    private static Phrase BeforeTheStart(Session lost) => lost.QuietLosses == 0
        ? "the link was lost before the start"
        : "the link was lost before the start: where that happens again and again, the device ends quiet links, and its profile needs a keepAlive";

    public static void TellFault(StepContext context)
    {
        var fault = context.Fault!;
        var kind = fault.Kind switch
        {
            MassagerFaultKind.Connection => "connection",
            MassagerFaultKind.Communication => "communication",
            MassagerFaultKind.Refused => "refused",
            MassagerFaultKind.UncertainDelivery => "uncertain-delivery",
        };
        context.Tell(new FaultSeen(kind, fault.Detail) { At = context.Now });
    }

    public static Session TellUncertain(Session session, Phrase detail, StepContext context)
    {
        if (!session.UncertaintyTold)
            context.Tell(new FaultSeen("uncertain-delivery", Phrase.Of($"{detail}: the motor may still run, press the button on the device")) { At = context.Now });
        return session with { UncertaintyTold = true };
    }

    private static Session End(Session session, Ending ending, Phrase cause, StepContext context)
    {
        context.Tell(new StopAsked(cause) { At = context.Now });
        return TurnOffFor(session, ending, context);
    }

    private static Session TurnOffFor(Session session, Ending ending, StepContext context)
    {
        var stopping = session with
        {
            Ending = ending,
            PhaseEnds = context.Now + HardLimits.StopRepeat,
            PhaseBegan = context.Now,
            PromptOpen = false,
            PromptDue = null,
            // Who waits already for an off that is not answered does not wait anew.
            RetryDue = session is { Commanded.IsOff: true, Awaiting: true, RetryDue: { } due } ? due : context.Now + StopSilence,
            Attempts = 0,
            Pause = PauseReason.None,
        };
        return OutputFollowing.TurnOff(stopping, context);
    }

    private static Session Finish(Session session, bool confirmedOff, StepContext context, OffGround ground = OffGround.Confirmed)
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
        context.Tell(new SessionEnded(result) { At = context.Now });
        return session with { Result = result, PhaseEnds = null, RetryDue = null, Commanded = Level.Off, Awaiting = false, PromptOpen = false };
    }
}
