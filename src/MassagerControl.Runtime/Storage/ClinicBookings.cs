using System.Collections.Immutable;
using MassagerControl.Core.Doses;
using MassagerControl.Runtime.Os;

namespace MassagerControl.Runtime.Storage;

/// <summary>Press time that this room asked its clinic for.</summary>
/// <param name="Clinic">What the clinic calls the session; the room's own choice.</param>
/// <param name="Until">The session is over then at the latest, by the clinic's clock.</param>
/// <param name="Owner">The process that leads the session.</param>
public sealed record ClinicBooking(
    string Clinic, string Person, string Area, string? Side, TimeSpan Planned, DateTimeOffset Until, OwnerProcess Owner)
{
    /// <summary>What the desk had allowed, by which it is had without the clinic; null where the clinic reserved it.</summary>
    public string? Allowance { get; init; }
}

/// <summary>Press time that was asked for and is not settled: written before the clinic hears of it, so that none is forgotten, whenever the process dies.</summary>
public sealed class ClinicBookings(Transaction work)
{
    private const string Columns = "SELECT clinic, person, area, side, planned_seconds, until_utc, owner_pid, owner_started, allowance FROM clinic_bookings";

    public void Add(ClinicBooking booking) => work.Execute(
        """
        INSERT INTO clinic_bookings(clinic, person, area, side, planned_seconds, until_utc, owner_pid, owner_started, allowance)
        VALUES ($clinic, $person, $area, $side, $planned, $until, $pid, $started, $allowance)
        """,
        ("$clinic", booking.Clinic), ("$person", booking.Person), ("$area", booking.Area), ("$side", booking.Side), ("$planned", booking.Planned),
        ("$until", booking.Until), ("$pid", booking.Owner.Pid), ("$started", booking.Owner.Started), ("$allowance", booking.Allowance));

    /// <summary>Its session has begun in this store.</summary>
    public void Begun(string clinic, long session) =>
        work.Execute("UPDATE clinic_bookings SET session = $session WHERE clinic = $clinic", ("$clinic", clinic), ("$session", session));

    /// <summary>Its session never began: the clinic is to be told that nothing of it was used. Once.</summary>
    /// <param name="refused">The clinic itself said so: it has reserved nothing.</param>
    public void GiveUp(string clinic, DateTimeOffset now, bool refused)
    {
        if (Find(clinic, begun: false) is not { } booking)
            return;
        if (!refused && booking.Allowance is null)
            new ClinicOutbox(work).Add(ClinicMessage.Settlement(booking, TimeSpan.Zero, now) with { Unsure = true });
        Delete(clinic);
    }

    /// <summary>Its session has ended: the clinic is to be told its press time and what it locked. Once; nothing where the session is of no clinic.</summary>
    /// <param name="dose">As the room's own ledger has it.</param>
    /// <param name="locked">What locked the place; null where nothing did.</param>
    public void Settle(NewSession session, DoseEntry dose, string? locked)
    {
        if (session.Clinic is not { } clinic || Find(clinic, begun: true) is not { } booking)
            return;
        var outbox = new ClinicOutbox(work);
        // First what only forbids.
        if (locked is not null)
            outbox.Add(ClinicMessage.Locked(booking, locked, dose.Ended.Wall));
        outbox.Add(booking.Allowance is null ? ClinicMessage.Settlement(booking, dose.Press, dose.Ended.Wall) : ClinicMessage.HadByAllowance(booking, dose.Press, dose.Ended.Wall));
        if (booking.Allowance is { } allowance)
            new ClinicAllowances(work).Count(allowance, dose.Press);
        Delete(clinic);
    }

    /// <returns>Those whose session never began.</returns>
    public ImmutableArray<ClinicBooking> NeverBegun() => work.Query($"{Columns} WHERE session IS NULL ORDER BY clinic", Read);

    /// <returns>All that are not settled.</returns>
    public ImmutableArray<ClinicBooking> All() => work.Query($"{Columns} ORDER BY clinic", Read);

    private ClinicBooking? Find(string clinic, bool begun) =>
        work.Query($"{Columns} WHERE clinic = $clinic AND (session IS NOT NULL) = $begun", Read, ("$clinic", clinic), ("$begun", begun)).FirstOrDefault();

    private void Delete(string clinic) => work.Execute("DELETE FROM clinic_bookings WHERE clinic = $clinic", ("$clinic", clinic));

    private static ClinicBooking Read(StoreRow row) => new(
        row.Text(0), row.Text(1), row.Text(2), row.TextOrNull(3), row.Seconds(4), row.Moment(5), new((int)row.Whole(6), row.Text(7)))
    {
        Allowance = row.TextOrNull(8),
    };
}
