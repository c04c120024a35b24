using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Devices.Gatt;

namespace MassagerControl.Devices.OddDevices;

/// <summary>One link to a device that is odd.</summary>
internal sealed class OddLink : IGattLink
{
    // Of the Attribute Protocol over Low Energy: what each link carries, and what of it is not the value's.
    private const int LeastMtu = 23;
    private const int Overhead = 3;

    private readonly OddRadio _radio;
    private readonly IGattLink _inner;
    private readonly int _number;
    private readonly long _made;
    private readonly Lock _gate = new();
    private readonly Dictionary<NeedsFirst, long> _done = [];
    private readonly HashSet<NeedsPress> _pressed = [];
    private readonly Dictionary<GattUuid, Action<ReadOnlyMemory<byte>>> _subscribed = [];
    private readonly List<ITimer> _timers = [];
    private readonly List<Action<GattException>> _pending = [];
    private readonly ImmutableArray<GattCharacteristic> _twins;
    private readonly ITimer? _idle;
    private Action<string>? _observer;
    private string? _lost;
    private bool _closed;

    public OddLink(OddRadio radio, IGattLink inner, int number)
    {
        (_radio, _inner, _number, _made) = (radio, inner, number, radio.Time.GetTimestamp());
        (Characteristics, _twins) = OddCharacteristics.Of(radio, inner.Characteristics);
        inner.ObserveLoss(reason => Lose(reason));
        foreach (var end in radio.Of<EndsLink>().Where(end => IsAmong(end.Links)))
            After(end.After, () => Lose("the device has disconnected"));
        foreach (var press in radio.Of<NeedsPress>())
            After(press.After, () => Press(press));
        Mtu = radio.Of<ShortPackets>().Any() ? LeastMtu : inner.Mtu;
        if (radio.Of<DropsIdle>().FirstOrDefault() is { } idle)
            _idle = After(idle.After, LoseIdle);
    }

    public ImmutableArray<GattCharacteristic> Characteristics { get; }

    public int? Rssi => _inner.Rssi;

    public int? Mtu { get; private set; }

    private bool IsHung => _radio.Of<HangsLink>().Any(hang => IsAmong(hang.Links) && _radio.Time.GetElapsedTime(_made) >= hang.After);

    public void ObserveLoss(Action<string> lost)
    {
        string? reason;
        lock (_gate)
            (_observer, reason) = (lost, _closed ? null : _lost);
        if (reason is not null)
            lost(reason);
    }

    public Task<ReadOnlyMemory<byte>> ReadAsync(GattCharacteristic characteristic, CancellationToken cancellation) =>
        Fate<ReadOnlyMemory<byte>>(new(CentralAct.Read, characteristic, default)) ?? (_twins.Contains(characteristic)
            ? Task.FromResult<ReadOnlyMemory<byte>>(new byte[1])
            : _inner.ReadAsync(characteristic, cancellation));

    public async Task WriteAsync(GattCharacteristic characteristic, ReadOnlyMemory<byte> value, WriteMode mode, CancellationToken cancellation)
    {
        var tooSoon = _radio.TooSoon();
        var act = new Act(CentralAct.Write, characteristic, value) { Lost = tooSoon is not null };
        if ((Fate<bool>(act) ?? Untaken(value, tooSoon)) is { } fate)
        {
            await HeardAsync(fate, mode).ConfigureAwait(false);
            return;
        }
        if (_twins.Contains(characteristic) || IsTooLong(value, mode))
            return;
        var off = _radio.Of<SwitchesOff>().FirstOrDefault(off => value.Span.StartsWith(off.Begins.AsSpan()) && _radio.Count(off) >= off.From);
        var written = _inner.WriteAsync(characteristic, value, mode, cancellation);
        if (off is not { BeforeAnswer: true })
            await written.ConfigureAwait(false);
        if (First<ObeysBadly>(value) is { } bad)
            await HeardAsync(Early<bool>(bad), mode).ConfigureAwait(false);
        if (off is null)
            return;
        _radio.SwitchOff();
        var lost = Lose("the device has disconnected");
        if (off.BeforeAnswer)
            throw GattException.Lost(Phrase.Verbatim(lost));
    }

    public Task SubscribeAsync(GattCharacteristic characteristic, Action<ReadOnlyMemory<byte>> received, CancellationToken cancellation)
    {
        if (Fate<bool>(new(CentralAct.Subscribe, characteristic, default)) is { } fate)
            return fate;
        var elsewhere = _radio.Of<SpeaksElsewhere>().ToArray();
        if (_twins.Contains(characteristic) || elsewhere.Any(move => move.From == characteristic.Uuid))
            return Task.CompletedTask;
        var source = elsewhere.FirstOrDefault(move => move.To == characteristic.Uuid) is { } moved
            ? _inner.Characteristics.First(inner => inner.Uuid == moved.From)
            : characteristic;
        lock (_gate)
            _subscribed[characteristic.Uuid] = received;
        return _inner.SubscribeAsync(source, value => Say(received, value.ToArray()), cancellation);
    }

    public async Task RequestMtuAsync(int bytes, CancellationToken cancellation)
    {
        await _inner.RequestMtuAsync(bytes, cancellation).ConfigureAwait(false);
        Mtu = _radio.Of<ShortPackets>().FirstOrDefault() is { } packets ? Math.Min(bytes, packets.Mtu) : _inner.Mtu;
    }

    public Task BondAsync(CancellationToken cancellation) =>
        Fate<bool>(new(CentralAct.Bond, null, default)) ?? _inner.BondAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        lock (_gate)
            _closed = true;
        Lose("closed");
        await _inner.DisposeAsync().ConfigureAwait(false);
    }

    private bool IsLost
    {
        get
        {
            lock (_gate)
                return _lost is not null;
        }
    }

    private bool IsAmong(int? links) => links is not { } most || _number <= most;

    private bool IsTooLong(ReadOnlyMemory<byte> value, WriteMode mode) =>
        mode == WriteMode.WithoutResponse && _radio.Of<ShortPackets>().Any() && value.Length > Mtu - Overhead;

    /// <summary>Somebody has pressed.</summary>
    private void Press(NeedsPress press)
    {
        Action<ReadOnlyMemory<byte>>? received;
        lock (_gate)
        {
            _pressed.Add(press);
            received = _subscribed.GetValueOrDefault(press.On);
        }
        if (received is not null)
            Say(received, [.. press.Says]);
    }

    private bool IsUnpressed(CentralAct act)
    {
        lock (_gate)
            return act == CentralAct.Write && !_radio.Of<NeedsPress>().All(_pressed.Contains);
    }

    /// <returns>What becomes of a write that comes to nothing; null for one that does not.</returns>
    private Task<bool>? Untaken(ReadOnlyMemory<byte> value, NeedsGap? tooSoon)
    {
        var why = tooSoon ?? (BadFate?)_radio.Of<NeedsRest>().FirstOrDefault(rest => _radio.Time.GetElapsedTime(_made) < rest.After)
            ?? First<IgnoresWrites>(value);
        return why is null ? null : Early<bool>(why);
    }

    /// <returns>The first that the write is for and that is neither to come nor used up.</returns>
    private T? First<T>(ReadOnlyMemory<byte> value)
        where T : BadWrites => _radio.Of<T>().FirstOrDefault(bad =>
            value.Span.StartsWith(bad.Begins.AsSpan()) && _radio.Count(bad) is var count && count >= bad.From && !(count >= bad.From + bad.Times));

    /// <summary>Nobody hears what becomes of a command, unless it costs the link.</summary>
    private Task HeardAsync(Task fate, WriteMode mode) => mode == WriteMode.WithResponse || IsLost ? fate : Task.CompletedTask;

    /// <returns>What becomes of an act that does not come to the device; null when it does.</returns>
    private Task<T>? Fate<T>(Act act)
    {
        if (Lost() is { } lost)
            return Task.FromException<T>(lost);
        if (IsHung)
            return Unanswered<T>();
        _idle?.Change(_radio.Of<DropsIdle>().First().After, Timeout.InfiniteTimeSpan);
        if (IsUnpressed(act.Kind))
            return Task.FromResult<T>(default!);
        return Undone(act) is { } undone ? Early<T>(undone) : null;
    }

    private Task<T> Early<T>(BadFate why) => why.Fate switch
    {
        EarlyFate.Ignore => Task.FromResult<T>(default!),
        EarlyFate.Refuse => Task.FromException<T>(GattException.Refused(why.Code, "the device refused")),
        EarlyFate.Drop => Task.FromException<T>(GattException.Lost(Phrase.Verbatim(Lose("the device has disconnected")))),
        EarlyFate.Silent => Unanswered<T>(),
    };

    /// <returns>What must come first and has not; null when nothing stands in the way of the act.</returns>
    private NeedsFirst? Undone(Act act)
    {
        lock (_gate)
        {
            foreach (var needs in _radio.Of<NeedsFirst>())
                if (!act.Lost && act.Does(needs))
                    _done[needs] = _radio.Time.GetTimestamp();
            return _radio.Of<NeedsFirst>().FirstOrDefault(needs => needs.Of.Contains(act.Kind) && !IsDone(needs));
        }
    }

    private bool IsDone(NeedsFirst needs) =>
        _done.TryGetValue(needs, out var at) && (needs.Lasts is not { } lasts || _radio.Time.GetElapsedTime(at) < lasts);

    private Task<T> Unanswered<T>()
    {
        var answer = new TaskCompletionSource<T>();
        lock (_gate)
            _pending.Add(lost => answer.TrySetException(lost));
        return answer.Task;
    }

    private GattException? Lost()
    {
        lock (_gate)
            return _lost is { } reason ? GattException.Lost(Phrase.Verbatim(reason)) : null;
    }

    private void Say(Action<ReadOnlyMemory<byte>> received, byte[] value)
    {
        if (IsLost || IsHung || _radio.Of<FallsSilent>().Any(falls => IsAmong(falls.Links) && _radio.Time.GetElapsedTime(_made) >= falls.After))
            return;
        if (_radio.Of<SpeaksLate>().FirstOrDefault() is { } late)
            After(late.By, () => received(value));
        else
            received(value);
    }

    private ITimer After(TimeSpan wait, Action act)
    {
        var timer = _radio.Time.CreateTimer(
            _ =>
            {
                if (!IsLost)
                    act();
            },
            null, wait, Timeout.InfiniteTimeSpan);
        lock (_gate)
            _timers.Add(timer);
        return timer;
    }

    private void LoseIdle()
    {
        _radio.CountIdle();
        Lose("the device has disconnected: nothing was said");
    }

    /// <returns>The reason.</returns>
    private string Lose(string reason)
    {
        Action<string>? observer;
        Action<GattException>[] pending;
        lock (_gate)
        {
            if (_lost is not null)
                return reason;
            _lost = reason;
            observer = _closed ? null : _observer;
            pending = [.. _pending];
            _timers.ForEach(timer => timer.Dispose());
        }
        _ = _inner.DisposeAsync().AsTask();
        observer?.Invoke(reason);
        foreach (var fail in pending)
            fail(GattException.Lost(Phrase.Verbatim(reason)));
        return reason;
    }

    /// <param name="On">Null for an act on the link as a whole.</param>
    private sealed record Act(CentralAct Kind, GattCharacteristic? On, ReadOnlyMemory<byte> Value)
    {
        /// <summary>The device does not notice it.</summary>
        public bool Lost { get; init; }

        public bool Does(NeedsFirst needs) => Kind == needs.First
            && (needs.On is not { } uuid || On?.Uuid == uuid)
            && Value.Span.StartsWith(needs.Begins.AsSpan());
    }
}
