using System.Net;
using System.Text.Json;
using MassagerControl.Core;
using MassagerControl.Devices.Json;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.Runtime.Clinics;

/// <summary>Says again what this room had from the clinic, whenever the clinic's database may be an older one than before: each has its name there, so none counts twice.</summary>
internal sealed class ClinicRetelling(MassagerStore store, ClinicCalls calls, ClinicClock clock, Action<Phrase> say)
{
    /// <summary>Nothing that a limit counts by is older; a lock is.</summary>
    private static readonly TimeSpan Back = TimeSpan.FromDays(2);

    private static readonly TimeSpan BackOfLocks = TimeSpan.FromDays(30);

    private readonly Lock _gate = new();
    private string? _epoch;
    private string? _told;

    /// <returns>True where it is another one than before.</returns>
    public bool Hear(string epoch)
    {
        lock (_gate)
        {
            var other = _epoch != epoch;
            _epoch = epoch;
            return other;
        }
    }

    /// <returns>False where something is to be tried again soon.</returns>
    public async Task<bool> TellAsync(CancellationToken cancellation)
    {
        string? epoch;
        lock (_gate)
            epoch = _epoch;
        if (epoch is null || epoch == _told)
            return true;
        var now = clock.There - clock.Ahead;
        var (sessions, locks) = store.Read(work => (new ClinicSessions(work).Since(now - Back), new ClinicSessions(work).LocksSince(now - BackOfLocks)));
        foreach (var session in sessions)
            if (!await SendAsync(session.Person, "told", Told(session), session.Clinic, cancellation).ConfigureAwait(false))
                return false;
        foreach (var held in locks)
            if (!await SendAsync(held.Person, "lock", Lock(held), held.Clinic, cancellation).ConfigureAwait(false))
                return false;
        _told = epoch;
        return true;
    }

    /// <summary>A settlement that the clinic does not know: the reservation may be what it lost.</summary>
    /// <returns>True where the clinic has it now.</returns>
    public async Task<bool> TellAsync(ClinicMessage settlement, CancellationToken cancellation)
    {
        if (settlement is not { Kind: ClinicMessage.Settle, Unsure: false, Area: { } area, Press: { } press })
            return false;
        var session = new ClinicSession(settlement.Clinic, settlement.Person, area, settlement.Side, press, settlement.At, press);
        return (await calls.SendAsync(HttpMethod.Post, Path(session.Person, "told"), Told(session), cancellation).ConfigureAwait(false)).IsDone;
    }

    /// <returns>False where it is to be tried again; what the clinic contradicts is said, and is no reason to try it again.</returns>
    private async Task<bool> SendAsync(string person, string what, string body, string session, CancellationToken cancellation)
    {
        var reply = await calls.SendAsync(HttpMethod.Post, Path(person, what), body, cancellation).ConfigureAwait(false);
        if (reply.Status is HttpStatusCode.UnprocessableEntity)
            say(Phrase.Of($"the clinic does not take what this room tells of session {session}: {Phrase.Join("; ", reply.Reasons)}"));
        // An older clinic knows nothing of this.
        return reply.IsDone || reply.Status is HttpStatusCode.UnprocessableEntity or HttpStatusCode.NotFound;
    }

    private static string Path(string person, string what) => $"api/people/{Uri.EscapeDataString(person)}/{what}";

    private string Told(ClinicSession session) => JsonText.Line(json =>
    {
        json.WriteStartObject();
        json.WriteString("session", session.Clinic);
        Place(json, session.Area, session.Side);
        json.WriteNumber("planned", Seconds(session.Planned));
        json.WriteString("until", StoreTime.Text(session.Press is null ? session.Until : session.Until + clock.Ahead));
        if (session.Press is { } press)
            json.WriteNumber("seconds", Seconds(press));
        json.WriteEndObject();
    });

    private static string Lock(ClinicLock held) => JsonText.Line(json =>
    {
        json.WriteStartObject();
        json.WriteString("session", held.Clinic);
        Place(json, held.Area, held.Side);
        json.WriteString("kind", held.Kind);
        json.WriteEndObject();
    });

    private static void Place(Utf8JsonWriter json, string area, string? side)
    {
        json.WriteString("area", area);
        if (side is not null)
            json.WriteString("side", side);
    }

    // As a settlement says it.
    private static decimal Seconds(TimeSpan time) => Math.Ceiling((decimal)time.TotalMilliseconds) / 1000m;
}
