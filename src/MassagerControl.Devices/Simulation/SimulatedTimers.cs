namespace MassagerControl.Devices.Simulation;

/// <summary>What a virtual device does later.</summary>
/// <remarks>Not safe for threads: every member is called by whoever has the device's gate.</remarks>
/// <param name="now">Since the device began.</param>
/// <param name="run">Runs an act with the device's gate; from any thread.</param>
internal sealed class SimulatedTimers(TimeProvider time, Func<TimeSpan> now, Action<Action> run) : IDisposable
{
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(1);

    private readonly List<ITimer> _timers = [];

    public void After(TimeSpan wait, Action act)
    {
        ITimer? timer = null;
        var due = now() + wait;
        timer = time.CreateTimer(_ => run(Due), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timers.Add(timer);
        timer.Change(wait, Timeout.InfiniteTimeSpan);

        void Due()
        {
            // The system's timers may fire some milliseconds before the clock says so; a fault that still lasts would then never be seen to end.
            if (due - now() is var left && left > TimeSpan.Zero)
            {
                timer!.Change(left < ShortestWait ? ShortestWait : left, Timeout.InfiniteTimeSpan);
                return;
            }
            _timers.Remove(timer!);
            timer!.Dispose();
            act();
        }
    }

    public void Dispose()
    {
        foreach (var timer in _timers)
            timer.Dispose();
    }
}
