namespace MassagerControl.Core.Sessions;

/// <summary>Tells a device that ends each link on which nothing was said for a while from one that is carried out of reach.</summary>
/// <remarks>A timer inside the device has one length. A driver's own keep-alive is no word that a session knows: with one that is often enough no link is lost.</remarks>
internal static class QuietLinks
{
    /// <summary>So many links in a row, and it is the device that ends them.</summary>
    public const int Most = 4;

    // Whoever has just been told something has no reason to end a link for silence.
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    // Between two runs of the same timer lies what the radio and this computer take.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(1);

    /// <summary>The link that is lost now is one more of them.</summary>
    public static bool IsOneTooMany(Session session, TimeSpan now) => After(session, now).QuietLosses >= Most;

    /// <summary>Counts the link that is lost now.</summary>
    public static Session After(Session session, TimeSpan now)
    {
        var quiet = now - (session.CommandedAt > session.LinkedAt ? session.CommandedAt : session.LinkedAt);
        if (quiet < Shortest)
            return session with { QuietLosses = 0 };
        var alike = (quiet - session.QuietBefore).Duration() <= Tolerance;
        return session with { QuietLosses = alike ? session.QuietLosses + 1 : 1, QuietBefore = quiet };
    }
}
