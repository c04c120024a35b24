using System.Text.Json;
using MassagerControl.Core;
using MassagerControl.Core.Doses;
using MassagerControl.Core.Safety;
using MassagerControl.Devices.Json;

namespace MassagerControl.Runtime.Storage;

/// <summary>One line of the copy of doses and locks as JSON; docs/storage.md lists the fields.</summary>
internal static class CopyLineJson
{
    private static readonly TimeSpan LongestUp = TimeSpan.FromDays(36_500);

    public static string Text(this CopyLine line) => JsonText.Line(json =>
    {
        json.WriteStartObject();
        Write(json, line);
        json.WriteEndObject();
    });

    public static FileReading<CopyLine> Parse(string place, string text) => JsonFileReader.Parse(place, text, Read);

    private static void Write(Utf8JsonWriter json, CopyLine line)
    {
        switch (line)
        {
            case SessionBegunLine { Planned: var planned }:
                json.WriteString("kind", "begun");
                json.WriteString("mark", planned.Mark);
                WriteReading(json, "began", planned.Ended);
                WriteRest(json, planned, "plannedSeconds");
                break;
            case DoseLine { Dose: var dose }:
                json.WriteString("kind", "dose");
                json.WriteString("mark", dose.Mark);
                WriteReading(json, "ended", dose.Ended);
                if (dose.Noticed is { } noticed)
                    json.WriteString("noticed", StoreTime.Text(noticed));
                WriteRest(json, dose, "pressSeconds");
                break;
            case LockLine made:
                json.WriteString("kind", "lock");
                WritePlace(json, made.Area, made.Side);
                json.WriteString("at", StoreTime.Text(made.At));
                json.WriteString("what", made.What);
                break;
            case ClearedLine cleared:
                json.WriteString("kind", "cleared");
                WritePlace(json, cleared.Area, cleared.Side);
                json.WriteString("locked", StoreTime.Text(cleared.Locked));
                json.WriteString("at", StoreTime.Text(cleared.At));
                break;
            default:
                throw new ArgumentException($"Unknown line {line.GetType().Name}.", nameof(line));
        }
    }

    private static void WriteReading(Utf8JsonWriter json, string name, ClockReading reading)
    {
        json.WriteString(name, StoreTime.Text(reading.Wall));
        if (reading.Boot is null)
            return;
        json.WriteString("boot", reading.Boot);
        json.Seconds("upSeconds", reading.Up);
    }

    private static void WriteRest(Utf8JsonWriter json, DoseEntry dose, string press)
    {
        WritePlace(json, dose.Area, dose.Side);
        json.Seconds(press, dose.Press);
        json.WriteString("device", dose.Device);
    }

    private static void WritePlace(Utf8JsonWriter json, string area, string? side)
    {
        json.WriteString("area", area);
        if (side is not null)
            json.WriteString("side", side);
    }

    private static CopyLine Read(JsonObjectCursor line) => line.Required("kind").Text() switch
    {
        "begun" => new SessionBegunLine(Dose(line, "began", "plannedSeconds")),
        "dose" => new DoseLine(Dose(line, "ended", "pressSeconds")),
        "lock" => new LockLine(line.Required("area").Text(), line.Optional("side")?.Text(), Moment(line.Required("at")), line.Required("what").Text()),
        "cleared" => new ClearedLine(line.Required("area").Text(), line.Optional("side")?.Text(), Moment(line.Required("locked")), Moment(line.Required("at"))),
        var kind => Unknown(line, kind),
    };

    private static DoseEntry Dose(JsonObjectCursor line, string moment, string press) => new(
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
            value.Error(Phrase.Verbatim(exception.Message));
            return DateTimeOffset.UnixEpoch;
        }
    }
}
