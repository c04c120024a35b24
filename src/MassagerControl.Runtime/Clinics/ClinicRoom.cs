using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using MassagerControl.Core;
using MassagerControl.Core.Doses;
using MassagerControl.Runtime.Os;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.Runtime.Clinics;

/// <summary>This room's side of a clinic: asks before a session, tells after it, shows what goes on. Nothing of it is in the way of a session that runs.</summary>
/// <remarks>Members may be called from any thread.</remarks>
public sealed class ClinicRoom : IAsyncDisposable
{
    // The room's own clock may be behind the clinic's by what an answer takes.
    private static readonly TimeSpan LongestSession = DoseRecovery.Longest - TimeSpan.FromMinutes(1);

    // A page asks for each answer of a check-in; the session itself asks anew.
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(1);

    private readonly SessionStore _sessions;
    private readonly ClinicKey _key;
    private readonly ClinicCalls _calls;
    private readonly ClinicClock _clock;
    private readonly ClinicDelivery _delivery;
    private readonly Action<Phrase> _say;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (ClinicPerson Person, long At)> _met = [];
    private ClinicLine? _line;

    private ClinicRoom(ClinicKey key, SessionStore sessions, Action<Phrase> say)
    {
        (_key, _sessions, _say, _time) = (key, sessions, say, sessions.Clock.Wall);
        _clock = new(_time);
        _calls = new(key.Address, key.Fingerprint, key.Token, _time, say);
        _delivery = new(sessions.Store, _calls, _clock, say, _time);
    }

    /// <summary>Opens the data folder, closes there what died without a word, and begins to tell the clinic of it.</summary>
    /// <param name="say">Takes a line for the person at this computer.</param>
    /// <returns>Null and the reason where the folder cannot be used.</returns>
    public static (ClinicRoom? Room, Phrase? Problem) Open(ClinicKey key, DataFolder folder, StoreClock clock, Action<Phrase> say)
    {
        var opening = SessionStore.Open(folder, clock);
        if (opening.Sessions is not { } sessions)
            return (null, opening.Error);
        try
        {
            // Nobody's past: only what died is closed.
            foreach (var note in opening.Notes.AddRange(sessions.Past(new("", null)).Notes))
                say(note);
            sessions.Store.Write(work => GiveUpLeft(work, clock.Now()));
            return (new(key, sessions, say), null);
        }
        catch (StoreException exception)
        {
            sessions.Dispose();
            return (null, exception.Words);
        }
    }

    /// <summary>Connects, and stays connected.</summary>
    /// <param name="stop">Stops every session of this room, with who asked; must return soon.</param>
    public void Connect(Action<Phrase> stop) => _line ??= new(_key, new(stop, Allow, Told), _time);

    /// <summary>Shows the desk what goes on; returns at once.</summary>
    public void Show(RoomState state) => _line?.Show(state);

    /// <summary>Something was written down that the clinic is to be told; returns at once.</summary>
    public void Wake() => _delivery.Wake();

    /// <summary>Asks who somebody is, for a session.</summary>
    /// <returns>Them, without a ledger where the clinic cannot be asked and the desk has allowed this room sessions without it; or every reason why there is no session.</returns>
    public async Task<(ClinicPerson? Person, ImmutableArray<Phrase> Against)> MeetAsync(string person, CancellationToken cancellation)
    {
        var reply = await _calls.SendAsync(HttpMethod.Get, ClinicWire.Ledger(person), null, cancellation).ConfigureAwait(false);
        if (reply.IsUnknown)
            return WithoutClinic(person, reply);
        if (reply.Status == HttpStatusCode.NotFound)
            return (null, ["nobody at the clinic has this id"]);
        if (!reply.IsDone)
            return (null, reply.Reasons);
        if (Read(reply.Body) is not { } ledger)
            return (null, ["the clinic's answer cannot be understood: is one of the two out of date?"]);
        var met = new ClinicPerson(person, ledger);
        lock (_gate)
            _met[person] = (met, _time.GetTimestamp());
        // It answers again: what waits can go.
        _delivery.Wake();
        return (met, []);
    }

    /// <summary>Who somebody is, for questions before a session; as the clinic said a moment ago, or without a ledger where it cannot be asked.</summary>
    public async Task<ClinicPerson> RecallAsync(string person, CancellationToken cancellation)
    {
        lock (_gate)
            if (_met.TryGetValue(person, out var known) && _time.GetElapsedTime(known.At) < Remembered)
                return known.Person;
        return (await MeetAsync(person, cancellation).ConfigureAwait(false)).Person ?? new(person, null);
    }

    /// <summary>Reserves what a session plans, before it begins.</summary>
    /// <returns>What is to be kept then; or every reason why there is no session.</returns>
    public async Task<(SessionKeeping? Keeping, ImmutableArray<Phrase> Against)> BookAsync(SessionKeeping keeping, CancellationToken cancellation)
    {
        var beginning = keeping.Beginning;
        var alone = keeping.Person!.Ledger is null;
        var booking = new ClinicBooking(
            RandomNumberGenerator.GetHexString(32, lowercase: true), keeping.Person.Id, beginning.Area, beginning.Side, beginning.Planned,
            _clock.There + LongestSession, alone, OwnerProcess.Own);
        var kept = keeping with { Beginning = beginning with { Clinic = booking.Clinic, OnAllowance = alone } };
        try
        {
            if (alone)
                return _sessions.Store.Write(work => Allowance(work, booking)) is { } against ? (null, [against]) : (kept, []);
            _sessions.Store.Write(work => new ClinicBookings(work).Add(booking));
            var reply = await ReserveAsync(booking, cancellation).ConfigureAwait(false);
            if (reply.IsDone)
                return (kept, []);
            _sessions.Store.Write(work => new ClinicBookings(work).GiveUp(booking.Clinic, _time.GetUtcNow(), refused: !reply.IsUnknown));
            _delivery.Wake();
            return (null, [.. reply.Reasons, .. reply.IsUnknown ? ["no session: the clinic has not said that it may begin"] : Array.Empty<Phrase>()]);
        }
        catch (StoreException exception)
        {
            return (null, [exception.Words]);
        }
    }

    /// <summary>What was reserved is not used: the session did not begin.</summary>
    public void GiveUp(SessionKeeping keeping)
    {
        try
        {
            if (keeping.Beginning.Clinic is { } clinic)
                _sessions.Store.Write(work => new ClinicBookings(work).GiveUp(clinic, _time.GetUtcNow(), refused: false));
        }
        catch (StoreException exception)
        {
            _say(exception.Words);
        }
        _delivery.Wake();
    }

    public async ValueTask DisposeAsync()
    {
        if (_line is not null)
            await _line.DisposeAsync().ConfigureAwait(false);
        await _delivery.DisposeAsync().ConfigureAwait(false);
        _calls.Dispose();
        _sessions.Dispose();
    }

    /// <summary>Its process died before the session began.</summary>
    private static void GiveUpLeft(Transaction work, ClockReading now)
    {
        var bookings = new ClinicBookings(work);
        foreach (var left in bookings.NeverBegun().Where(booking => booking.Owner.Life() != ProcessLife.Alive))
            bookings.GiveUp(left.Clinic, now.Wall, refused: false);
    }

    /// <summary>An answer that was lost is asked for again: the same request has the same answer.</summary>
    private async Task<ClinicReply> ReserveAsync(ClinicBooking booking, CancellationToken cancellation)
    {
        var (path, body) = (ClinicWire.Session(booking), ClinicWire.Body(booking));
        var first = await _calls.SendAsync(HttpMethod.Put, path, body, cancellation).ConfigureAwait(false);
        return first.IsUnknown ? await _calls.SendAsync(HttpMethod.Put, path, body, cancellation).ConfigureAwait(false) : first;
    }

    private ClinicLedger? Read(JsonElement body)
    {
        if (ClinicWire.ReadNow(body) is not { } there)
            return null;
        _clock.Hear(there);
        return ClinicWire.ReadLedger(body, _clock.Ahead);
    }

    private (ClinicPerson? Person, ImmutableArray<Phrase> Against) WithoutClinic(string person, ClinicReply reply)
    {
        try
        {
            if (_sessions.Store.Read(work => new ClinicAllowances(work).Find(person)) is not null)
                return (new(person, null), []);
            return (null, [.. reply.Reasons, "no session without the clinic: its desk has allowed this room none for this person"]);
        }
        catch (StoreException exception)
        {
            return (null, [exception.Words]);
        }
    }

    /// <returns>Why the session may not begin on what the desk allowed; null where it may, and is written down.</returns>
    private Phrase? Allowance(Transaction work, ClinicBooking booking)
    {
        var bookings = new ClinicBookings(work);
        var allowed = new ClinicAllowances(work).Find(booking.Person) ?? TimeSpan.Zero;
        var used = new SessionTable(work).OnAllowance(booking.Person, _time.GetUtcNow() - DoseLedger.Day) + bookings.AboutToBegin(booking.Person);
        if (used + booking.Planned > allowed)
            return $"the clinic cannot be asked; without it this room may give this person {allowed.TotalSeconds:0} s of press in 24 hours, of which {used.TotalSeconds:0} s are used and {booking.Planned.TotalSeconds:0} s planned";
        bookings.Add(booking);
        return null;
    }

    private void Allow(ImmutableArray<ClinicAllowance> allowed)
    {
        try
        {
            _sessions.Store.Write(work => new ClinicAllowances(work).Replace(allowed));
        }
        catch (StoreException exception)
        {
            _say(exception.Words);
        }
    }

    private void Told(bool connected)
    {
        _say(connected ? "the clinic is there" : "the clinic is not there: sessions under way go on");
        if (connected)
            _delivery.Wake();
    }
}
