namespace MassagerControl.App.Terminal;

/// <summary>The keys that are pressed after a screen has gone: its thread goes on reading, so that whoever asks next gets them from here.</summary>
/// <remarks>Members may be called from any thread.</remarks>
internal sealed class LateKeys
{
    private readonly object _gate = new();
    private readonly Queue<ConsoleKeyInfo> _keys = [];
    private bool _ended;

    public void Add(ConsoleKeyInfo key)
    {
        lock (_gate)
        {
            _keys.Enqueue(key);
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>There will be no more.</summary>
    public void End()
    {
        lock (_gate)
        {
            _ended = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>What was pressed before now answers nothing.</summary>
    public void Forget()
    {
        lock (_gate)
            _keys.Clear();
    }

    /// <summary>Waits for the next key.</summary>
    /// <returns>Null where there will be none, or nobody waits any more.</returns>
    public ConsoleKeyInfo? Take(CancellationToken cancellation)
    {
        using var called = cancellation.Register(() =>
        {
            lock (_gate)
                Monitor.PulseAll(_gate);
        });
        lock (_gate)
        {
            while (_keys.Count == 0 && !_ended && !cancellation.IsCancellationRequested)
                Monitor.Wait(_gate);
            return _keys.Count > 0 && !cancellation.IsCancellationRequested ? _keys.Dequeue() : null;
        }
    }
}
