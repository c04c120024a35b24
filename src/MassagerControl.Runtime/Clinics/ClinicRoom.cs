using System.Collections.Immutable;
using System.Security.Cryptography;
using MassagerControl.Core;
using MassagerControl.Core.Areas;
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

    private static readonly TimeSpan LongestFarewell = TimeSpan.FromSeconds(2);

    private readonly SessionStore _sessions;
    private readonly ClinicCalls _calls;
    private readonly ClinicClock _clock;
    private readonly ClinicDelivery _delivery;
    private readonly Action<Phrase> _say;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Person, AreaPlace Place), (ClinicPerson Person, long At)> _met = [];
    private ClinicLine? _line;

    private ClinicRoom(ClinicKey key, SessionStore sessions, Action<Phrase> say)
    {
        (_sessions, _say, _time) = (sessions, say, sessions.Clock.Wall);
        _clock = new(_time);
        _calls = new(key.Address, key.Fingerprint, key.Token, _time, say) { Clock = _clock };
        var retelling = new ClinicRetelling(sessions.Store, _calls, _clock, say);
        _delivery = new(sessions.Store, _calls, _clock, say, sessions.Clock) { Retelling = retelling };
        _calls.Epoch = epoch =>
        {
            if (retelling.Hear(epoch))
                _delivery.Wake();
        };
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
    public void Connect(Action<Phrase> stop) => _line ??= new(_calls, stop, Told, _time);

    /// <summary>Shows the desk what goes on; returns at once.</summary>
    public void Show(RoomState state) => _line?.Show(state);

    /// <summary>Something was written down that the clinic is to be told; returns at once.</summary>
    public void Wake() => _delivery.Wake();

    /// <summary>Asks what the clinic says of somebody at a place, for a session.</summary>
    /// <returns>Them; or every reason why there is no session.</returns>
    public async Task<(ClinicPerson? Person, ImmutableArray<Phrase> Against)> MeetAsync(string person, AreaPlace place, CancellationToken cancellation)
    {
        var reply = await _calls.SendAsync(HttpMethod.Get, ClinicWire.Forecast(person, place), null, cancellation).ConfigureAwait(false);
        if (reply.IsUnknown && Allowed(person) is not null)
            return (new(person, null), []);
        if (!reply.IsDone)
            return (null, reply.IsUnknown ? [.. reply.Reasons, "no session begins without the clinic: another room may have treated this person"] : reply.Reasons);
        if (ClinicWire.ReadForecast(reply.Body, place, _clock.Ahead) is not { } forecast)
            return (null, ["the clinic's answer cannot be understood: is one of the two out of date?"]);
        var met = new ClinicPerson(person, forecast);
        lock (_gate)
            _met[(person, place)] = (met, _time.GetTimestamp());
        // It answers again: what waits can go.
        _delivery.Wake();
        return (met, []);
    }

    /// <summary>The same for questions before a session: as the clinic said it a moment ago, or without its word where it cannot be asked.</summary>
    public async Task<ClinicPerson> RecallAsync(string person, AreaPlace place, CancellationToken cancellation)
    {
        lock (_gate)
        {
            foreach (var old in _met.Where(one => _time.GetElapsedTime(one.Value.At) >= Remembered).Select(one => one.Key).ToArray())
                _met.Remove(old);
            if (_met.TryGetValue((person, place), out var known))
                return known.Person;
        }
        return (await MeetAsync(person, place, cancellation).ConfigureAwait(false)).Person ?? new(person, null);
    }

    /// <summary>Reserves what a session plans, before it begins.</summary>
    /// <returns>What is to be kept then; or every reason why there is no session.</returns>
    public async Task<ClinicBooked> BookAsync(SessionKeeping keeping, CancellationToken cancellation)
    {
        var beginning = keeping.Beginning;
        var booking = new ClinicBooking(
            RandomNumberGenerator.GetHexString(32, lowercase: true), keeping.Person!.Id, beginning.Area, beginning.Side, beginning.Planned,
            _clock.There + LongestSession, OwnerProcess.Own);
        try
        {
            if (keeping.Person.Forecast is null)
                return TakeAllowed(keeping, booking);
            _sessions.Store.Write(work => new ClinicBookings(work).Add(booking));
            var reply = await ReserveAsync(booking, cancellation).ConfigureAwait(false);
            if (reply.IsDone)
                return new(keeping with { Beginning = beginning with { Clinic = booking.Clinic } }, []);
            _sessions.Store.Write(work => new ClinicBookings(work).GiveUp(booking.Clinic, _time.GetUtcNow(), refused: !reply.IsUnknown));
            _delivery.Wake();
            return new(null, [.. reply.Reasons, .. reply.IsUnknown ? ["no session: the clinic has not said that it may begin"] : Array.Empty<Phrase>()]);
        }
        catch (StoreException exception)
        {
            return new(null, [exception.Words]);
        }
    }

    /// <summary>Takes a device that several rooms share, for as long as a session may last. Where the clinic cannot be reached nothing is asked: the device itself takes one link.</summary>
    /// <param name="device">What every process of this computer calls it.</param>
    /// <returns>Every reason why this room does not have it; none where it has.</returns>
    public async Task<ImmutableArray<Phrase>> TakeDeviceAsync(string device, CancellationToken cancellation)
    {
        var reply = await _calls.SendAsync(HttpMethod.Post, ClinicWire.Holder(device), ClinicWire.HolderBody(LongestSession), cancellation).ConfigureAwait(false);
        return reply.IsDone || reply.Status is null ? [] : reply.Reasons;
    }

    /// <summary>Gives it back; where that is lost it ends by itself.</summary>
    public Task GiveDeviceBackAsync(string device) => _calls.SendAsync(HttpMethod.Delete, ClinicWire.Holder(device), null, CancellationToken.None, LongestFarewell);

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

    /// <summary>Without the clinic: what is left of an allowance is taken, written down before the session begins.</summary>
    private ClinicBooked TakeAllowed(SessionKeeping keeping, ClinicBooking booking)
    {
        var (taken, left) = _sessions.Store.Write(work =>
        {
            var open = new ClinicAllowances(work).For(booking.Person, _sessions.Clock.Now());
            var enough = open.Where(one => one.Left >= booking.Planned).Select(one => one.Allowance).FirstOrDefault();
            if (enough is not null)
                new ClinicBookings(work).Add(booking with { Allowance = enough.Id });
            return (enough, open.Select(one => one.Left).Append(TimeSpan.Zero).Max());
        });
        return taken is null
            ? new(null, [Phrase.Of($"the clinic does not answer, and of what its desk allows this room without it {left.TotalSeconds:0} s of press are left; {booking.Planned.TotalSeconds:0} s are planned")])
            : new(keeping with { Beginning = keeping.Beginning with { Clinic = booking.Clinic } }, [])
            {
                Note = Phrase.Of($"the clinic does not answer: this session takes {booking.Planned.TotalSeconds:0} s of press of what its desk allows this room without it; what other rooms gave today is not known here"),
            };
    }

    /// <returns>What somebody could have without the clinic; null where that is nothing.</returns>
    private ClinicAllowance? Allowed(string person)
    {
        try
        {
            return _sessions.Store.Read(work => new ClinicAllowances(work).For(person, _sessions.Clock.Now()).FirstOrDefault(one => one.Left > TimeSpan.Zero).Allowance);
        }
        catch (StoreException exception)
        {
            _say(exception.Words);
            return null;
        }
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
        var (path, body) = (ClinicWire.Reserve(booking), ClinicWire.Body(booking));
        var first = await _calls.SendAsync(HttpMethod.Post, path, body, cancellation).ConfigureAwait(false);
        return first.IsUnknown ? await _calls.SendAsync(HttpMethod.Post, path, body, cancellation).ConfigureAwait(false) : first;
    }

    private void Told(bool connected)
    {
        _say(connected ? "the clinic answers" : "the clinic does not answer: sessions under way go on, and no new one begins");
        if (connected)
            _delivery.Wake();
    }
}
