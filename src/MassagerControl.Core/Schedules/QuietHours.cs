namespace MassagerControl.Core.Schedules;

/// <summary>When no reminder is due: from one time of day to the other, over midnight where the first is the later one. Both the same: no quiet hours.</summary>
/// <remarks>A day begins when they are over: between midnight and <paramref name="To"/> nothing is due either way.</remarks>
public sealed record QuietHours(TimeOnly From, TimeOnly To)
{
    /// <summary>Where a person has not said; this project's own choice.</summary>
    public static QuietHours Usual { get; } = new(new(22, 0), new(7, 0));

    /// <summary>The part of a day in which something may be due, by the clocks of a zone.</summary>
    public WakingDay Of(DateOnly day, TimeZoneInfo zone) => From == To
        ? new(day, WallClock.At(day, TimeOnly.MinValue, zone), WallClock.At(day.AddDays(1), TimeOnly.MinValue, zone))
        : new(day, WallClock.At(day, To, zone), From > To ? WallClock.At(day, From, zone) : WallClock.At(day.AddDays(1), TimeOnly.MinValue, zone));
}

/// <param name="End">The first moment that does not belong to it.</param>
public sealed record WakingDay(DateOnly Day, DateTimeOffset Begin, DateTimeOffset End)
{
    public TimeSpan Length => End > Begin ? End - Begin : TimeSpan.Zero;
}
