using System.Collections.Immutable;

namespace MassagerControl.Runtime.Storage;

/// <summary>Something that the clinic is to be told.</summary>
/// <param name="Kind"><see cref="Settle"/>, <see cref="Allowed"/>, <see cref="Lock"/>, <see cref="CheckIn"/> or <see cref="Record"/>.</param>
/// <param name="Clinic">What the clinic calls the session; of a check-in, its own name.</param>
/// <param name="At">When it was, by this room's wall clock.</param>
public sealed record ClinicMessage(string Kind, string Clinic, string Person, DateTimeOffset At)
{
    public const string Settle = "settle";
    public const string Allowed = "allowed";
    public const string Lock = "lock";
    public const string CheckIn = "check-in";
    public const string Record = "record";

    /// <summary>Its number in the outbox; 0 before it is there.</summary>
    public long Id { get; init; }

    public string? Area { get; init; }

    public string? Side { get; init; }

    /// <summary>Of a settlement, and of a session that was had by an allowance.</summary>
    public TimeSpan? Press { get; init; }

    /// <summary>What locked; the answers of a check-in, or a record, as JSON; or by which allowance a session was had.</summary>
    public string? Detail { get; init; }

    /// <summary>Of a settlement: until when the clinic may still take the reservation, by its own clock.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Of a settlement: nobody knows whether the clinic has reserved anything.</summary>
    public bool Unsure { get; init; }

    public static ClinicMessage Settlement(ClinicBooking booking, TimeSpan press, DateTimeOffset at) =>
        new(Settle, booking.Clinic, booking.Person, at) { Area = booking.Area, Side = booking.Side, Press = press, Until = booking.Until };

    public static ClinicMessage HadByAllowance(ClinicBooking booking, TimeSpan press, DateTimeOffset at) =>
        new(Allowed, booking.Clinic, booking.Person, at) { Area = booking.Area, Side = booking.Side, Press = press, Detail = booking.Allowance };

    public static ClinicMessage Locked(ClinicBooking booking, string kind, DateTimeOffset at) =>
        new(Lock, booking.Clinic, booking.Person, at) { Area = booking.Area, Side = booking.Side, Detail = kind };
}

/// <summary>What the clinic is still to be told, in order. Written in the transaction in which the room itself writes it down.</summary>
public sealed class ClinicOutbox(Transaction work)
{
    private const string Unsure = "unsure";
    private const string Columns = "SELECT id, kind, clinic, person, area, side, press_seconds, detail, at_utc, until_utc FROM clinic_outbox";

    public void Add(ClinicMessage message) => work.Execute(
        """
        INSERT INTO clinic_outbox(kind, clinic, person, area, side, press_seconds, detail, at_utc, until_utc)
        VALUES ($kind, $clinic, $person, $area, $side, $press, $detail, $at, $until)
        """,
        ("$kind", message.Kind), ("$clinic", message.Clinic), ("$person", message.Person), ("$area", message.Area), ("$side", message.Side), ("$press", message.Press),
        ("$detail", message.Unsure ? Unsure : message.Detail), ("$at", message.At), ("$until", message.Until));

    /// <returns>What is to be told, the oldest first.</returns>
    /// <param name="kind">Null for all kinds.</param>
    public ImmutableArray<ClinicMessage> Waiting(string? kind = null) =>
        work.Query($"{Columns} WHERE refused IS NULL AND ($kind IS NULL OR kind = $kind) ORDER BY id", Read, ("$kind", kind));

    /// <returns>What the clinic would not take, with its reasons.</returns>
    public ImmutableArray<(ClinicMessage Message, string Reason)> Refused() => work.Query(
        "SELECT id, kind, clinic, person, area, side, press_seconds, detail, at_utc, until_utc, refused FROM clinic_outbox WHERE refused IS NOT NULL ORDER BY id",
        row => (Read(row), row.Text(10)));

    /// <summary>The clinic has it.</summary>
    public void Delivered(long id) => work.Execute("DELETE FROM clinic_outbox WHERE id = $id", ("$id", id));

    /// <summary>The clinic will never take it: kept for whoever looks into it.</summary>
    public void Refuse(long id, string reason) => work.Execute("UPDATE clinic_outbox SET refused = $reason WHERE id = $id", ("$id", id), ("$reason", reason));

    private static ClinicMessage Read(StoreRow row) => new(row.Text(1), row.Text(2), row.Text(3), row.Moment(8))
    {
        Id = row.Whole(0),
        Area = row.TextOrNull(4),
        Side = row.TextOrNull(5),
        Press = row.Text(1) is ClinicMessage.Settle or ClinicMessage.Allowed ? row.Seconds(6) : null,
        Detail = row.TextOrNull(7) is var detail && detail == Unsure ? null : detail,
        Until = row.MomentOrNull(9),
        Unsure = row.TextOrNull(7) == Unsure,
    };
}
