using System.Collections.Immutable;
using MassagerControl.Core.Doses;

namespace MassagerControl.Runtime.Storage;

/// <summary>The doses of the past and of the sessions under way.</summary>
public sealed class DoseTable(Transaction work)
{
    private const string Columns = "SELECT mark, session, ended_utc, boot, up_seconds, area, side, press_seconds, device, noticed_utc FROM doses";

    /// <summary>Adds a dose; one of the same mark takes its place and never lowers its press time; see <see cref="DoseEntry.NotBefore"/>.</summary>
    public void Save(DoseEntry dose) => Put(dose.NotBefore(work.Query(
        "SELECT max(ended_utc) FROM doses WHERE mark <> $mark AND noticed_utc IS NULL", row => row.MomentOrNull(0), ("$mark", dose.Mark))[0]));

    /// <summary>Adds a dose exactly as it stands in a copy.</summary>
    public void Put(DoseEntry dose) => work.Execute(
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

    public void Delete(string mark) => work.Execute("DELETE FROM doses WHERE mark = $mark", ("$mark", mark));

    public DoseEntry? Find(string mark) => work.Query($"{Columns} WHERE mark = $mark", Read, ("$mark", mark)).FirstOrDefault();

    /// <returns>In the order in which they were first written.</returns>
    public ImmutableArray<DoseEntry> All() => work.Query($"{Columns} ORDER BY id", Read);

    private static DoseEntry Read(StoreRow row) => new(
        row.Text(0), row.WholeOrNull(1), row.Reading(2), row.Text(5), row.TextOrNull(6), row.Seconds(7), row.Text(8))
    {
        Noticed = row.MomentOrNull(9),
    };
}
