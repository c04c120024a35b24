using System.Threading.Channels;
using MassagerControl.Devices.Gatt;

namespace MassagerControl.Radio.InTheHand;

/// <summary>What a link is on every system: one request at a time, values passed on in order, a loss told once.</summary>
/// <remarks>
/// Members may be called from any thread. <see cref="Hear"/> and <see cref="Lose"/> return at once and never throw: they are called on the
/// library's own thread, where to block delays the next write and to throw ends every subscription of the process.
/// </remarks>
internal sealed class LinkState
{
    // A device that reports a hundred times a second for ten seconds while nobody takes it; then the oldest values go.
    private const int MostWaiting = 1_024;

    private readonly Lock _gate = new();
    private readonly TaskCompletionSource<string> _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<(Action<ReadOnlyMemory<byte>> Receiver, byte[] Value)> _heard =
        Channel.CreateBounded<(Action<ReadOnlyMemory<byte>>, byte[])>(new BoundedChannelOptions(MostWaiting)
        {
            FullMode = BoundedChannelFullMode.DropOldest,
            SingleReader = true,
        });

    private bool _asking;
    private bool _tell;

    public LinkState() => _ = PassOnAsync();

    public bool IsLost => _lost.Task.IsCompleted;

    /// <summary>Completes with the reason when the link is lost or closed.</summary>
    public Task<string> Lost => _lost.Task;

    public void Observe(Action<string> observer) => _ = TellAsync(observer);

    public void Hear(Action<ReadOnlyMemory<byte>> receiver, byte[] value)
    {
        if (!IsLost)
            _heard.Writer.TryWrite((receiver, value));
    }

    public void Lose(string reason) => End(reason, tell: true);

    /// <summary>Ends the link without telling the observer.</summary>
    /// <returns>False when it had ended already.</returns>
    public bool Close() => End("closed", tell: false);

    /// <summary>A request: read, write with response, subscribe. The next one is refused until the device has answered, whether or not somebody still waits.</summary>
    public async Task<T> RequestAsync<T>(Func<Task<T>> ask, CancellationToken cancellation)
    {
        lock (_gate)
        {
            ThrowIfLost();
            if (_asking)
                throw new GattException(GattFailure.Refused, "a request is unanswered: one at a time");
            _asking = true;
        }
        var answer = Answered(ask);
        return await UntilLostAsync(answer, cancellation).ConfigureAwait(false);
    }

    /// <summary>The answer, unless the link is lost before it.</summary>
    public async Task<T> UntilLostAsync<T>(Task<T> answer, CancellationToken cancellation)
    {
        Bounded.Observe(answer);
        var first = await Task.WhenAny(answer, Lost).Within(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation).ConfigureAwait(false);
        if (first != answer)
            ThrowIfLost();
        return await answer.ConfigureAwait(false);
    }

    public void ThrowIfLost()
    {
        if (Lost is { IsCompletedSuccessfully: true, Result: var reason })
            throw GattException.Lost(reason);
    }

    private async Task<T> Answered<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask().ConfigureAwait(false);
        }
        finally
        {
            lock (_gate)
                _asking = false;
        }
    }

    private bool End(string reason, bool tell)
    {
        lock (_gate)
        {
            if (IsLost)
                return false;
            _tell = tell;
            _lost.SetResult(reason);
        }
        _heard.Writer.TryComplete();
        return true;
    }

    private async Task TellAsync(Action<string> observer)
    {
        var reason = await Lost.ConfigureAwait(false);
        if (_tell)
            observer(reason);
    }

    private async Task PassOnAsync()
    {
        try
        {
            await foreach (var (receiver, value) in _heard.Reader.ReadAllAsync().ConfigureAwait(false))
                if (!IsLost)
                    receiver(value);
        }
#pragma warning disable CA1031 // Whatever a receiver throws, the link must end in order: nobody would hear the device any more.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Lose($"a value could not be taken in: {exception.Message}");
        }
    }
}
