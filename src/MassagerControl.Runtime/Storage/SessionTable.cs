using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Core.Doses;
using MassagerControl.Runtime.Os;

namespace MassagerControl.Runtime.Storage;

/// <summary>A session as it begins.</summary>
/// <param name="Device">As on the command line.</param>
/// <param name="Plan">The plan as JSON.</param>
/// <param name="Planned">Press time of the whole plan: what the session reserves while it is open.</param>
public sealed record NewSession(
    ClockReading Began, string Device, string? Profile, string Area, string? Side, string Program, bool Simulated, string Plan, TimeSpan Planned, OwnerProcess Owner)
{
    /// <summary>The check-in that it follows; null where none is kept.</summary>
    public long? CheckIn { get; init; }

    /// <summary>The person's id at the clinic; null where the room belongs to none.</summary>
    public string? Person { get; init; }

    /// <summary>What the clinic calls the session; null where it is not told of it.</summary>
    public string? Clinic { get; init; }
}

/// <summary>How a session ended.</summary>
/// <param name="Outcome">As in the event log; <c>interrupted</c> when its process died.</param>
/// <param name="MaxIntensity">Percent.</param>
public sealed record SessionClosing(
    DateTimeOffset Ended, string Outcome, string Reason, int Reps, TimeSpan Press, double MaxIntensity, bool ConfirmedOff);

/// <summary>A session of the past or one under way.</summary>
/// <param name="Closing">Null while its end is not written.</param>
public sealed record StoredSession(long Id, NewSession Beginning, SessionClosing? Closing)
{
    /// <summary>How much it hurt there afterwards; null where nobody said.</summary>
    public Discomfort? PainAfter { get; init; }

    /// <summary>Names the session in every copy, also after its store was lost.</summary>
    public string Mark => MarkOf(Beginning.Began.Wall, Id);

    public static string MarkOf(DateTimeOffset began, long id) => $"{StoreTime.Text(began)}#{id}";
}

/// <param name="Seq">From 1, without gaps.</param>
/// <param name="At">Since the session began.</param>
/// <param name="Type">As in the event log.</param>
/// <param name="Json">The line of the event log.</param>
public sealed record StoredEvent(int Seq, TimeSpan At, string Type, string Json);

/// <summary>The sessions and what happened in them.</summary>
public sealed class SessionTable(Transaction work)
{
    private const string Columns = """
        SELECT id, began_utc, boot, up_seconds, device, profile, area, side, program, simulated, plan, planned_seconds, owner_pid, owner_started,
            outcome, ended_utc, reason, reps, press_seconds, max_intensity, confirmed_off, check_in, pain_after,
            person, clinic
        FROM sessions
        """;

    /// <returns>The session's id.</returns>
    public long Begin(NewSession session) => work.Insert(
        """
        INSERT INTO sessions(began_utc, boot, up_seconds, device, profile, area, side, program, simulated, plan, planned_seconds, owner_pid, owner_started, check_in,
            person, clinic)
        VALUES ($began, $boot, $up, $device, $profile, $area, $side, $program, $simulated, $plan, $planned, $pid, $started, $checkIn, $person, $clinic)
        RETURNING id
        """,
        ("$began", session.Began.Wall), ("$boot", session.Began.Boot), ("$up", session.Began.Up), ("$device", session.Device), ("$profile", session.Profile), ("$area", session.Area), ("$side", session.Side),
        ("$program", session.Program), ("$simulated", session.Simulated), ("$plan", session.Plan), ("$planned", session.Planned),
        ("$pid", session.Owner.Pid), ("$started", session.Owner.Started), ("$checkIn", session.CheckIn),
        ("$person", session.Person), ("$clinic", session.Clinic));

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

    /// <summary>How much it hurts there after a session; of two answers the later one counts.</summary>
    /// <returns>False when there is no such session, it is not over, or a later one at the same place has begun.</returns>
    public bool Rate(long session, Discomfort pain, DateTimeOffset at) => work.Execute(
        """
        UPDATE sessions SET pain_after = $pain, pain_after_utc = $at
        WHERE id = $id AND outcome IS NOT NULL AND outcome <> 'deleted'
            AND NOT EXISTS (SELECT 1 FROM sessions AS later WHERE later.id > $id AND later.area = sessions.area AND later.side IS sessions.side)
        """,
        ("$id", session), ("$pain", pain.Value), ("$at", at)) == 1;

    /// <returns>Those whose end is not written: under way, or left behind by a process that died.</returns>
    public ImmutableArray<StoredSession> Open() => work.Query($"{Columns} WHERE outcome IS NULL ORDER BY id", Read);

    /// <returns>The id of each session by its mark.</returns>
    public Dictionary<string, long> Marks() => work.Query("SELECT id, began_utc FROM sessions", row => (Id: row.Whole(0), Mark: StoredSession.MarkOf(row.Moment(1), row.Whole(0))))
        .ToDictionary(session => session.Mark, session => session.Id);

    public StoredSession? Find(long id) => work.Query($"{Columns} WHERE id = $id AND outcome IS NOT 'deleted'", Read, ("$id", id)).FirstOrDefault();

    /// <returns>The newest first.</returns>
    /// <param name="most">How many at most.</param>
    public ImmutableArray<StoredSession> Newest(int most) => work.Query($"{Columns} WHERE outcome IS NOT 'deleted' ORDER BY id DESC LIMIT $most", Read, ("$most", most));

    /// <param name="person">A person of the clinic; null for everybody.</param>
    /// <returns>How many sessions with the program at the place ran to their end.</returns>
    public int Completed(string program, string area, string? side, string? person = null) => (int)work.Query(
        "SELECT count(*) FROM sessions WHERE outcome = 'completed' AND program = $program AND area = $area AND side IS $side AND ($person IS NULL OR person = $person)",
        row => row.Whole(0),
        ("$program", program), ("$area", area), ("$side", side), ("$person", person))[0];

    /// <returns>The sessions of a person of the clinic, each with what the clinic calls it.</returns>
    public Dictionary<long, string?> Of(string person) => work.Query(
        "SELECT id, clinic FROM sessions WHERE person = $person", row => (Id: row.Whole(0), Clinic: row.TextOrNull(1)), ("$person", person))
        .ToDictionary(session => session.Id, session => session.Clinic);

    /// <returns>In the order in which they happened.</returns>
    public ImmutableArray<StoredEvent> Events(long session) => work.Query(
        "SELECT seq, t, type, json FROM session_events WHERE session = $session ORDER BY seq",
        row => new StoredEvent((int)row.Whole(0), row.Seconds(1), row.Text(2), row.Text(3)),
        ("$session", session));

    /// <summary>Deletes every session with all that is known of it. Where a dose or a lock is left that counts by a session, a row without content stays.</summary>
    /// <returns>How many there were to see.</returns>
    public int DeleteAll()
    {
        var seen = Newest(int.MaxValue).Length;
        work.Execute("DELETE FROM session_events; DELETE FROM session_notes");
        // Such a row stays as long as a dose or a lock is counted by it, and is nowhere shown.
        work.Execute(
            "UPDATE sessions SET outcome = 'deleted', program = '', plan = '{}', reason = '', reps = 0, press_seconds = 0, max_intensity = 0, check_in = NULL, pain_after = NULL, pain_after_utc = NULL");
        work.Execute("""
            DELETE FROM sessions WHERE id NOT IN (
                SELECT session FROM doses WHERE session IS NOT NULL UNION SELECT session FROM area_locks WHERE session IS NOT NULL
                UNION SELECT session FROM running_devices WHERE session IS NOT NULL)
            """);
        return seen;
    }

    /// <summary>The events of one type in all sessions.</summary>
    public ILookup<long, StoredEvent> EventsOf(string type) => work.Query(
        "SELECT session, seq, t, type, json FROM session_events WHERE type = $type ORDER BY session, seq",
        row => (Session: row.Whole(0), Event: new StoredEvent((int)row.Whole(1), row.Seconds(2), row.Text(3), row.Text(4))),
        ("$type", type)).ToLookup(told => told.Session, told => told.Event);

    private static StoredSession Read(StoreRow row) => new(
        row.Whole(0),
        new(
            row.Reading(1), row.Text(4), row.TextOrNull(5), row.Text(6), row.TextOrNull(7), row.Text(8), row.Flag(9), row.Text(10), row.Seconds(11),
            new((int)row.Whole(12), row.Text(13)))
        {
            CheckIn = row.WholeOrNull(21),
            Person = row.TextOrNull(23),
            Clinic = row.TextOrNull(24),
        },
        row.TextOrNull(14) is { } outcome
            ? new(row.Moment(15), outcome, row.Text(16), (int)row.Whole(17), row.Seconds(18), row.Number(19), row.Flag(20))
            : null)
    {
        // Somebody else may have written there: a number that is no rating says nothing.
        PainAfter = row.WholeOrNull(22) is >= Discomfort.Lowest and <= Discomfort.Highest and var pain ? Discomfort.From((int)pain) : null,
    };
}
