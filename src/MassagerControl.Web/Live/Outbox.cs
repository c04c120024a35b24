namespace MassagerControl.Web.Live;

/// <summary>What is still to be sent to one remote: messages in order, and the state, of which only the newest counts.</summary>
/// <remarks>Members may be called from any thread and return at once, but for <see cref="NextAsync"/>, which is for one sender.</remarks>
internal sealed class Outbox : IDisposable
{
    /// <summary>Between two states: nobody sees more, and what is made for ten remotes at each change is in the way of the next STOP.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>A remote that is so far behind takes nothing any more.</summary>
    public const int Most = 2_000;

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _some = new(0);
    private readonly Queue<string> _messages = new();
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private bool _stale = true;
    private bool _due = true;
    private bool _closed;
    private long _shown;

    public Outbox(TimeProvider time)
    {
        _time = time;
        _timer = time.CreateTimer(_ => Due(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <returns>False where the remote does not take what is sent to it.</returns>
    public bool Add(string message)
    {
        lock (_gate)
        {
            if (_closed)
                return true;
            if (_messages.Count >= Most)
                return false;
            _messages.Enqueue(message);
            _some.Release();
            return true;
        }
    }

    /// <summary>The state may be another one now.</summary>
    public void StateChanged()
    {
        lock (_gate)
        {
            if (_stale || _closed)
                return;
            _stale = true;
            var early = Pause - _time.GetElapsedTime(_shown);
            if (early > TimeSpan.Zero)
                _timer.Change(early, Timeout.InfiniteTimeSpan);
            else
                LetGo();
        }
    }

    /// <returns>The next message, or null for the state as it is then.</returns>
    public async Task<string?> NextAsync(CancellationToken cancellation)
    {
        while (true)
        {
            lock (_gate)
            {
                if (_messages.TryDequeue(out var message))
                    return message;
                if (_due)
                {
                    (_stale, _due, _shown) = (false, false, _time.GetTimestamp());
                    return null;
                }
            }
            await _some.WaitAsync(cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Whoever still has something to say may say it, to nobody.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
            _timer.Dispose();
            _some.Dispose();
        }
    }

    private void Due()
    {
        lock (_gate)
            if (!_closed)
                LetGo();
    }

    private void LetGo()
    {
        _due = true;
        _some.Release();
    }
}
