using System.Collections.Immutable;

namespace MassagerControl.Runtime.Storage;

/// <summary>A session that the clinic has granted to this room.</summary>
/// <param name="Until">When it ended, by this room's wall clock; of one that goes on, until when it is over at the latest, by the clinic's.</param>
/// <param name="Press">Null while it goes on.</param>
public sealed record ClinicSession(string Clinic, string Person, string Area, string? Side, TimeSpan Planned, DateTimeOffset Until, TimeSpan? Press);

/// <summary>A place that a session of the clinic has locked in this room.</summary>
public sealed record ClinicLock(string Clinic, string Person, string Area, string? Side, string Kind);

/// <summary>What this room had from its clinic, for a clinic that may have lost it.</summary>
public sealed class ClinicSessions(Transaction work)
{
    /// <returns>Those that go on, and those that ended since then; none that the clinic never granted.</returns>
    public ImmutableArray<ClinicSession> Since(DateTimeOffset moment) =>
    [
        .. work.Query(
            "SELECT clinic, person, area, side, planned_seconds, until_utc FROM clinic_bookings WHERE session IS NOT NULL ORDER BY session",
            row => new ClinicSession(row.Text(0), row.Text(1), row.Text(2), row.TextOrNull(3), row.Seconds(4), row.Moment(5), null)),
        .. work.Query(
            """
            SELECT s.clinic, s.person, s.area, s.side, s.planned_seconds, s.ended_utc, coalesce((SELECT max(d.press_seconds) FROM doses d WHERE d.session = s.id), s.press_seconds)
            FROM sessions s
            WHERE s.clinic IS NOT NULL AND s.person IS NOT NULL AND s.ended_utc >= $moment
                AND NOT EXISTS (SELECT 1 FROM clinic_outbox o WHERE o.clinic = s.clinic AND o.kind = 'allowed')
            ORDER BY s.id
            """,
            row => new ClinicSession(row.Text(0), row.Text(1), row.Text(2), row.TextOrNull(3), row.Seconds(4), row.Moment(5), row.Seconds(6)),
            ("$moment", moment)),
    ];

    /// <returns>Those that were made since then and that this room has not cleared.</returns>
    public ImmutableArray<ClinicLock> LocksSince(DateTimeOffset moment) => work.Query(
        """
        SELECT s.clinic, s.person, l.area, l.side, l.kind FROM area_locks l JOIN sessions s ON s.id = l.session
        WHERE s.clinic IS NOT NULL AND s.person IS NOT NULL AND l.cleared_utc IS NULL AND l.locked_utc >= $moment ORDER BY l.id
        """,
        row => new ClinicLock(row.Text(0), row.Text(1), row.Text(2), row.TextOrNull(3), row.Text(4)),
        ("$moment", moment));
}
