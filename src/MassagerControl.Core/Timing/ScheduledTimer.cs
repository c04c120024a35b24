namespace MassagerControl.Core.Timing;

/// <summary>A timer of a provider with a queue of its own; armed again without an allocation.</summary>
internal sealed class ScheduledTimer(ITimerSchedule schedule, TimerCallback callback, object? state) : ITimer
{
    /// <summary>In ticks of 100 ns since the provider began.</summary>
    public long Due { get; set; }

    /// <summary>Orders timers of one instant: who was armed first fires first.</summary>
    public long Sequence { get; set; }

    /// <summary>In ticks of 100 ns; 0 fires once.</summary>
    public long Period { get; set; }

    /// <summary>Its place in the queue, -1 while it is not armed.</summary>
    public int Index { get; set; } = -1;

    public bool Disposed { get; set; }

    /// <summary>Completes when a callback that ran during the disposal has returned.</summary>
    public TaskCompletionSource? Drained { get; set; }

    public void Fire() => callback(state);

    public bool Change(TimeSpan dueTime, TimeSpan period) =>
        schedule.Arm(this, TimerSpan.Checked(dueTime, nameof(dueTime)), TimerSpan.Checked(period, nameof(period)));

    public void Dispose() => schedule.Disarm(this);

    public ValueTask DisposeAsync()
    {
        schedule.Disarm(this);
        return schedule.DrainAsync(this);
    }
}
