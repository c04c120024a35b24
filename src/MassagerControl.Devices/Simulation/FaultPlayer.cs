namespace MassagerControl.Devices.Simulation;

/// <summary>Lets the faults of a script happen when their time or their write comes.</summary>
internal sealed class FaultPlayer : IDisposable
{
    private readonly List<Waiting> _waiting = [];
    private readonly List<ITimer> _timers = [];
    private readonly Action<Fault> _happen;

    /// <param name="happen">Called from a timer for faults with a time only; faults of a write are returned by <see cref="NextWrite"/>.</param>
    public FaultPlayer(FaultScript script, TimeProvider time, Action<Fault> happen)
    {
        _happen = happen;
        foreach (var fault in script.Faults)
        {
            var waiting = new Waiting(fault);
            if (fault.At is not { } at || at == TimeSpan.Zero)
                Open(waiting);
            else
                _timers.Add(time.CreateTimer(_ => Open(waiting), null, at, Timeout.InfiniteTimeSpan));
        }
    }

    /// <summary>A write is on its way: which faults happen with it?</summary>
    public IReadOnlyList<Fault> NextWrite()
    {
        lock (_waiting)
        {
            if (_waiting.Count == 0)
                return [];
            var faults = new List<Fault>();
            foreach (var waiting in _waiting)
                if (--waiting.Left == 0)
                    faults.Add(waiting.Script.Fault);
            _waiting.RemoveAll(static waiting => waiting.Left <= 0);
            return faults;
        }
    }

    public void Dispose()
    {
        foreach (var timer in _timers)
            timer.Dispose();
    }

    private void Open(Waiting waiting)
    {
        if (waiting.Script.Write is null)
            _happen(waiting.Script.Fault);
        else
            lock (_waiting)
                _waiting.Add(waiting);
    }

    private sealed class Waiting(ScriptedFault script)
    {
        public ScriptedFault Script { get; } = script;

        public int Left { get; set; } = script.Write ?? 0;
    }
}
