using System.Collections.Immutable;
using MassagerControl.Core.Safety;

namespace MassagerControl.App.Storage;

/// <summary>Press time that somebody has had.</summary>
/// <param name="Mark">Names it in every copy; see <see cref="StoredSession.Mark"/>.</param>
/// <param name="Session">The session that gave it; null for one that is no session of this store.</param>
/// <param name="Ended">The end of the session; while it runs, the moment up to which it is counted.</param>
/// <param name="Side"><c>left</c>, <c>right</c>, or null where an area has no sides.</param>
internal sealed record StoredDose(string Mark, long? Session, ClockReading Ended, string Area, string? Side, TimeSpan Press, string Device)
{
    /// <summary>When its end was first seen to lie in the future, or null.</summary>
    public DateTimeOffset? Noticed { get; init; }
}

/// <summary>The doses of the past and of the sessions under way.</summary>
internal sealed class DoseTable(StoreWork work)
{
    private const string Columns = "SELECT mark, session, ended_utc, boot, up_seconds, area, side, press_seconds, device, noticed_utc FROM doses";

    /// <summary>Adds a dose; one of the same mark takes its place and never lowers its press time.</summary>
    /// <remarks>None ends before the newest: a wall clock that says so is behind, and the true end is not earlier either.</remarks>
    public void Save(StoredDose dose)
    {
        var newest = work.Query(
            "SELECT max(ended_utc) FROM doses WHERE mark <> $mark AND noticed_utc IS NULL", row => row.MomentOrNull(0), ("$mark", dose.Mark))[0];
        var behind = newest > dose.Ended.Wall;
        Put(behind ? dose with { Ended = dose.Ended with { Wall = newest!.Value }, Noticed = dose.Ended.Wall } : dose);
    }

    /// <summary>Adds a dose exactly as it stands in a copy.</summary>
    public void Put(StoredDose dose) => work.Execute(
        """
        INSERT INTO doses(mark, session, ended_utc, boot, up_seconds, noticed_utc, area, side, press_seconds, device)
        VALUES ($mark, $session, $ended, $boot, $up, $noticed, $area, $side, $press, $device)
        ON CONFLICT(mark) DO UPDATE SET ended_utc = excluded.ended_utc, boot = excluded.boot, up_seconds = excluded.up_seconds,
            noticed_utc = excluded.noticed_utc, press_seconds = max(press_seconds, excluded.press_seconds)
        """,
        ("$mark", dose.Mark), ("$session", dose.Session), ("$ended", dose.Ended.Wall), ("$boot", dose.Ended.Boot), ("$up", dose.Ended.Up),
        ("$noticed", dose.Noticed), ("$area", dose.Area), ("$side", dose.Side), ("$press", dose.Press), ("$device", dose.Device));

    /// <summary>Its end lies in the future; the first notice counts.</summary>
    public void Notice(string mark, DateTimeOffset at) =>
        work.Execute("UPDATE doses SET noticed_utc = $at WHERE mark = $mark AND noticed_utc IS NULL", ("$mark", mark), ("$at", at));

    public StoredDose? Find(string mark) => work.Query($"{Columns} WHERE mark = $mark", Read, ("$mark", mark)).FirstOrDefault();

    /// <returns>In the order in which they were first written.</returns>
    public ImmutableArray<StoredDose> All() => work.Query($"{Columns} ORDER BY id", Read);

    private static StoredDose Read(StoreRow row) => new(
        row.Text(0), row.WholeOrNull(1), row.Reading(2), row.Text(5), row.TextOrNull(6), row.Seconds(7), row.Text(8))
    {
        Noticed = row.MomentOrNull(9),
    };
}
