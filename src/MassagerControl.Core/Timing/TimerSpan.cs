namespace MassagerControl.Core.Timing;

/// <summary>The times that a timer takes: what <see cref="TimeProvider.System"/> takes too.</summary>
internal static class TimerSpan
{
    public const long Never = -1;

    // The longest time that the timers of the base class library take.
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(0xFFFF_FFFE);

    /// <returns>Ticks of 100 ns, or <see cref="Never"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Negative, but not infinite, or longer than 49.7 days.</exception>
    public static long Checked(TimeSpan time, string name)
    {
        if (time == Timeout.InfiniteTimeSpan)
            return Never;
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(time, Longest, name);
        return time.Ticks;
    }
}
