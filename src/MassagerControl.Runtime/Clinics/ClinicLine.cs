using MassagerControl.Core;

namespace MassagerControl.Runtime.Clinics;

/// <summary>The lasting ties to the clinic: a request that waits for STOP, and the state of this room. While they are lost nothing else happens.</summary>
internal sealed class ClinicLine : IAsyncDisposable
{
    // The clinic lets a request wait for 25 s.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(35);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    // A desk sees no more; what is made at each change is in the way of the next STOP.
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(5);

    private readonly ClinicCalls _calls;
    private readonly Action<Phrase> _stop;
    private readonly Action<bool> _connected;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly Lock _stopping = new();
    private readonly SemaphoreSlim _some = new(0);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _listening;
    private readonly Task _showing;
    private RoomState _state = RoomState.Idle;
    private bool? _there;
    private long _stopped;

    /// <param name="stop">Stops every session of this room, with who asked; must return soon and not throw.</param>
    /// <param name="connected">Told when the clinic is there, and when it is not any more; must return soon and not throw.</param>
    public ClinicLine(ClinicCalls calls, Action<Phrase> stop, Action<bool> connected, TimeProvider time)
    {
        (_calls, _stop, _connected, _time) = (calls, stop, connected, time);
        _listening = Task.Run(ListenAsync);
        _showing = Task.Run(ShowAllAsync);
    }

    /// <summary>From any thread; returns at once.</summary>
    public void Show(RoomState state)
    {
        lock (_gate)
        {
            if (_state == state)
                return;
            _state = state;
        }
        if (!_end.IsCancellationRequested)
            _some.Release();
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_listening, _showing).ConfigureAwait(false);
        _end.Dispose();
        _some.Dispose();
    }

    private async Task ListenAsync()
    {
        var pause = FirstPause;
        while (!_end.IsCancellationRequested)
        {
            var reply = await _calls.SendAsync(HttpMethod.Get, ClinicWire.Stops(Interlocked.Read(ref _stopped)), null, _end.Token, LongestWait).ConfigureAwait(false);
            if (Take(reply))
                pause = FirstPause;
            else
            {
                await RestAsync(pause).ConfigureAwait(false);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
    }

    private async Task ShowAllAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            RoomState state;
            lock (_gate)
                state = _state;
            var reply = await _calls.SendAsync(HttpMethod.Post, ClinicWire.State, ClinicWire.Body(state), _end.Token).ConfigureAwait(false);
            if (_end.IsCancellationRequested)
                return;
            Tell(!reply.IsUnknown);
            Take(reply);
            await RestAsync(Between).ConfigureAwait(false);
            await WaitAsync(Heartbeat).ConfigureAwait(false);
        }
    }

    /// <summary>STOP comes with either answer, and goes on at once, on this thread.</summary>
    /// <returns>False where the answer says nothing of the kind.</returns>
    private bool Take(ClinicReply reply)
    {
        if (!reply.IsDone || ClinicWire.ReadStop(reply.Body) is not { Readable: true } said)
            return false;
        if (said.Number is not { } number)
            return true;
        lock (_stopping)
        {
            // Said again, as the clinic does not know that it was heard: what has begun since is not meant.
            if (number <= _stopped)
                return true;
            Interlocked.Exchange(ref _stopped, number);
        }
        _stop("the desk of the clinic");
        return true;
    }

    private void Tell(bool there)
    {
        if (_there == there)
            return;
        _there = there;
        _connected(there);
    }

    private async Task RestAsync(TimeSpan pause)
    {
        try
        {
            await Task.Delay(pause, _time, _end.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The end.
        }
    }

    private async Task WaitAsync(TimeSpan longest)
    {
        using var late = new CancellationTokenSource(longest, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, _end.Token);
        try
        {
            await _some.WaitAsync(either.Token).ConfigureAwait(false);
            while (_some.Wait(0, CancellationToken.None))
            {
                // Woken several times is woken once.
            }
        }
        catch (OperationCanceledException)
        {
            // Nothing has changed: said again, so that the desk sees that this room lives.
        }
    }
}
