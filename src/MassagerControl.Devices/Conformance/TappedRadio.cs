using System.Collections.Immutable;
using MassagerControl.Devices.Gatt;

namespace MassagerControl.Devices.Conformance;

/// <summary>Any radio, with somebody at the line: writes down what leaves, and can break a link, deafen it or hold its answers back.</summary>
/// <remarks>It does nothing that cannot happen between a real radio and a real device. Members may be called from any thread.</remarks>
internal sealed class TappedRadio(IRadio inner, TimeProvider time) : IRadio
{
    private ImmutableList<SentFrame> _sent = [];
    private TappedLink? _current;
    private int _links;
    private int _holding;
    private TaskCompletionSource? _deafening;

    /// <summary>Every write so far, in order.</summary>
    public ImmutableList<SentFrame> Sent => Volatile.Read(ref _sent);

    /// <summary>The link made last.</summary>
    public TappedLink Current => Volatile.Read(ref _current) ?? throw new InvalidOperationException("no link was made yet");

    /// <summary>The next connecting does not end before it is cancelled.</summary>
    public void HoldNextConnecting() => Volatile.Write(ref _holding, 1);

    /// <summary>On the next link nothing arrives and nothing is answered.</summary>
    /// <returns>Completes when that link is there.</returns>
    public Task DeafenNextLink()
    {
        var made = new TaskCompletionSource();
        Volatile.Write(ref _deafening, made);
        return made.Task;
    }

    public Task ScanAsync(Action<Advertisement> seen, CancellationToken cancellation) => inner.ScanAsync(seen, cancellation);

    public async Task<IGattLink> ConnectAsync(string address, CancellationToken cancellation)
    {
        if (Interlocked.Exchange(ref _holding, 0) == 1)
            await CancelledAsync(cancellation).ConfigureAwait(false);
        var made = await inner.ConnectAsync(address, cancellation).ConfigureAwait(false);
        var link = new TappedLink(made, this, Interlocked.Increment(ref _links));
        var deaf = Interlocked.Exchange(ref _deafening, null);
        if (deaf is not null)
            link.Deafen();
        Volatile.Write(ref _current, link);
        deaf?.TrySetResult();
        return link;
    }

    public void Note(TappedLink link, GattCharacteristic characteristic, ReadOnlyMemory<byte> value, WriteMode mode)
    {
        var sent = new SentFrame(time.GetTimestamp(), link.Number, characteristic, value.ToArray(), mode);
        ImmutableInterlocked.Update(ref _sent, list => list.Add(sent));
    }

    private static async Task CancelledAsync(CancellationToken cancellation)
    {
        var cancelled = new TaskCompletionSource();
        using var registration = cancellation.UnsafeRegister(
            static (source, token) => ((TaskCompletionSource)source!).TrySetCanceled(token), cancelled);
        await cancelled.Task.ConfigureAwait(false);
    }
}
