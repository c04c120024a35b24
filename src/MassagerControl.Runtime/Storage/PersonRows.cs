using MassagerControl.Core.Areas;

namespace MassagerControl.Runtime.Storage;

/// <summary>What of this room's store counts for one person of the clinic: their own sessions, and of those only what the clinic does not know better.</summary>
internal sealed class PersonRows(Transaction work, ClinicPerson person)
{
    private readonly Dictionary<long, string?> _sessions = new SessionTable(work).Of(person.Id);
    private readonly HashSet<string> _untold = [.. new ClinicOutbox(work).Waiting(ClinicMessage.Lock).Select(message => message.Clinic)];

    /// <summary>The clinic counts a session from its reservation on, which comes before everything else.</summary>
    public bool HasDose(long? session) => person.Forecast is null && session is { } id && _sessions.ContainsKey(id);

    /// <summary>The clinic knows a lock when it was told of it; it may have been cleared there since.</summary>
    public bool HasLock(AreaLock made) => made.Session is { } id && _sessions.TryGetValue(id, out var clinic) && (person.Forecast is null || (clinic is not null && _untold.Contains(clinic)));
}
