using System.Collections.Immutable;

namespace MassagerControl.App.Storage;

/// <summary>Press time that somebody has had.</summary>
/// <param name="Session">The session that gave it; null for one that is no session of this store.</param>
/// <param name="Ended">The end of the session; while it runs, the moment up to which it is counted.</param>
/// <param name="Side"><c>left</c>, <c>right</c>, or null where an area has no sides.</param>
internal sealed record StoredDose(long? Session, DateTimeOffset Ended, string Area, string? Side, TimeSpan Press, string Device);

/// <summary>The doses of the past and of the sessions under way.</summary>
internal sealed class DoseTable(StoreWork work)
{
    /// <summary>Adds a dose; that of a session that has one already takes its place and never lowers its press time.</summary>
    public void Save(StoredDose dose) => work.Execute(
        """
        INSERT INTO doses(session, ended_utc, area, side, press_seconds, device) VALUES ($session, $ended, $area, $side, $press, $device)
        ON CONFLICT(session) DO UPDATE SET ended_utc = excluded.ended_utc, press_seconds = max(press_seconds, excluded.press_seconds)
        """,
        ("$session", dose.Session), ("$ended", dose.Ended), ("$area", dose.Area), ("$side", dose.Side), ("$press", dose.Press), ("$device", dose.Device));

    /// <returns>The oldest first.</returns>
    public ImmutableArray<StoredDose> All() => work.Query(
        "SELECT session, ended_utc, area, side, press_seconds, device FROM doses ORDER BY ended_utc, id",
        row => new StoredDose(row.WholeOrNull(0), row.Moment(1), row.Text(2), row.TextOrNull(3), row.Seconds(4), row.Text(5)));
}
