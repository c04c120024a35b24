using System.Collections.Immutable;
using MassagerControl.Core.Areas;

namespace MassagerControl.Runtime.Storage;

/// <summary>The locks of areas. A cleared one says when; only its person deletes it, with their whole history.</summary>
public sealed class AreaLockTable(Transaction work)
{
    private const string Columns = "SELECT id, area, side, locked_utc, kind, session, read_utc, cleared_utc FROM area_locks";

    /// <returns>The lock's id.</returns>
    public long Lock(string area, string? side, DateTimeOffset at, string kind, long? session) => work.Insert(
        "INSERT INTO area_locks(area, side, locked_utc, kind, session) VALUES ($area, $side, $at, $kind, $session) RETURNING id",
        ("$area", area), ("$side", side), ("$at", at), ("$kind", kind), ("$session", session));

    /// <returns>False when there is no such lock, or its advice was read before.</returns>
    public bool MarkRead(long id, DateTimeOffset at) =>
        work.Execute("UPDATE area_locks SET read_utc = $at WHERE id = $id AND read_utc IS NULL", ("$id", id), ("$at", at)) == 1;

    /// <returns>False when there is no such lock, or it was cleared before.</returns>
    public bool Clear(long id, DateTimeOffset at) =>
        work.Execute("UPDATE area_locks SET cleared_utc = $at WHERE id = $id AND cleared_utc IS NULL", ("$id", id), ("$at", at)) == 1;

    public void Delete(long id) => work.Execute("DELETE FROM area_locks WHERE id = $id", ("$id", id));

    /// <returns>Those that hold, the oldest first.</returns>
    public ImmutableArray<AreaLock> Holding() => work.Query($"{Columns} WHERE cleared_utc IS NULL ORDER BY id", Read);

    /// <returns>All of them, cleared ones too, the oldest first.</returns>
    public ImmutableArray<AreaLock> All() => work.Query($"{Columns} ORDER BY id", Read);

    private static AreaLock Read(StoreRow row) => new(
        row.Whole(0), row.Text(1), row.TextOrNull(2), row.Moment(3), row.Text(4), row.WholeOrNull(5), row.MomentOrNull(6), row.MomentOrNull(7));
}
