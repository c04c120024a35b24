namespace MassagerControl.Core.Sessions;

/// <summary>Tells the echo of a command from a device's own button.</summary>
internal static class ReportSorting
{
    /// <summary>A device that answers late may still report the level before; longer than this is nobody's echo.</summary>
    public static readonly TimeSpan EchoWindow = TimeSpan.FromMilliseconds(500);

    // As long as a driver waits for an answer.
    private static readonly TimeSpan FirstWordWindow = TimeSpan.FromSeconds(2);

    public static SessionTrigger Sort(Session session, Level reported, TimeSpan now)
    {
        if (reported == session.Commanded || (reported == session.CommandedBefore && IsOfBefore(session, reported, now)))
            return SessionTrigger.DeviceEchoed;
        return new OddReport(reported, session.Commanded).IsTakeover ? SessionTrigger.DeviceTookOver : SessionTrigger.DeviceLowered;
    }

    /// <summary>When a report that does not fit the command is judged; null while that waits for the device's answer.</summary>
    /// <remarks>
    /// Over a slow link what was said before the command arrives while it is unanswered: the time runs from the answer. Not for a level above the one
    /// that was commanded: a motor that runs on is no matter of patience. A device that has said nothing but off since it was connected may still be
    /// answering what set it up, so it gets more time; its motor is off, or its level explains it.
    /// </remarks>
    public static TimeSpan? JudgedAt(Session session, Level reported) =>
        reported > session.Commanded ? session.CommandedAt + EchoWindow
        : session.Awaiting ? null
        : session.AnsweredAt + (reported.IsOff && !session.HasSaidLevel ? FirstWordWindow : EchoWindow);

    /// <summary>When a report that comes now is judged; one that is said again, when it was to be the first time. Null while it waits for the device's answer.</summary>
    /// <remarks>
    /// What explains it comes soon after it. The device is not told its level again meanwhile, so this is short. A command that comes in between
    /// changes nothing: what waits for an answer then waits for that of the new command.
    /// </remarks>
    public static TimeSpan? DueAt(Session session, OddReport odd, TimeSpan now)
    {
        if (session.OddReport == odd && session.ReportDue is { } due)
            return due;
        var soon = now + EchoWindow;
        if (odd.Commanded != session.Commanded)
            return session.Awaiting ? null : soon;
        return JudgedAt(session, odd.Said) is not { } judged ? null : judged < soon ? judged : soon;
    }

    /// <summary>May a report of another level be of the time before the command?</summary>
    public static bool IsOfBefore(Session session, Level reported, TimeSpan now) => JudgedAt(session, reported) is not { } judged || now < judged;
}
