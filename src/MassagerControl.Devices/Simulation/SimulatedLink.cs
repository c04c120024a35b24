using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Devices.Gatt;

namespace MassagerControl.Devices.Simulation;

/// <summary>A central's end of the link to a simulated device.</summary>
internal sealed class SimulatedLink(SimulatedPeripheral peripheral) : IGattLink
{
    private readonly Lock _gate = new();
    private readonly Dictionary<GattCharacteristic, Action<ReadOnlyMemory<byte>>> _subscribed = [];
    private readonly LinkLoss _loss = new();
    private Action<GattException>? _pending;

    public ImmutableArray<GattCharacteristic> Characteristics => peripheral.Characteristics;

    public int? Mtu => peripheral.Mtu;

    public void ObserveLoss(Action<string> lost) => _loss.Observe(lost);

    public Task<ReadOnlyMemory<byte>> ReadAsync(GattCharacteristic characteristic, CancellationToken cancellation) =>
        Request<ReadOnlyMemory<byte>>(answer => peripheral.Read(this, characteristic, answer));

    public Task WriteAsync(GattCharacteristic characteristic, ReadOnlyMemory<byte> value, WriteMode mode, CancellationToken cancellation)
    {
        var bytes = value.ToArray();
        if (mode == WriteMode.WithResponse)
            return Request<bool>(answer => peripheral.Write(this, characteristic, bytes, answer));
        if (Failure() is { } lost)
            return Task.FromException(lost);
        peripheral.Write(this, characteristic, bytes[..Math.Min(bytes.Length, peripheral.Mtu - GattLimits.CommandHeader)], null);
        return Task.CompletedTask;
    }

    public Task SubscribeAsync(GattCharacteristic characteristic, Action<ReadOnlyMemory<byte>> received, CancellationToken cancellation) =>
        Request<bool>(answer =>
        {
            lock (_gate)
                _subscribed[characteristic] = received;
            peripheral.Subscribe(this, characteristic, answer);
        });

    public ValueTask DisposeAsync()
    {
        Close();
        return ValueTask.CompletedTask;
    }

    public void Close()
    {
        Lose("closed", tell: false);
        peripheral.Leave(this);
    }

    public bool Hears(GattCharacteristic characteristic)
    {
        lock (_gate)
            return _loss.Reason is null && _subscribed.ContainsKey(characteristic);
    }

    public void Notify(GattCharacteristic characteristic, byte[] value)
    {
        Action<ReadOnlyMemory<byte>>? received;
        lock (_gate)
            received = _loss.Reason is null ? _subscribed.GetValueOrDefault(characteristic) : null;
        received?.Invoke(value);
    }

    public void Lose(string reason) => Lose(reason, tell: true);

    private void Lose(string reason, bool tell)
    {
        Action<GattException>? pending;
        if (!_loss.TryLose(reason, out var observer))
            return;
        lock (_gate)
            (pending, _pending) = (_pending, null);
        if (tell)
            observer?.Invoke(reason);
        pending?.Invoke(GattException.Lost(Phrase.Verbatim(reason)));
    }

    private GattException? Failure() => _loss.Reason is { } reason ? GattException.Lost(Phrase.Verbatim(reason)) : null;

    private Task<T> Request<T>(Action<Answer<T>> ask)
    {
        var answer = new Answer<T>(Answered);
        lock (_gate)
        {
            if (_loss.Reason is { } reason)
                return Task.FromException<T>(GattException.Lost(Phrase.Verbatim(reason)));
            if (_pending is not null)
                return Task.FromException<T>(new GattException(GattFailure.Refused, "a request is unanswered: one at a time"));
            _pending = answer.Fail;
        }
        ask(answer);
        return answer.Task;
    }

    private void Answered()
    {
        lock (_gate)
            _pending = null;
    }
}

/// <summary>What a device answers to a request.</summary>
internal sealed class Answer<T>(Action answered)
{
    private readonly TaskCompletionSource<T> _source = new();

    public Task<T> Task => _source.Task;

    public void Give(T value)
    {
        answered();
        _source.TrySetResult(value);
    }

    public void Fail(GattException exception)
    {
        answered();
        _source.TrySetException(exception);
    }
}
