using System.Collections.Immutable;

namespace MassagerControl.Runtime.Storage;

/// <summary>The tables, as the ordered steps that make them; docs/storage.md lists them. A step that was released is never changed: the next one is added.</summary>
internal static class StoreSchema
{
    private const string First = """
        CREATE TABLE sessions(
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            began_utc TEXT NOT NULL,
            boot TEXT,
            up_seconds REAL NOT NULL,
            device TEXT NOT NULL,
            profile TEXT,
            area TEXT NOT NULL,
            side TEXT,
            program TEXT NOT NULL,
            simulated INTEGER NOT NULL,
            plan TEXT NOT NULL,
            planned_seconds REAL NOT NULL,
            owner_pid INTEGER NOT NULL,
            owner_started TEXT NOT NULL,
            outcome TEXT,
            ended_utc TEXT,
            reason TEXT,
            reps INTEGER,
            press_seconds REAL,
            max_intensity REAL,
            confirmed_off INTEGER);
        CREATE INDEX sessions_open ON sessions(id) WHERE outcome IS NULL;
        CREATE TABLE session_events(
            session INTEGER NOT NULL REFERENCES sessions(id),
            seq INTEGER NOT NULL,
            t REAL NOT NULL,
            type TEXT NOT NULL,
            json TEXT NOT NULL,
            PRIMARY KEY(session, seq)) WITHOUT ROWID;
        CREATE TABLE running_devices(
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            device TEXT NOT NULL,
            profile TEXT,
            session INTEGER REFERENCES sessions(id),
            owner_pid INTEGER NOT NULL,
            owner_started TEXT NOT NULL,
            since_utc TEXT NOT NULL,
            cleared_utc TEXT,
            how TEXT);
        CREATE INDEX running_devices_open ON running_devices(id) WHERE cleared_utc IS NULL;
        CREATE TABLE doses(
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            mark TEXT NOT NULL UNIQUE,
            session INTEGER REFERENCES sessions(id),
            ended_utc TEXT NOT NULL,
            boot TEXT,
            up_seconds REAL NOT NULL,
            noticed_utc TEXT,
            area TEXT NOT NULL,
            side TEXT,
            press_seconds REAL NOT NULL,
            device TEXT NOT NULL);
        CREATE TABLE area_locks(
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            area TEXT NOT NULL,
            side TEXT,
            locked_utc TEXT NOT NULL,
            kind TEXT NOT NULL,
            session INTEGER REFERENCES sessions(id),
            read_utc TEXT,
            cleared_utc TEXT);
        CREATE TABLE check_ins(
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            at_utc TEXT NOT NULL,
            answers TEXT NOT NULL,
            verdict TEXT NOT NULL);
        CREATE TABLE advice_shown(
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            kind TEXT NOT NULL,
            area TEXT,
            shown_utc TEXT NOT NULL);
        CREATE TABLE devices(
            id TEXT PRIMARY KEY NOT NULL,
            name TEXT NOT NULL,
            address TEXT NOT NULL,
            profile TEXT NOT NULL,
            radio TEXT NOT NULL,
            paired_utc TEXT NOT NULL,
            last_seen_utc TEXT NOT NULL,
            battery INTEGER) WITHOUT ROWID;
        """;

    /// <summary>What the place felt like before and after. An older session belongs to the last check-in of its place in the hour before it: the next session there is two hours away at least.</summary>
    private const string PainAfter = """
        ALTER TABLE sessions ADD COLUMN check_in INTEGER REFERENCES check_ins(id);
        ALTER TABLE sessions ADD COLUMN pain_after INTEGER;
        ALTER TABLE sessions ADD COLUMN pain_after_utc TEXT;
        UPDATE sessions SET check_in = (
            SELECT max(id) FROM check_ins
            WHERE at_utc <= began_utc AND at_utc >= strftime('%Y-%m-%dT%H:%M:%fZ', began_utc, '-1 hour')
                AND CASE WHEN json_valid(answers) THEN json_extract(answers, '$.area') = area AND json_extract(answers, '$.side') IS side ELSE 0 END);
        """;

    /// <summary>A routine under way, so that it goes on after its process has died, and what counts by the day.</summary>
    private const string Routines = """
        CREATE TABLE routines(
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            routine TEXT NOT NULL,
            area TEXT,
            side TEXT,
            device TEXT,
            program TEXT,
            began_utc TEXT NOT NULL,
            at_utc TEXT NOT NULL,
            boot TEXT,
            up_seconds REAL NOT NULL,
            state TEXT NOT NULL,
            owner_pid INTEGER NOT NULL,
            owner_started TEXT NOT NULL,
            ending TEXT);
        CREATE INDEX routines_open ON routines(id) WHERE ending IS NULL;
        CREATE TABLE guided_steps(
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            step TEXT NOT NULL,
            begun_utc TEXT NOT NULL);
        """;

    /// <summary>What a person chose to be reminded of and what they did of it; and what they say of a session.</summary>
    private const string RemindersAndNotes = """
        CREATE TABLE reminders(
            habit TEXT PRIMARY KEY NOT NULL,
            number INTEGER NOT NULL,
            area TEXT,
            side TEXT) WITHOUT ROWID;
        CREATE TABLE quiet_hours(
            id INTEGER PRIMARY KEY CHECK(id = 1),
            from_minute INTEGER NOT NULL,
            to_minute INTEGER NOT NULL);
        CREATE TABLE habits_done(
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            habit TEXT NOT NULL,
            done_utc TEXT NOT NULL);
        CREATE TABLE rest_days(
            day TEXT PRIMARY KEY NOT NULL) WITHOUT ROWID;
        CREATE TABLE session_notes(
            session INTEGER PRIMARY KEY NOT NULL REFERENCES sessions(id),
            note TEXT NOT NULL,
            tags TEXT NOT NULL,
            written_utc TEXT NOT NULL);
        """;

    /// <summary>Who a session was for, where the room belongs to a clinic, and what the clinic is still to be told (docs/clinic-room.md). What is to be told outlives the history, so nothing refers to it.</summary>
    private const string Clinic = """
        ALTER TABLE sessions ADD COLUMN person TEXT;
        ALTER TABLE sessions ADD COLUMN clinic TEXT;
        ALTER TABLE check_ins ADD COLUMN person TEXT;
        CREATE INDEX sessions_of_persons ON sessions(person) WHERE person IS NOT NULL;
        CREATE TABLE clinic_bookings(
            clinic TEXT PRIMARY KEY NOT NULL,
            person TEXT NOT NULL,
            area TEXT NOT NULL,
            side TEXT,
            planned_seconds REAL NOT NULL,
            until_utc TEXT NOT NULL,
            session INTEGER,
            owner_pid INTEGER NOT NULL,
            owner_started TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE clinic_outbox(
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            kind TEXT NOT NULL,
            clinic TEXT NOT NULL,
            person TEXT NOT NULL,
            area TEXT,
            side TEXT,
            press_seconds REAL,
            detail TEXT,
            at_utc TEXT NOT NULL,
            until_utc TEXT,
            refused TEXT);
        """;

    /// <summary>What the desk of the clinic lets this room give while the clinic cannot be reached, and the sessions that were had by it.</summary>
    private const string Allowances = """
        ALTER TABLE clinic_bookings ADD COLUMN allowance TEXT;
        CREATE TABLE clinic_allowances(
            id TEXT PRIMARY KEY NOT NULL,
            person TEXT,
            seconds REAL NOT NULL,
            used_seconds REAL NOT NULL,
            until_utc TEXT NOT NULL,
            there_utc TEXT NOT NULL,
            heard_utc TEXT NOT NULL,
            boot TEXT,
            up_seconds REAL NOT NULL) WITHOUT ROWID;
        """;

    /// <summary>Step n brings a store from version n to n + 1.</summary>
    public static readonly ImmutableArray<string> Migrations = [First, PainAfter, Routines, RemindersAndNotes, Clinic, Allowances];

    /// <summary>The version that this program writes.</summary>
    public static int Version => Migrations.Length;
}
