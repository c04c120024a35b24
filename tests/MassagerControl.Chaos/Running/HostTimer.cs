using MassagerControl.Core.Timing;

namespace MassagerControl.Chaos.Running;

/// <summary>A timer of the computer: it rings when the computer's own clock says so, and never while the computer stands still.</summary>
internal sealed class HostTimer : ITimer
{
    private readonly HostTime _host;
    private readonly Action _ring;
    private readonly ITimer _inner;
    private TimeSpan _due;
    private TimeSpan _period;

    public HostTimer(HostTime host, VirtualTimeProvider world, Action ring)
    {
        (_host, _ring) = (host, ring);
        _inner = world.CreateTimer(static timer => ((HostTimer)timer!).Reach(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        _period = period > TimeSpan.Zero ? period : TimeSpan.Zero;
        if (dueTime == Timeout.InfiniteTimeSpan)
            return _inner.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _due = _host.Elapsed + dueTime;
        return Arm(dueTime);
    }

    public void Dispose() => _inner.Dispose();

    public ValueTask DisposeAsync() => _inner.DisposeAsync();

    private bool Arm(TimeSpan wait) => _inner.Change(wait, Timeout.InfiniteTimeSpan);

    private void Reach()
    {
        if (_host.StandsUntil is { } until)
            Arm(until - _host.World);
        else if (_due - _host.Elapsed is var left && left > TimeSpan.Zero)
            Arm(left);
        else
            Ring();
    }

    /// <remarks>Like the program's own deadline thread: the grid of a period stays, ticks that were missed altogether are left out.</remarks>
    private void Ring()
    {
        if (_period > TimeSpan.Zero)
        {
            var missed = Math.Max(0, (_host.Elapsed - _due).Ticks / _period.Ticks);
            _due += (missed + 1) * _period;
            Arm(_due - _host.Elapsed);
        }
        _ring();
    }
}
