using System.Collections.Immutable;
using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Gatt;

namespace MassagerControl.Devices.Conformance;

/// <summary>A link with somebody at the line.</summary>
/// <param name="number">Counts links from 1.</param>
internal sealed class TappedLink(IGattLink inner, TappedRadio radio, int number) : IGattLink
{
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _broken = new();
    private TaskCompletionSource? _held;
    private Action<string>? _observer;
    private string? _lost;
    private volatile bool _deaf;
    private volatile bool _spoke;
    private volatile bool _ending;
    private volatile bool _takenAway;

    public int Number => number;

    public ImmutableArray<GattCharacteristic> Characteristics => inner.Characteristics;

    public int? Rssi => inner.Rssi;

    public int? Mtu => inner.Mtu;

    public LossCause LossCause => inner.LossCause;

    /// <summary>The device has notified something where the driver listens.</summary>
    public bool HasSpoken => _spoke;

    /// <summary>The device has ended the link, and nobody here.</summary>
    public bool IsTakenAway => _takenAway;

    /// <summary>From now on nothing arrives at the device and nothing is answered.</summary>
    public void Deafen() => _deaf = true;

    /// <summary>From now on writes arrive, but their answers wait for <see cref="ReleaseAnswers"/>.</summary>
    public void HoldAnswers()
    {
        lock (_gate)
            _held ??= new TaskCompletionSource();
    }

    public void ReleaseAnswers()
    {
        TaskCompletionSource? held;
        lock (_gate)
            (held, _held) = (_held, null);
        held?.TrySetResult();
    }

    /// <summary>The link breaks, as when somebody walks away with the radio.</summary>
    public async Task BreakAsync()
    {
        _ending = true;
        await inner.DisposeAsync().ConfigureAwait(false);
        Lose("the link was broken");
    }

    public void ObserveLoss(Action<string> lost)
    {
        string? reason;
        lock (_gate)
            (_observer, reason) = (lost, _lost);
        inner.ObserveLoss(Lose);
        if (reason is not null)
            lost(reason);
    }

    public Task<ReadOnlyMemory<byte>> ReadAsync(GattCharacteristic characteristic, CancellationToken cancellation) =>
        _deaf ? DeafAsync<ReadOnlyMemory<byte>>() : inner.ReadAsync(characteristic, cancellation);

    public async Task WriteAsync(GattCharacteristic characteristic, ReadOnlyMemory<byte> value, WriteMode mode, CancellationToken cancellation)
    {
        radio.Note(this, characteristic, value, mode);
        if (_deaf)
        {
            if (mode == WriteMode.WithResponse)
                await DeafAsync<bool>().ConfigureAwait(false);
            return;
        }
        Task held;
        lock (_gate)
            held = mode == WriteMode.WithResponse && _held is { } source ? source.Task : Task.CompletedTask;
        await inner.WriteAsync(characteristic, value, mode, cancellation).ConfigureAwait(false);
        await held.ConfigureAwait(false);
    }

    public Task SubscribeAsync(GattCharacteristic characteristic, Action<ReadOnlyMemory<byte>> received, CancellationToken cancellation) =>
        _deaf ? DeafAsync<bool>() : inner.SubscribeAsync(characteristic, Hear(received), cancellation);

    public Task RequestMtuAsync(int bytes, CancellationToken cancellation) => _deaf ? DeafAsync<bool>() : inner.RequestMtuAsync(bytes, cancellation);

    public Task BondAsync(CancellationToken cancellation) => _deaf ? DeafAsync<bool>() : inner.BondAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        _ending = true;
        _broken.TrySetResult();
        await inner.DisposeAsync().ConfigureAwait(false);
    }

    private Action<ReadOnlyMemory<byte>> Hear(Action<ReadOnlyMemory<byte>> received) => value =>
    {
        _spoke = true;
        received(value);
    };

    private async Task<T> DeafAsync<T>()
    {
        await _broken.Task.ConfigureAwait(false);
        throw GattException.Lost("the link was closed before an answer came");
    }

    private void Lose(string reason)
    {
        Action<string>? observer;
        lock (_gate)
        {
            if (_lost is not null)
                return;
            (_lost, observer) = (reason, _observer);
            _takenAway = !_ending;
        }
        observer?.Invoke(reason);
        _broken.TrySetResult();
        ReleaseAnswers();
    }
}
