namespace MassagerControl.Tests.Support;

/// <summary>Timers that fire before the clock says so, as those of an operating system may.</summary>
internal sealed class EarlyTimers(TimeProvider clock) : TimeProvider
{
    public override long TimestampFrequency => clock.TimestampFrequency;

    public override long GetTimestamp() => clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new EarlyTimer(clock.CreateTimer(callback, state, Early(dueTime), period));

    private static TimeSpan Early(TimeSpan due) => due > TimeSpan.Zero ? due * 0.9 : due;

    private sealed class EarlyTimer(ITimer timer) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(Early(dueTime), period);

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
