namespace MassagerControl.Core.Timing;

/// <summary>Time that moves only when it is told to: the next timer is always the next thing that happens.</summary>
/// <remarks>
/// For one thread only. Timers fire inside <see cref="RunNext"/>, <see cref="Advance"/> and <see cref="RunUntil"/>, on the caller's thread, ordered by
/// their due time and, at one instant, by when they were armed. A callback's exception reaches the caller.
/// </remarks>
public sealed class VirtualTimeProvider : TimeProvider, ITimerSchedule
{
    private static readonly DateTimeOffset Epoch = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly TimerQueue _queue = new();
    private long _now;

    /// <value>10 MHz: a timestamp is a count of 100 ns.</value>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>How far time has moved.</summary>
    public TimeSpan Elapsed => new(_now);

    public override long GetTimestamp() => _now;

    /// <returns>Counted from the beginning of the year 2000, in every run.</returns>
    public override DateTimeOffset GetUtcNow() => Epoch.AddTicks(_now);

    /// <exception cref="ArgumentOutOfRangeException">A time is negative and not infinite, or longer than 49.7 days.</exception>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new ScheduledTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves to the next timer and fires it.</summary>
    /// <returns>False when no timer is armed.</returns>
    public bool RunNext()
    {
        if (_queue.First is not { } timer)
            return false;
        _now = timer.Due;
        if (timer.Period > 0)
            _queue.Set(timer, timer.Due + timer.Period);
        else
            _queue.Remove(timer);
        timer.Fire();
        return true;
    }

    /// <summary>Moves on by the given time and fires every timer that comes due on the way.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative.</exception>
    public void Advance(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        var end = _now + time.Ticks;
        while (_queue.First is { } timer && timer.Due <= end)
            RunNext();
        _now = end;
    }

    /// <summary>Moves on from timer to timer until the task is complete.</summary>
    /// <exception cref="InvalidOperationException">The task is not complete and no timer is left.</exception>
    public void RunUntil(Task task)
    {
        ArgumentNullException.ThrowIfNull(task);
        while (!task.IsCompleted)
            if (!RunNext())
                throw new InvalidOperationException("nothing left to happen");
    }

    bool ITimerSchedule.Arm(ScheduledTimer timer, long dueTime, long period)
    {
        if (timer.Disposed)
            return false;
        timer.Period = period;
        if (dueTime == TimerSpan.Never)
            _queue.Remove(timer);
        else
            _queue.Set(timer, _now + dueTime);
        return true;
    }

    void ITimerSchedule.Disarm(ScheduledTimer timer)
    {
        timer.Disposed = true;
        _queue.Remove(timer);
    }

    // One thread: whoever asks is either outside every callback or inside the one that it would wait for.
    ValueTask ITimerSchedule.DrainAsync(ScheduledTimer timer) => ValueTask.CompletedTask;
}
