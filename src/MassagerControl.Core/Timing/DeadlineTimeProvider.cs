namespace MassagerControl.Core.Timing;

/// <summary>Real time with one thread of its own that keeps every deadline, however busy the thread pool is.</summary>
/// <remarks>
/// Deadlines are absolute and monotonic; the thread sleeps until the earliest and is woken when an earlier one is armed. Callbacks run on that thread,
/// one after the other, and must be short. All members may be called from any thread.
/// At another speed than 1 no real thing keeps time with it, so time waits for its deadlines: it never passes one that has not been kept, and stands
/// still while one is. A computer that is too slow makes it go slower; nobody's deadline is missed for that.
/// </remarks>
public sealed class DeadlineTimeProvider : TimeProvider, ITimerSchedule, IDisposable
{
    // A stuck callback must not keep the program from ending.
    private static readonly TimeSpan LongestFarewell = TimeSpan.FromSeconds(2);

    // Real time: what a computer lost in a moment is made up for; what is more is lost for good.
    private static readonly TimeSpan MostMadeUp = TimeSpan.FromMilliseconds(250);

    private readonly object _gate = new();
    private readonly TimerQueue _queue = new();
    private readonly Action<Exception> _callbackThrew;
    private readonly double _speed;
    private readonly long _began = System.GetTimestamp();
    private readonly DateTimeOffset _beganUtc = System.GetUtcNow();
    private readonly Thread _thread;
    private ScheduledTimer? _running;
    private long _stands;
    private long _lost;
    private bool _disposed;

    /// <param name="callbackThrew">Takes what a callback threw, on the deadline thread; must not throw.</param>
    /// <param name="speed">2 is twice as fast as real time; finite and above 0.</param>
    public DeadlineTimeProvider(Action<Exception> callbackThrew, double speed = 1)
    {
        ArgumentNullException.ThrowIfNull(callbackThrew);
        if (!double.IsFinite(speed) || speed <= 0)
            throw new ArgumentOutOfRangeException(nameof(speed), speed, "A speed is a finite number above 0.");
        (_callbackThrew, _speed) = (callbackThrew, speed);
        _thread = new Thread(Run) { IsBackground = true, Name = "deadlines", Priority = ThreadPriority.AboveNormal };
        _thread.Start();
    }

    /// <value>10 MHz: a timestamp is a count of 100 ns.</value>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <returns>Monotonic, since the provider was made; at a speed of 2 it moves twice as fast.</returns>
    public override long GetTimestamp() => _speed == 1 ? System.GetElapsedTime(_began).Ticks : Waiting();

    /// <returns>The wall clock, jumps included; at another speed than 1 there are none.</returns>
    public override DateTimeOffset GetUtcNow() => _speed == 1 ? System.GetUtcNow() : _beganUtc.AddTicks(GetTimestamp());

    /// <summary>How fast time went since the beginning; below the speed where the computer was too slow for it.</summary>
    public double SpeedReached => GetTimestamp() / Math.Max(1.0, System.GetElapsedTime(_began).Ticks);

    /// <exception cref="ArgumentOutOfRangeException">A time is negative and not infinite, or longer than 49.7 days.</exception>
    /// <exception cref="ObjectDisposedException">The provider is disposed.</exception>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new ScheduledTimer(this, callback, state);
        ObjectDisposedException.ThrowIf(!timer.Change(dueTime, period), this);
        return timer;
    }

    /// <summary>Ends the thread; no callback starts after this returns, unless it is called by one that takes longer than two seconds.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            Monitor.Pulse(_gate);
        }
        if (Thread.CurrentThread != _thread)
            _thread.Join(LongestFarewell);
    }

    bool ITimerSchedule.Arm(ScheduledTimer timer, long dueTime, long period)
    {
        lock (_gate)
        {
            if (timer.Disposed || _disposed)
                return false;
            timer.Period = period;
            if (dueTime == TimerSpan.Never)
                _queue.Remove(timer);
            else
                _queue.Set(timer, GetTimestamp() + dueTime);
            if (_queue.First == timer)
                Monitor.Pulse(_gate);
            return true;
        }
    }

    void ITimerSchedule.Disarm(ScheduledTimer timer)
    {
        lock (_gate)
        {
            timer.Disposed = true;
            _queue.Remove(timer);
        }
    }

    ValueTask ITimerSchedule.DrainAsync(ScheduledTimer timer)
    {
        lock (_gate)
        {
            if (_running != timer)
                return ValueTask.CompletedTask;
            timer.Drained ??= new TaskCompletionSource();
            return new ValueTask(timer.Drained.Task);
        }
    }

    private long Waiting()
    {
        lock (_gate)
        {
            if (_running is not null)
                return _stands;
            var now = (long)(System.GetElapsedTime(_began).Ticks * _speed) - _lost;
            if (_queue.First is not { } first || now <= first.Due)
                return now;
            _lost += Math.Max(0, now - first.Due - (long)(MostMadeUp.Ticks * _speed));
            return first.Due;
        }
    }

    private void Run()
    {
        while (Next() is { } timer)
        {
            Fire(timer);
            Finished(timer);
        }
    }

    /// <summary>Waits for the next timer and takes it; null when the provider is disposed.</summary>
    private ScheduledTimer? Next()
    {
        lock (_gate)
        {
            while (!_disposed)
            {
                var wait = Wait(_queue.First);
                if (wait == TimeSpan.Zero)
                    return Take(_queue.First!);
                Monitor.Wait(_gate, wait);
            }
            return null;
        }
    }

    /// <summary>Real time until the timer is due, in whole milliseconds rounded up: waking early would only mean waiting again.</summary>
    private TimeSpan Wait(ScheduledTimer? first)
    {
        if (first is null)
            return Timeout.InfiniteTimeSpan;
        var left = (first.Due - GetTimestamp()) / _speed;
        var milliseconds = Math.Min(Math.Ceiling(left / TimeSpan.TicksPerMillisecond), int.MaxValue);
        return milliseconds <= 0 ? TimeSpan.Zero : TimeSpan.FromMilliseconds(milliseconds);
    }

    private ScheduledTimer Take(ScheduledTimer timer)
    {
        var due = timer.Due;
        if (timer.Period > 0)
            _queue.Set(timer, NextOnGrid(timer));
        else
            _queue.Remove(timer);
        (_running, _stands) = (timer, due);
        return timer;
    }

    // The grid stays where it was; ticks that were missed altogether are left out, not made up for in a burst.
    private long NextOnGrid(ScheduledTimer timer)
    {
        var missed = Math.Max(0, (GetTimestamp() - timer.Due) / timer.Period);
        return timer.Due + (missed + 1) * timer.Period;
    }

    private void Fire(ScheduledTimer timer)
    {
        try
        {
            timer.Fire();
        }
#pragma warning disable CA1031 // One timer's bug must not end the thread that keeps everybody's deadlines; the owner is told.
        catch (Exception thrown)
#pragma warning restore CA1031
        {
            _callbackThrew(thrown);
        }
    }

    private void Finished(ScheduledTimer timer)
    {
        TaskCompletionSource? drained;
        lock (_gate)
        {
            _running = null;
            drained = timer.Drained;
        }
        drained?.SetResult();
    }
}
