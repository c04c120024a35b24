namespace MassagerControl.Core.Timing;

/// <summary>Where a <see cref="ScheduledTimer"/> waits: virtual time or the deadline thread.</summary>
internal interface ITimerSchedule
{
    /// <param name="dueTime">From now, in ticks of 100 ns, or <see cref="TimerSpan.Never"/>.</param>
    /// <param name="period">In ticks of 100 ns; 0 and <see cref="TimerSpan.Never"/> fire once.</param>
    /// <returns>False when the timer or the provider is disposed.</returns>
    bool Arm(ScheduledTimer timer, long dueTime, long period);

    /// <summary>Disposes of the timer.</summary>
    void Disarm(ScheduledTimer timer);

    /// <returns>Completes when no callback of the timer runs any more.</returns>
    ValueTask DrainAsync(ScheduledTimer timer);
}
