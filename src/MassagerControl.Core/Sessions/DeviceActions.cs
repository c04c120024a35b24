using MassagerControl.Core.Massagers;
using MassagerControl.Core.Safety;

namespace MassagerControl.Core.Sessions;

/// <summary>Link, answers and reports of the device.</summary>
internal static class DeviceActions
{
    // A device that is only out of reach for a moment is back within the first tries; later ones save the radio.
    private static readonly TimeSpan[] Backoff = [.. new[] { 0.5, 1, 2, 4, 5 }.Select(TimeSpan.FromSeconds)];

    public static Session Start(Session session, StepContext context)
    {
        context.Tell(new SessionStarted(session.Plan) { At = context.Now });
        context.Tell(new CapChanged(session.RatingCap, session.CapReason) { At = context.Now });
        return Connect(session, context);
    }

    /// <summary>It may have been switched on since it was seen last: only what it confirms on this link counts.</summary>
    public static Session Met(Session session, StepContext context) => session with { Met = true, OffBeforeLoss = false };

    public static Session Linked(Session session, StepContext context)
    {
        context.Tell(new LinkChanged("connected") { At = context.Now });
        return session with { LinkedAt = context.Now };
    }

    /// <summary>A new link at level 0: a rating is asked before anything moves.</summary>
    public static Session Relinked(Session session, StepContext context)
    {
        context.Tell(new LinkChanged("connected") { At = context.Now });
        var off = OffConfirmed(session with { Commanded = Level.Off, RetryDue = null, LinkedAt = context.Now, OffBeforeLoss = false }, context);
        return PhaseActions.Pause(off, PauseReason.Reconnected, context);
    }

    public static Session LinkLost(Session session, StepContext context)
    {
        context.TellLoss();
        var mayRun = !session.OffAnswered && session.Plan.Massager.MayRunUnlinked;
        var lost = PhaseActions.Interrupt(QuietLinks.After(session, context.Now), context) with
        {
            PhaseEnds = context.Now + HardLimits.Reconnect,
            Pause = PauseReason.None,
            Attempts = 0,
            RetryDue = null,
            LostBy = context.LossCause,
            UncertaintyTold = session.UncertaintyTold && mayRun,
            Commanded = Level.Off,
            Awaiting = false,
            OddReport = null,
            ReportDue = null,
            LastReport = null,
            HasSaidLevel = false,
            OffBeforeLoss = session.OffAnswered && session.Output is { Level.IsOff: true } && session.OddReport?.Commanded != Level.Off,
        };
        return Connect(PhaseActions.Tell(lost, SessionPhase.Reconnecting, context, LossReason(context.LossCause.InWords(), mayRun)), context);
    }

    private static Phrase LossReason(Phrase? by, bool mayRun) => (by, mayRun) switch
    {
        (null, false) => "the link was lost",
        (null, true) => "the link was lost and the motor may still run: lift off, press the button on the device",
        (_, false) => Phrase.Of($"the link was lost ({by})"),
        (_, true) => Phrase.Of($"the link was lost ({by}) and the motor may still run: lift off, press the button on the device"),
    };

    /// <summary>The minute passed without this process: the device may be in reach, and its motor may run.</summary>
    public static Session ReconnectAnew(Session session, StepContext context) => session with { PhaseEnds = context.Now + HardLimits.Reconnect };

    public static Session LinkLostWhileStopping(Session session, StepContext context)
    {
        context.TellLoss();
        var lost = session with { LastReport = null };
        // Making a new link may take as long as the stop is repeated: too long to wait with the advice.
        return session.EverDriven && session.Plan.Massager.MayRunUnlinked
            ? EndActions.TellUncertain(lost, "the link was lost before off was confirmed", context)
            : lost;
    }

    public static Session ConnectAgainLater(Session session, StepContext context) => session with
    {
        RetryDue = context.Now + Wait(session, context),
        Attempts = session.Attempts + 1,
        OffBeforeLoss = session.OffBeforeLoss && context.Fault is { Kind: MassagerFaultKind.Connection },
    };

    // Towards the end of the minute it is tried more often: a device that comes back late in it is still found, and turned off.
    private static TimeSpan Wait(Session session, StepContext context)
    {
        var usual = Backoff[Math.Min(session.Attempts, Backoff.Length - 1)];
        var half = (session.PhaseEnds - context.Now) / 2 ?? usual;
        return usual < half ? usual : half > Backoff[0] ? half : Backoff[0];
    }

    public static Session ConnectAgain(Session session, StepContext context) => Connect(session with { RetryDue = null }, context);

    public static Session OutputAccepted(Session session, StepContext context)
    {
        var output = ((OutputAcceptedInput)context.Input).Output;
        context.Tell(new LevelAccepted(output) { At = context.Now });
        var off = session.Commanded.IsOff;
        var answered = !off && output.Level == session.Commanded ? Answered(session, context) : session;
        var accepted = answered with
        {
            Output = output,
            HighestOutput = Intensity.Max(session.HighestOutput, output.Intensity),
            LastRise = !off && output.Level > (session.Output?.Level ?? Level.Off) ? context.Now : session.LastRise,
            // A device that takes its time: the steps are apart where they are felt, also when another phase begins meanwhile.
            RiseAfter = off ? session.RiseAfter : PhaseActions.Later(session.RiseAfter, context.Now + HardLimits.StepGap),
        };
        // An answer that comes after off was asked for: off again, so that off is the device's last word.
        return off && !session.Awaiting ? OutputFollowing.TurnOff(accepted, context) : accepted;
    }

    public static Session OffConfirmed(Session session, StepContext context)
    {
        var off = new Limited(Level.Off, Intensity.Zero, ControlLaw.Requested(session), []);
        context.Tell(new LevelAccepted(off) { At = context.Now });
        return session.Commanded.IsOff ? Answered(session with { Output = off }, context) : session with { Output = off };
    }

    /// <summary>A pause, a release or an 8 whose off is not answered: the person hears of the device's own button as soon as with STOP.</summary>
    public static Session OffUnanswered(Session session, StepContext context) => EndActions.TellUncertain(session, "off is not confirmed yet", context);

    /// <summary>The device's echo; one that may belong to the command before is judged later.</summary>
    public static Session Echo(Session session, StepContext context)
    {
        var reported = ((LevelReported)((ReportInput)context.Input).Report).Level;
        var waits = session.OddReport is { } odd && odd.Commanded != reported;
        if (reported == session.Commanded)
            return waits || session.OddReport is null ? session : session with { OddReport = null, ReportDue = null };
        // There is room for one: what counts as STOP is kept.
        if (waits && session.OddReport is { IsTakeover: true })
            return session;
        var said = new OddReport(reported, session.Commanded);
        return session with { OddReport = said, ReportDue = ReportSorting.DueAt(session, said, context.Now) };
    }

    /// <summary>The device has answered the last command: an odd report that waited for that is judged a moment later.</summary>
    private static Session Answered(Session session, StepContext context)
    {
        var answered = session.Awaiting ? session with { Awaiting = false, AnsweredAt = context.Now, RetryDue = null, UncertaintyTold = false } : session;
        return answered.OddReport is { } odd ? answered with { ReportDue = ReportSorting.DueAt(answered, odd, context.Now) } : answered;
    }

    public static Session TellLease(Session session, StepContext context)
    {
        context.Tell(new FaultSeen("lease", context.Reason) { At = context.Now });
        return PhaseActions.Pause(session, PauseReason.OwnerLost, context);
    }

    private static Session Connect(Session session, StepContext context)
    {
        context.Tell(new LinkChanged("connecting") { At = context.Now });
        context.Do(new ConnectEffect());
        return session;
    }
}
