using System.Text.Json;
using MassagerControl.App.Texts;
using MassagerControl.Core.Safety;
using MassagerControl.Devices.Json;

namespace MassagerControl.App.Storage;

/// <summary>One line of the copy of doses and locks; docs/storage.md lists the fields.</summary>
internal abstract record DoseCopyLine
{
    private static readonly TimeSpan LongestUp = TimeSpan.FromDays(36_500);

    public string Text() => JsonText.Line(json =>
    {
        json.WriteStartObject();
        Write(json);
        json.WriteEndObject();
    });

    public static FileReading<DoseCopyLine> Parse(string place, string text) => JsonFileReader.Parse(place, text, Read);

    protected abstract void Write(Utf8JsonWriter json);

    protected static void WriteReading(Utf8JsonWriter json, string name, ClockReading reading)
    {
        json.WriteString(name, StoreTime.Text(reading.Wall));
        if (reading.Boot is null)
            return;
        json.WriteString("boot", reading.Boot);
        json.Seconds("upSeconds", reading.Up);
    }

    protected static void WritePlace(Utf8JsonWriter json, string area, string? side)
    {
        json.WriteString("area", area);
        if (side is not null)
            json.WriteString("side", side);
    }

    private static DoseCopyLine Read(JsonObjectCursor line) => line.Required("kind").Text() switch
    {
        "begun" => new SessionBegunLine(Dose(line, "began", "plannedSeconds")),
        "dose" => new DoseLine(Dose(line, "ended", "pressSeconds")),
        "lock" => new LockLine(line.Required("area").Text(), line.Optional("side")?.Text(), Moment(line.Required("at")), line.Required("what").Text()),
        "cleared" => new ClearedLine(line.Required("area").Text(), line.Optional("side")?.Text(), Moment(line.Required("locked")), Moment(line.Required("at"))),
        var kind => Unknown(line, kind),
    };

    private static StoredDose Dose(JsonObjectCursor line, string moment, string press) => new(
        line.Required("mark").Text(),
        null,
        new(
            Moment(line.Required(moment)),
            line.Optional("boot")?.Text(),
            line.Optional("upSeconds")?.Seconds(0, LongestUp.TotalSeconds) ?? TimeSpan.Zero),
        line.Required("area").Text(),
        line.Optional("side")?.Text(),
        line.Required(press).Seconds(0, HardLimits.Session.TotalSeconds),
        line.Required("device").Text())
    {
        Noticed = line.Optional("noticed") is { } noticed ? Moment(noticed) : null,
    };

    private static LockLine Unknown(JsonObjectCursor line, string kind)
    {
        // A missing one was told already.
        if (kind.Length > 0)
            line.Error("$.kind", "begun, dose, lock or cleared is expected");
        return new("", null, DateTimeOffset.UnixEpoch, "");
    }

    private static DateTimeOffset Moment(JsonValueCursor value)
    {
        var text = value.Text();
        try
        {
            return StoreTime.Moment(text);
        }
        catch (StoreException exception)
        {
            value.Error(exception.Message);
            return DateTimeOffset.UnixEpoch;
        }
    }
}

/// <summary>A session began and may give all that it plans.</summary>
internal sealed record SessionBegunLine(StoredDose Planned) : DoseCopyLine
{
    protected override void Write(Utf8JsonWriter json)
    {
        json.WriteString("kind", "begun");
        json.WriteString("mark", Planned.Mark);
        WriteReading(json, "began", Planned.Ended);
        WritePlace(json, Planned.Area, Planned.Side);
        json.Seconds("plannedSeconds", Planned.Press);
        json.WriteString("device", Planned.Device);
    }
}

/// <summary>A session ended.</summary>
internal sealed record DoseLine(StoredDose Dose) : DoseCopyLine
{
    protected override void Write(Utf8JsonWriter json)
    {
        json.WriteString("kind", "dose");
        json.WriteString("mark", Dose.Mark);
        WriteReading(json, "ended", Dose.Ended);
        if (Dose.Noticed is { } noticed)
            json.WriteString("noticed", StoreTime.Text(noticed));
        WritePlace(json, Dose.Area, Dose.Side);
        json.Seconds("pressSeconds", Dose.Press);
        json.WriteString("device", Dose.Device);
    }
}

internal sealed record LockLine(string Area, string? Side, DateTimeOffset At, string What) : DoseCopyLine
{
    protected override void Write(Utf8JsonWriter json)
    {
        json.WriteString("kind", "lock");
        WritePlace(json, Area, Side);
        json.WriteString("at", StoreTime.Text(At));
        json.WriteString("what", What);
    }
}

/// <param name="Locked">When the lock was made: names it.</param>
internal sealed record ClearedLine(string Area, string? Side, DateTimeOffset Locked, DateTimeOffset At) : DoseCopyLine
{
    protected override void Write(Utf8JsonWriter json)
    {
        json.WriteString("kind", "cleared");
        WritePlace(json, Area, Side);
        json.WriteString("locked", StoreTime.Text(Locked));
        json.WriteString("at", StoreTime.Text(At));
    }
}
