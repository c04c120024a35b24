using MassagerControl.Core.Areas;

namespace MassagerControl.Runtime.Storage;

/// <summary>What of this room's store counts for one person of the clinic: their own sessions, and of those only what the clinic does not know better.</summary>
internal sealed class PersonRows(Transaction work, ClinicPerson person)
{
    private readonly Dictionary<long, string?> _sessions = new SessionTable(work).Of(person.Id);
    private readonly HashSet<string> _untold = [.. new ClinicOutbox(work).Waiting(ClinicMessage.Lock).Select(message => message.Clinic)];

    private readonly HashSet<string> _unknown =
    [
        .. new ClinicOutbox(work).Waiting(ClinicMessage.Allowed).Select(message => message.Clinic),
        .. new ClinicOutbox(work).Refused().Where(one => one.Message.Kind == ClinicMessage.Allowed).Select(one => one.Message.Clinic),
        .. new ClinicBookings(work).All().Where(booking => booking.Allowance is not null).Select(booking => booking.Clinic),
    ];

    /// <summary>The clinic counts a session from its reservation on, which comes before everything else; one that was had without it, from when it was told.</summary>
    public bool HasDose(long? session) =>
        session is { } id && _sessions.TryGetValue(id, out var clinic) && (person.Forecast is null || (clinic is not null && _unknown.Contains(clinic)));

    /// <summary>The clinic knows a lock when it was told of it; it may have been cleared there since.</summary>
    public bool HasLock(AreaLock made) => made.Session is { } id && _sessions.TryGetValue(id, out var clinic) && (person.Forecast is null || (clinic is not null && _untold.Contains(clinic)));
}
