using MassagerControl.Core;

namespace MassagerControl.Runtime.Storage;

/// <summary>Moments as a person reads them: by the clock on their wall, without the date where it is today.</summary>
public sealed class LocalTime(TimeZoneInfo zone, DateTimeOffset now)
{
    /// <summary><c>17:40</c> today, <c>2026-03-02 09:10</c> on another day.</summary>
    public Phrase Text(DateTimeOffset moment)
    {
        var local = Local(moment);
        return local.Date == Local(now).Date ? Phrase.Of($"{local:HH:mm}") : Written(local);
    }

    /// <summary>The same, rounded up to the minute: what is possible then is possible when the clock shows it.</summary>
    public Phrase TextFrom(DateTimeOffset moment)
    {
        var rest = moment.Ticks % TimeSpan.TicksPerMinute;
        return Text(rest == 0 ? moment : moment.AddTicks(TimeSpan.TicksPerMinute - rest));
    }

    /// <summary>With the date, always.</summary>
    public Phrase Full(DateTimeOffset moment) => Written(Local(moment));

    /// <summary>A moment as a person's own clock showed it.</summary>
    public static Phrase Written(DateTimeOffset local) => $"{local:yyyy-MM-dd HH:mm}";

    private DateTimeOffset Local(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, zone);
}
