using System.Collections.Immutable;
using MassagerControl.Runtime.Os;

namespace MassagerControl.Runtime.Storage;

/// <summary>A device whose motor may be running: written before its motor is first told to run, cleared when it has confirmed off.</summary>
/// <param name="Session">The session that drives it, or null.</param>
/// <param name="Owner">The process that drives it.</param>
public sealed record RunningDevice(long Id, string Device, string? Profile, long? Session, OwnerProcess Owner, DateTimeOffset Since);

/// <summary>The devices that may be running.</summary>
public sealed class RunningDevices(Transaction work)
{
    /// <returns>The entry's id.</returns>
    public long Mark(string device, string? profile, long? session, OwnerProcess owner, DateTimeOffset since) => work.Insert(
        """
        INSERT INTO running_devices(device, profile, session, owner_pid, owner_started, since_utc)
        VALUES ($device, $profile, $session, $pid, $started, $since) RETURNING id
        """,
        ("$device", device), ("$profile", profile), ("$session", session), ("$pid", owner.Pid), ("$started", owner.Started), ("$since", since));

    /// <summary>The motor is off.</summary>
    /// <param name="how">How that is known, e.g. <c>confirmed by the device</c>.</param>
    /// <returns>False when it was cleared before.</returns>
    public bool Clear(long id, DateTimeOffset at, string how) => work.Execute(
        "UPDATE running_devices SET cleared_utc = $at, how = $how WHERE id = $id AND cleared_utc IS NULL",
        ("$id", id), ("$at", at), ("$how", how)) == 1;

    /// <summary>Forgets those that are known to be off.</summary>
    public void DeleteCleared() => work.Execute("DELETE FROM running_devices WHERE cleared_utc IS NOT NULL");

    /// <returns>Those not cleared, the oldest first.</returns>
    public ImmutableArray<RunningDevice> All() => work.Query(
        "SELECT id, device, profile, session, owner_pid, owner_started, since_utc FROM running_devices WHERE cleared_utc IS NULL ORDER BY id",
        row => new RunningDevice(
            row.Whole(0), row.Text(1), row.TextOrNull(2), row.WholeOrNull(3), new((int)row.Whole(4), row.Text(5)), row.Moment(6)));
}
