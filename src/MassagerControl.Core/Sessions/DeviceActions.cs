using MassagerControl.Core.Massagers;
using MassagerControl.Core.Safety;

namespace MassagerControl.Core.Sessions;

/// <summary>Link, answers and reports of the device.</summary>
internal static class DeviceActions
{
    // A device that is only out of reach for a moment is back within the first tries; later ones save the radio.
    private static readonly TimeSpan[] Backoff = [.. new[] { 0.5, 1, 2, 4, 5 }.Select(TimeSpan.FromSeconds)];

    public static Session Start(Session session, Turn turn)
    {
        turn.Tell(new SessionStarted(session.Plan) { At = turn.Now });
        turn.Tell(new CapChanged(session.RatingCap, session.CapReason) { At = turn.Now });
        return Connect(session, turn);
    }

    /// <summary>It may have been switched on since it was seen last: only what it confirms on this link counts.</summary>
    public static Session Met(Session session, Turn turn) => session with { Met = true, OffBeforeLoss = false };

    public static Session Linked(Session session, Turn turn)
    {
        turn.Tell(new LinkChanged("connected") { At = turn.Now });
        return session with { LinkedAt = turn.Now };
    }

    /// <summary>A new link at level 0: a rating is asked before anything moves.</summary>
    public static Session Relinked(Session session, Turn turn)
    {
        turn.Tell(new LinkChanged("connected") { At = turn.Now });
        var off = OffConfirmed(session with { Commanded = Level.Off, RetryDue = null, LinkedAt = turn.Now, OffBeforeLoss = false }, turn);
        return PhaseActions.Pause(off, PauseReason.Reconnected, turn);
    }

    public static Session LinkLost(Session session, Turn turn)
    {
        turn.TellLoss();
        var mayRun = !session.OffAnswered && session.Plan.Massager.MayRunUnlinked;
        var by = turn.LossCause.InWords() is { } words ? $" ({words})" : "";
        var reason = mayRun ? $"the link was lost{by} and the motor may still run: lift off, press the button on the device" : $"the link was lost{by}";
        var lost = PhaseActions.Interrupt(QuietLinks.After(session, turn.Now), turn) with
        {
            PhaseEnds = turn.Now + HardLimits.Reconnect,
            Pause = PauseReason.None,
            Attempts = 0,
            RetryDue = null,
            LostBy = turn.LossCause,
            Commanded = Level.Off,
            Awaiting = false,
            OddReport = null,
            ReportDue = null,
            LastReport = null,
            HasSaidLevel = false,
            OffBeforeLoss = session.OffAnswered && session.Output is { Level.IsOff: true } && session.OddReport is null,
        };
        return Connect(PhaseActions.Tell(lost, SessionPhase.Reconnecting, turn, reason), turn);
    }

    /// <summary>The minute passed without this process: the device may be in reach, and its motor may run.</summary>
    public static Session ReconnectAnew(Session session, Turn turn) => session with { PhaseEnds = turn.Now + HardLimits.Reconnect };

    public static Session LinkLostWhileStopping(Session session, Turn turn)
    {
        turn.TellLoss();
        var lost = session with { LastReport = null };
        // Making a new link may take as long as the stop is repeated: too long to wait with the advice.
        return session.EverDriven && session.Plan.Massager.MayRunUnlinked
            ? EndActions.TellUncertain(lost, "the link was lost before off was confirmed", turn)
            : lost;
    }

    public static Session ConnectAgainLater(Session session, Turn turn) => session with
    {
        RetryDue = turn.Now + Wait(session, turn),
        Attempts = session.Attempts + 1,
        OffBeforeLoss = session.OffBeforeLoss && turn.Fault is { Kind: MassagerFaultKind.Connection },
    };

    // Towards the end of the minute it is tried more often: a device that comes back late in it is still found, and turned off.
    private static TimeSpan Wait(Session session, Turn turn)
    {
        var usual = Backoff[Math.Min(session.Attempts, Backoff.Length - 1)];
        var half = (session.PhaseEnds - turn.Now) / 2 ?? usual;
        return usual < half ? usual : half > Backoff[0] ? half : Backoff[0];
    }

    public static Session ConnectAgain(Session session, Turn turn) => Connect(session with { RetryDue = null }, turn);

    public static Session OutputAccepted(Session session, Turn turn)
    {
        var output = ((OutputAcceptedInput)turn.Input).Output;
        turn.Tell(new LevelAccepted(output) { At = turn.Now });
        var off = session.Commanded.IsOff;
        var answered = !off && output.Level == session.Commanded ? Answered(session, turn) : session;
        var accepted = answered with
        {
            Output = output,
            HighestOutput = Intensity.Max(session.HighestOutput, output.Intensity),
            LastRise = !off && output.Level > (session.Output?.Level ?? Level.Off) ? turn.Now : session.LastRise,
            // A device that takes its time: the steps are apart where they are felt, also when another phase begins meanwhile.
            RiseAfter = off ? session.RiseAfter : PhaseActions.Later(session.RiseAfter, turn.Now + HardLimits.StepGap),
        };
        // An answer that comes after off was asked for: off again, so that off is the device's last word.
        return off && !session.Awaiting ? OutputFollowing.TurnOff(accepted, turn) : accepted;
    }

    public static Session OffConfirmed(Session session, Turn turn)
    {
        var off = new Limited(Level.Off, Intensity.Zero, ControlLaw.Requested(session), []);
        turn.Tell(new LevelAccepted(off) { At = turn.Now });
        return session.Commanded.IsOff ? Answered(session with { Output = off }, turn) : session with { Output = off };
    }

    /// <summary>The device's echo; one that may belong to the command before is judged later.</summary>
    public static Session Echo(Session session, Turn turn)
    {
        var reported = ((LevelReported)((ReportInput)turn.Input).Report).Level;
        if (reported != session.Commanded)
            return session with { OddReport = reported, ReportDue = ReportSorting.DueAt(session, reported, turn.Now) };
        return session.OddReport is null && session.ReportDue is null ? session : session with { OddReport = null, ReportDue = null };
    }

    /// <summary>The device has answered the last command: an odd report that waited for that is judged a moment later.</summary>
    private static Session Answered(Session session, Turn turn)
    {
        var answered = session.Awaiting ? session with { Awaiting = false, AnsweredAt = turn.Now } : session;
        return answered.OddReport is { } odd ? answered with { ReportDue = ReportSorting.DueAt(answered, odd, turn.Now) } : answered;
    }

    public static Session TellLease(Session session, Turn turn)
    {
        turn.Tell(new FaultSeen("lease", turn.Reason) { At = turn.Now });
        return PhaseActions.Pause(session, PauseReason.OwnerLost, turn);
    }

    private static Session Connect(Session session, Turn turn)
    {
        turn.Tell(new LinkChanged("connecting") { At = turn.Now });
        turn.Do(new ConnectEffect());
        return session;
    }
}
