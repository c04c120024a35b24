namespace MassagerControl.Core.Sessions;

/// <summary>Tells the echo of a command from a device's own button.</summary>
internal static class ReportSorting
{
    /// <summary>A device that answers late may still report the level before; longer than this is nobody's echo.</summary>
    public static readonly TimeSpan EchoWindow = TimeSpan.FromMilliseconds(500);

    public static SessionTrigger Sort(Session session, Level reported, TimeSpan now)
    {
        if (reported == session.Commanded || (now < session.CommandedAt + EchoWindow && reported == session.CommandedBefore))
            return SessionTrigger.DeviceEchoed;
        return IsTakeover(session, reported) ? SessionTrigger.DeviceTookOver : SessionTrigger.DeviceLowered;
    }

    /// <summary>The odd report, taken seriously, counts as STOP.</summary>
    public static bool IsTakeover(Session session) => session.OddReport is { } odd && IsTakeover(session, odd);

    private static bool IsTakeover(Session session, Level reported) => reported.IsOff || reported > session.Commanded;
}
