namespace MassagerControl.Core.Schedules;

/// <summary>Between moments and what the clock on the wall shows, also on the two days a year when it is set. Pure: the zone is a value.</summary>
internal static class WallClock
{
    /// <returns>The first moment at which the clock shows this time or, where it leaps over it, the first one after the leap.</returns>
    public static DateTimeOffset At(DateOnly day, TimeOnly time, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(time);
        while (zone.IsInvalidTime(local))
            local = local.AddMinutes(1);
        return new(local, zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local));
    }

    public static DateOnly Day(DateTimeOffset moment, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, zone).DateTime);
}
