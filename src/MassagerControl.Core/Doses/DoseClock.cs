namespace MassagerControl.Core.Doses;

/// <summary>How long ago something ended when the wall clock may have been moved: of all that is known, the shortest time.</summary>
public static class DoseClock
{
    /// <summary>A wall clock that is corrected in small steps is not moved.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(1);

    /// <param name="ended">The clocks when it ended.</param>
    /// <param name="noticed">The wall clock when the end was first seen to lie in the future; null when it never was.</param>
    /// <returns>The latest moment, by the present wall clock, at which it may have ended; never later than now.</returns>
    public static DateTimeOffset EndOf(ClockReading ended, DateTimeOffset? noticed, ClockReading now)
    {
        var age = WallAge(ended.Wall, noticed, now.Wall);
        if (SameBoot(ended, now))
            age = Shorter(age, Positive(now.Up - ended.Up));
        return now.Wall - age;
    }

    /// <returns>How much further the wall clock went than time did, negative when it went back; null when it was not moved, or nobody can know.</returns>
    public static TimeSpan? Moved(ClockReading before, ClockReading now)
    {
        if (!SameBoot(before, now))
            return null;
        var moved = now.Wall - before.Wall - (now.Up - before.Up);
        return moved.Duration() > Tolerance ? moved : null;
    }

    // Once noticed, an end in the future counts from the notice: a clock that was wrong by a year locks nobody out for a year.
    private static TimeSpan WallAge(DateTimeOffset ended, DateTimeOffset? noticed, DateTimeOffset now) =>
        ended <= now ? now - ended : noticed is { } since ? Positive(now - since) : TimeSpan.Zero;

    private static bool SameBoot(ClockReading before, ClockReading now) => before.Boot is not null && before.Boot == now.Boot;

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static TimeSpan Positive(TimeSpan time) => time > TimeSpan.Zero ? time : TimeSpan.Zero;
}
