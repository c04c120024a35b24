using System.Text.Json;
using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Frames;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Json;

namespace MassagerControl.Devices.Profiles.Drafting;

/// <summary>Writes a draft as the JSON that the reader of profiles takes. What is not known is not there.</summary>
public static class ProfileWriter
{
    private const int MostInTable = 16;

    public static string Write(ProfileDraft draft) => JsonText.Indented(json =>
    {
        json.WriteStartObject();
        json.WriteString("$schema", "massager-profile.schema.json");
        json.WriteNumber("format", ProfileReader.Format);
        json.WriteString("id", draft.Id);
        json.WriteString("name", draft.Name ?? draft.Id);
        json.WriteString("kind", Word(draft.Kind ?? MassagerKind.Other));
        if (draft.Ceiling != Intensity.Full)
            json.Percent("ceiling", draft.Ceiling.Percent);
        Provenance(json, draft.Provenance);
        Safety(json, draft);
        Match(json, draft.Match);
        Levels(json, draft);
        if (!draft.Channels.IsEmpty)
            json.List("channels", draft.Channels, json.WriteStringValue);
        Timers(json, draft);
        Endpoints(json, draft);
        Notifications(json, draft);
        Map(json, "operations", draft.Operations, operation => operation.Name, operation => Operation(json, operation));
        json.List("connect", draft.Connect, step => Step(json, step));
        json.WriteEndObject();
    }) + "\n";

    private static void Provenance(Utf8JsonWriter json, Provenance provenance)
    {
        json.WriteStartObject("provenance");
        json.List("sources", provenance.Sources, source =>
        {
            json.WriteStartObject();
            json.WriteString("title", source.Title);
            json.WriteString("licence", source.Licence);
            json.WriteEndObject();
        });
        json.WriteString("confidence", Word(provenance.Confidence));
        json.WriteBoolean("verifiedOnHardware", provenance.VerifiedOnHardware);
        json.List("unknown", provenance.Unknown, json.WriteStringValue);
        if (provenance.Firmware is { } firmware)
        {
            json.WriteStartObject("firmware");
            json.WriteNumber("least", firmware.Least);
            if (firmware.Most != long.MaxValue)
                json.WriteNumber("most", firmware.Most);
            json.WriteString("text", firmware.Text);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private static void Safety(Utf8JsonWriter json, ProfileDraft draft)
    {
        json.WriteStartObject("safety");
        json.WriteString("onDisconnect", Word(draft.OnDisconnect));
        Flag(json, "movesFurniture", draft.Safety.MovesFurniture);
        Texts(json, "massageOperations", draft.Safety.MassageOperations);
        Flag(json, "attendedOnly", draft.Safety.AttendedOnly);
        json.WriteEndObject();
    }

    private static void Match(Utf8JsonWriter json, Recognition match)
    {
        json.WriteStartObject("match");
        Texts(json, "names", match.Names);
        Texts(json, "prefixes", match.Prefixes);
        Texts(json, "contains", match.Contains);
        Texts(json, "excluded", match.Excluded);
        Texts(json, "services", match.Services.Select(service => service.ToString()));
        if (!match.Companies.IsEmpty)
            json.List("companies", match.Companies, company => Company(json, company));
        Flag(json, "unknown", match.Unknown);
        json.WriteEndObject();
    }

    private static void Company(Utf8JsonWriter json, CompanyMatch company)
    {
        json.WriteStartObject();
        json.WriteString("company", $"{company.Company:X4}");
        if (company.Offset != 0)
            json.WriteNumber("offset", company.Offset);
        if (!company.Data.IsEmpty)
            json.WriteString("data", Hex.Format(company.Data.AsSpan()));
        if (!company.Mask.IsEmpty)
            json.WriteString("mask", Hex.Format(company.Mask.AsSpan()));
        json.WriteEndObject();
    }

    private static void Levels(Utf8JsonWriter json, ProfileDraft draft)
    {
        if (draft.Levels is null && draft.Spread is null)
            return;
        json.WriteStartObject("levels");
        if (draft.Spread is { } spread)
            Spread(json, spread.Count, spread.Lowest, spread.Highest);
        else
            Numbers(json, draft.Levels!);
        if (draft.StepGap is { } gap)
        {
            json.WriteStartObject("steps");
            json.Seconds("gap", gap);
            json.WriteEndObject();
        }
        if (!draft.Captions.IsEmpty)
            json.List("captions", draft.Captions, caption => Caption(json, caption));
        json.WriteEndObject();
    }

    private static void Numbers(Utf8JsonWriter json, LevelMap map)
    {
        var raw = Enumerable.Range(1, map.Scale.Count).Select(number => map.ToRaw(new Level(number))).ToArray();
        if (raw.Length > MostInTable && raw[0] > 0 && map.Equals(LevelMap.Linear(raw.Length, raw[0], raw[^1])))
        {
            Spread(json, raw.Length, raw[0], raw[^1]);
            return;
        }
        var rising = map.Off == 0 && raw[0] > 0 && raw.Zip(raw.Skip(1)).All(pair => pair.First < pair.Second);
        json.List(rising ? "table" : "codes", raw, json.WriteNumberValue);
        if (map.Off != 0)
            json.WriteNumber("off", map.Off);
    }

    private static void Spread(Utf8JsonWriter json, int count, int lowest, int highest)
    {
        json.WriteNumber("count", count);
        json.WriteNumber("lowest", lowest);
        json.WriteNumber("highest", highest);
    }

    private static void Caption(Utf8JsonWriter json, LevelCaption caption)
    {
        json.WriteStartObject();
        json.WriteNumber("level", caption.Level);
        Number(json, "hz", caption.Hertz);
        Number(json, "rpm", caption.Rpm);
        Number(json, "amplitudeMm", caption.AmplitudeMillimetres);
        json.WriteEndObject();
    }

    private static void Timers(Utf8JsonWriter json, ProfileDraft draft)
    {
        if (draft.MinimumGap > TimeSpan.Zero)
            json.Seconds("minimumGap", draft.MinimumGap);
        if (draft.KeepAlive is { } keepAlive)
        {
            json.WriteStartObject("keepAlive");
            json.Seconds("every", keepAlive.Every);
            Text(json, "send", keepAlive.Operation?.Name);
            Text(json, "read", keepAlive.Read?.Name);
            Flag(json, "repeatLevel", keepAlive.RepeatsLevel);
            json.WriteEndObject();
        }
        Text(json, "readStatus", draft.ReadStatus?.Name);
        if (draft.Countdown is { } countdown)
        {
            json.WriteStartObject("countdown");
            json.Seconds("seconds", countdown.Time);
            json.Seconds("rearmAfter", countdown.RearmAfter);
            Text(json, "send", countdown.Arm?.Name);
            Flag(json, "enforced", countdown.Enforced);
            json.WriteEndObject();
        }
        Flag(json, "batteryService", draft.BatteryService);
        Flag(json, "deviceInformation", draft.DeviceInformation);
    }

    private static void Endpoints(Utf8JsonWriter json, ProfileDraft draft) => Map(json, "endpoints", draft.Endpoints, endpoint => endpoint.Name, endpoint =>
    {
        if (!draft.Unplaced.Contains(endpoint.Name))
        {
            json.WriteString("service", Uuid(endpoint.Service));
            if (endpoint.ByProperty)
                json.WriteBoolean("byProperty", true);
            else
                json.WriteString("characteristic", Uuid(endpoint.Characteristic));
        }
        json.List("properties", EndpointReader.Offers.Where(offer => endpoint.Can(offer.Property)).Select(offer => offer.Word), json.WriteStringValue);
        if (!endpoint.Alternatives.IsEmpty)
            json.List("or", endpoint.Alternatives, other =>
            {
                json.WriteStartObject();
                json.WriteString("service", Uuid(other.Service));
                json.WriteString("characteristic", Uuid(other.Characteristic));
                json.WriteEndObject();
            });
        if (endpoint.Stream is { } stream)
            Stream(json, stream);
    });

    private static void Stream(Utf8JsonWriter json, StreamFormat stream)
    {
        json.WriteStartObject("stream");
        if (!stream.Header.IsEmpty)
            json.WriteString("header", Hex.Format(stream.Header.AsSpan()));
        if (!stream.Terminator.IsEmpty)
            json.WriteString("terminator", Hex.Format(stream.Terminator.AsSpan()));
        if (stream.Length is { } length)
        {
            json.WriteStartObject("length");
            json.WriteNumber("at", length.At);
            json.WriteString("as", FrameTemplateWriter.Word(length.Number));
            json.WriteNumber("plus", length.Plus);
            json.WriteEndObject();
        }
        Flag(json, "json", stream.Json);
        json.WriteNumber("most", stream.Most);
        json.WriteEndObject();
    }

    private static void Notifications(Utf8JsonWriter json, ProfileDraft draft)
    {
        if (!draft.Notifications.IsEmpty)
            Map(json, "notifications", draft.Notifications, notification => notification.Name, notification => Notification(json, notification));
    }

    private static void Notification(Utf8JsonWriter json, NotificationFormat notification)
    {
        json.WriteString("endpoint", notification.Endpoint.Name);
        FrameTemplateWriter.Write(json, "frame", notification.Frame);
        var (least, most) = notification.Lengths;
        if (least > 0 || most < int.MaxValue)
        {
            json.WriteStartObject("length");
            if (least > 0)
                json.WriteNumber("least", least);
            if (most < int.MaxValue)
                json.WriteNumber("most", most);
            json.WriteEndObject();
        }
        Values(json, "means", notification.Means);
        Text(json, "refuses", notification.Refuses);
    }

    private static void Operation(Utf8JsonWriter json, Operation operation)
    {
        json.WriteString("endpoint", operation.Endpoint.Name);
        json.WriteString("mode", Word(operation.Mode));
        Text(json, "channel", operation.Channel);
        FrameTemplateWriter.Write(json, "frame", operation.Frame);
        Text(json, "answeredBy", operation.AnsweredBy?.Name);
        Text(json, "then", operation.Then);
        if (operation.Pause > TimeSpan.Zero)
            json.Seconds("pause", operation.Pause);
        Flag(json, "commits", operation.Commits);
        Flag(json, "movesMotor", operation.MovesMotor);
        if (operation.Times > 1)
        {
            json.WriteStartObject("repeat");
            json.WriteNumber("times", operation.Times);
            if (operation.TimesGap > TimeSpan.Zero)
                json.Seconds("gap", operation.TimesGap);
            json.WriteEndObject();
        }
        Text(json, "confirmedBy", operation.ConfirmedBy);
        Text(json, "note", operation.Note);
    }

    private static void Step(Utf8JsonWriter json, ConnectStep step)
    {
        json.WriteStartObject();
        switch (step)
        {
            case SubscribeStep subscribe:
                json.WriteString("subscribe", subscribe.Endpoint.Name);
                break;
            case ReadStep read:
                json.WriteString("read", read.Endpoint.Name);
                break;
            case SendStep send:
                json.WriteString("send", send.Operation.Name);
                break;
            case WaitStep wait:
                json.WriteString("wait", wait.For.Name);
                Values(json, "where", wait.Where);
                json.Seconds("within", wait.Within);
                Text(json, "say", wait.Say);
                break;
            case DelayStep delay:
                json.Seconds("delay", delay.Time);
                break;
            case MtuStep mtu:
                json.WriteNumber("mtu", mtu.Bytes);
                break;
            case BondStep:
                json.WriteBoolean("bond", true);
                break;
            default:
                throw new ArgumentException($"{step.GetType().Name} has no words in a profile", nameof(step));
        }
        json.WriteEndObject();
    }

    private static void Map<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Func<T, string> nameOf, Action<T> write)
    {
        json.WriteStartObject(name);
        foreach (var item in items)
        {
            json.WriteStartObject(nameOf(item));
            write(item);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private static void Values(Utf8JsonWriter json, string name, FieldValues values)
    {
        if (!values.Names.Any())
            return;
        json.WriteStartObject(name);
        foreach (var field in values.Names)
            json.WriteNumber(field, values[field]!.Value);
        json.WriteEndObject();
    }

    private static void Texts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        if (texts.Any())
            json.List(name, texts, json.WriteStringValue);
    }

    private static void Text(Utf8JsonWriter json, string name, string? text)
    {
        if (!string.IsNullOrEmpty(text))
            json.WriteString(name, text);
    }

    private static void Flag(Utf8JsonWriter json, string name, bool flag)
    {
        if (flag)
            json.WriteBoolean(name, true);
    }

    private static void Number(Utf8JsonWriter json, string name, double? number)
    {
        if (number is { } known)
            json.WriteNumber(name, known);
    }

    private static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    // The short form where the Bluetooth SIG's base stands around it.
    private static string Uuid(GattUuid uuid)
    {
        var text = uuid.ToString();
        return text.StartsWith("0000", StringComparison.Ordinal) && GattUuid.TryParse(text[4..8], out var same) && same == uuid ? text[4..8] : text;
    }
}
