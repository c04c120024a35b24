using System.Globalization;

namespace MassagerControl.Runtime.Storage;

/// <summary>Moments as a person reads them: by the clock on their wall, without the date where it is today.</summary>
public sealed class LocalTime(TimeZoneInfo zone, DateTimeOffset now)
{
    private const string Day = "yyyy-MM-dd HH:mm";

    /// <summary><c>17:40</c> today, <c>2026-03-02 09:10</c> on another day.</summary>
    public string Text(DateTimeOffset moment)
    {
        var local = Local(moment);
        return local.ToString(local.Date == Local(now).Date ? "HH:mm" : Day, CultureInfo.InvariantCulture);
    }

    /// <summary>The same, rounded up to the minute: what is possible then is possible when the clock shows it.</summary>
    public string TextFrom(DateTimeOffset moment)
    {
        var rest = moment.Ticks % TimeSpan.TicksPerMinute;
        return Text(rest == 0 ? moment : moment.AddTicks(TimeSpan.TicksPerMinute - rest));
    }

    /// <summary>With the date, always.</summary>
    public string Full(DateTimeOffset moment) => Local(moment).ToString(Day, CultureInfo.InvariantCulture);

    private DateTimeOffset Local(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, zone);
}
