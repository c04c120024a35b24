using System.Collections.Immutable;
using MassagerControl.Core.Doses;
using MassagerControl.Runtime.Os;

namespace MassagerControl.Runtime.Storage;

/// <summary>A routine as it begins.</summary>
/// <param name="Name">An id, or the path of a file.</param>
/// <param name="Device">As on the command line; null for the usual one.</param>
/// <param name="Program">Instead of the routine's own; null: its own.</param>
public sealed record NewRoutine(string Name, string? Area, string? Side, string? Device, string? Program);

/// <summary>A routine that is kept.</summary>
/// <param name="At">When it was last written.</param>
/// <param name="State">JSON.</param>
public sealed record StoredRoutine(long Id, NewRoutine Beginning, ClockReading At, string State, OwnerProcess Owner);

/// <summary>The routines of a data folder.</summary>
public sealed class RoutineTable(Transaction work)
{
    /// <returns>The entry's id.</returns>
    public long Begin(NewRoutine routine, string state, ClockReading now, OwnerProcess owner) => work.Insert(
        """
        INSERT INTO routines(routine, area, side, device, program, began_utc, at_utc, boot, up_seconds, state, owner_pid, owner_started)
        VALUES ($routine, $area, $side, $device, $program, $now, $now, $boot, $up, $state, $pid, $started) RETURNING id
        """,
        ("$routine", routine.Name), ("$area", routine.Area), ("$side", routine.Side), ("$device", routine.Device), ("$program", routine.Program),
        ("$now", now.Wall), ("$boot", now.Boot), ("$up", now.Up), ("$state", state), ("$pid", owner.Pid), ("$started", owner.Started));

    public void Save(long id, string state, ClockReading now) => work.Execute(
        "UPDATE routines SET state = $state, at_utc = $now, boot = $boot, up_seconds = $up WHERE id = $id",
        ("$id", id), ("$state", state), ("$now", now.Wall), ("$boot", now.Boot), ("$up", now.Up));

    /// <summary>Whoever goes on with it owns it, if nobody else was faster.</summary>
    public bool Take(long id, OwnerProcess before, OwnerProcess owner) => work.Execute(
        "UPDATE routines SET owner_pid = $pid, owner_started = $started WHERE id = $id AND ending IS NULL AND owner_pid = $before AND owner_started = $since",
        ("$id", id), ("$pid", owner.Pid), ("$started", owner.Started), ("$before", before.Pid), ("$since", before.Started)) == 1;

    public void End(long id, string ending) => work.Execute("UPDATE routines SET ending = $ending WHERE id = $id AND ending IS NULL", ("$id", id), ("$ending", ending));

    /// <returns>Those that have not ended, the newest first.</returns>
    public ImmutableArray<StoredRoutine> Open() => work.Query(
        "SELECT id, routine, area, side, device, program, at_utc, boot, up_seconds, state, owner_pid, owner_started FROM routines WHERE ending IS NULL ORDER BY id DESC",
        row => new StoredRoutine(
            row.Whole(0), new(row.Text(1), row.TextOrNull(2), row.TextOrNull(3), row.TextOrNull(4), row.TextOrNull(5)), row.Reading(6), row.Text(9), new((int)row.Whole(10), row.Text(11))));

    public void DeleteAll() => work.Execute("DELETE FROM routines");
}
