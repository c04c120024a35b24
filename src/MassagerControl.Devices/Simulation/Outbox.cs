namespace MassagerControl.Devices.Simulation;

/// <summary>Calls out of the simulated device, one at a time and in order, never while the device's own lock is held.</summary>
internal sealed class Outbox
{
    private readonly Lock _gate = new();
    private readonly Queue<Action> _calls = [];
    private bool _draining;

    public void Add(Action call)
    {
        lock (_gate)
            _calls.Enqueue(call);
    }

    /// <summary>Makes all calls, unless somebody is at it already (then they make these too).</summary>
    public void Drain()
    {
        while (Next() is { } call)
            Make(call);
    }

    private void Make(Action call)
    {
        try
        {
            call();
        }
        finally
        {
            lock (_gate)
                _draining = false;
        }
    }

    private Action? Next()
    {
        lock (_gate)
        {
            if (_draining || !_calls.TryDequeue(out var call))
                return null;
            _draining = true;
            return call;
        }
    }
}
