using System.Collections.Immutable;

namespace MassagerControl.App.Storage;

/// <summary>A session as it begins.</summary>
/// <param name="Plan">The plan as JSON.</param>
/// <param name="Planned">Press time of the whole plan: what the session reserves while it is open.</param>
internal sealed record NewSession(
    DateTimeOffset Began, string Device, string? Profile, string Area, string? Side, string Program, bool Simulated, string Plan, TimeSpan Planned, OwnerProcess Owner);

/// <summary>How a session ended.</summary>
/// <param name="Outcome">As in the event log; <c>interrupted</c> when its process died.</param>
/// <param name="MaxIntensity">Percent.</param>
internal sealed record SessionClosing(
    DateTimeOffset Ended, string Outcome, string Reason, int Reps, TimeSpan Press, double MaxIntensity, bool ConfirmedOff);

/// <summary>A session of the past or one under way.</summary>
/// <param name="Closing">Null while its end is not written.</param>
internal sealed record StoredSession(long Id, NewSession Beginning, SessionClosing? Closing);

/// <param name="Seq">From 1, without gaps.</param>
/// <param name="At">Since the session began.</param>
/// <param name="Type">As in the event log.</param>
/// <param name="Json">The line of the event log.</param>
internal sealed record StoredEvent(int Seq, TimeSpan At, string Type, string Json);

/// <summary>The sessions and what happened in them.</summary>
internal sealed class SessionTable(StoreWork work)
{
    private const string Columns = """
        SELECT id, began_utc, device, profile, area, side, program, simulated, plan, planned_seconds, owner_pid, owner_started,
            outcome, ended_utc, reason, reps, press_seconds, max_intensity, confirmed_off
        FROM sessions
        """;

    /// <returns>The session's id.</returns>
    public long Begin(NewSession session) => work.Insert(
        """
        INSERT INTO sessions(began_utc, device, profile, area, side, program, simulated, plan, planned_seconds, owner_pid, owner_started)
        VALUES ($began, $device, $profile, $area, $side, $program, $simulated, $plan, $planned, $pid, $started) RETURNING id
        """,
        ("$began", session.Began), ("$device", session.Device), ("$profile", session.Profile), ("$area", session.Area), ("$side", session.Side),
        ("$program", session.Program), ("$simulated", session.Simulated), ("$plan", session.Plan), ("$planned", session.Planned),
        ("$pid", session.Owner.Pid), ("$started", session.Owner.Started));

    public void Append(long session, StoredEvent told) => work.Execute(
        "INSERT INTO session_events(session, seq, t, type, json) VALUES ($session, $seq, $t, $type, $json)",
        ("$session", session), ("$seq", told.Seq), ("$t", told.At), ("$type", told.Type), ("$json", told.Json));

    /// <returns>False when its end was written before.</returns>
    public bool End(long session, SessionClosing closing) => work.Execute(
        """
        UPDATE sessions SET outcome = $outcome, ended_utc = $ended, reason = $reason, reps = $reps, press_seconds = $press,
            max_intensity = $max, confirmed_off = $off
        WHERE id = $id AND outcome IS NULL
        """,
        ("$id", session), ("$outcome", closing.Outcome), ("$ended", closing.Ended), ("$reason", closing.Reason), ("$reps", closing.Reps),
        ("$press", closing.Press), ("$max", closing.MaxIntensity), ("$off", closing.ConfirmedOff)) == 1;

    /// <returns>Those whose end is not written: under way, or left behind by a process that died.</returns>
    public ImmutableArray<StoredSession> Open() => work.Query($"{Columns} WHERE outcome IS NULL ORDER BY id", Read);

    public StoredSession? Find(long id) => work.Query($"{Columns} WHERE id = $id", Read, ("$id", id)).FirstOrDefault();

    /// <returns>The newest first.</returns>
    /// <param name="most">How many at most.</param>
    public ImmutableArray<StoredSession> Newest(int most) => work.Query($"{Columns} ORDER BY id DESC LIMIT $most", Read, ("$most", most));

    /// <returns>In the order in which they happened.</returns>
    public ImmutableArray<StoredEvent> Events(long session) => work.Query(
        "SELECT seq, t, type, json FROM session_events WHERE session = $session ORDER BY seq",
        row => new StoredEvent((int)row.Whole(0), row.Seconds(1), row.Text(2), row.Text(3)),
        ("$session", session));

    private static StoredSession Read(StoreRow row) => new(
        row.Whole(0),
        new(
            row.Moment(1), row.Text(2), row.TextOrNull(3), row.Text(4), row.TextOrNull(5), row.Text(6), row.Flag(7), row.Text(8), row.Seconds(9),
            new((int)row.Whole(10), row.Text(11))),
        row.TextOrNull(12) is { } outcome
            ? new(row.Moment(13), outcome, row.Text(14), (int)row.Whole(15), row.Seconds(16), row.Number(17), row.Flag(18))
            : null);
}
