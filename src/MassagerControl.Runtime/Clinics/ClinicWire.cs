using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using MassagerControl.Core;
using MassagerControl.Core.Areas;
using MassagerControl.Core.Doses;
using MassagerControl.Core.Safety;
using MassagerControl.Devices.Json;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.Runtime.Clinics;

/// <summary>The words that room and clinic say to each other (docs/clinic-room.md).</summary>
internal static partial class ClinicWire
{
    public const string Enrol = "api/enrol";
    public const string Deleted = "api/room/deleted";
    public const string State = "api/room/state";

    public const string Allowances = "api/room/allowances";

    // What stands before a setback in the reason that a clinic gives.
    private const string After = " after ";

    public static string Stops(long after) => string.Create(CultureInfo.InvariantCulture, $"api/room/stops?after={after}");

    public static string Forecast(string person, AreaPlace place) =>
        $"{Of(person)}forecast?area={Uri.EscapeDataString(place.Area)}{(place.Side is { } side ? $"&side={Uri.EscapeDataString(side)}" : "")}";

    public static string Reserve(ClinicBooking booking) => $"{Of(booking.Person)}reserve";

    /// <summary>A radio's address is the same in every room; what has no such name goes by the digest of its own.</summary>
    /// <param name="device">What every process of this computer calls it.</param>
    public static string Holder(string device) => $"api/devices/{(DeviceId().IsMatch(device) ? device.ToUpperInvariant() : Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(device)))[..32])}/holder";

    public static string HolderBody(TimeSpan time) => JsonText.Line(json =>
    {
        json.WriteStartObject();
        Press(json, time);
        json.WriteEndObject();
    });

    public static string EnrolBody(string code) => JsonText.Line(json =>
    {
        json.WriteStartObject();
        json.WriteString("code", code);
        json.WriteEndObject();
    });

    public static string Body(ClinicBooking booking) => JsonText.Line(json =>
    {
        json.WriteStartObject();
        json.WriteString("session", booking.Clinic);
        Place(json, booking.Area, booking.Side);
        Press(json, booking.Planned);
        json.WriteString("until", StoreTime.Text(booking.Until));
        json.WriteEndObject();
    });

    public static (string Path, string Body) Of(ClinicMessage message) => message.Kind switch
    {
        ClinicMessage.Settle => ($"{Of(message.Person)}settle", Settlement(message)),
        ClinicMessage.Allowed => ($"{Of(message.Person)}allowed", Allowed(message)),
        ClinicMessage.Lock => ($"{Of(message.Person)}lock", Lock(message)),
        ClinicMessage.Record => ($"{Of(message.Person)}record", message.Detail ?? "{}"),
        _ => ($"{Of(message.Person)}check-in", message.Detail ?? "{}"),
    };

    /// <param name="ahead">How much the clinic's clock is ahead of this room's.</param>
    /// <returns>Null where it is nothing of the kind.</returns>
    public static ClinicForecast? ReadForecast(JsonElement body, AreaPlace place, TimeSpan ahead)
    {
        try
        {
            return new(
                body.GetProperty("firstInArea").GetBoolean(),
                TimeSpan.FromSeconds(body.GetProperty("dayRoom").GetDouble()),
                PhraseJson.ReadAll(body, "reasons", "phrases"),
                Has(body, "nextPossible") ? Moment(body, "nextPossible") - ahead : null,
                Has(body, "gentle") ? Gentle(body.GetProperty("gentle"), place, ahead) : null,
                [.. body.GetProperty("checkIns").EnumerateArray().Select(said => new CheckInEntry(0, Moment(said, "at") - ahead, said.GetProperty("said").GetRawText(), ""))]);
        }
        catch (Exception odd) when (odd is InvalidOperationException or KeyNotFoundException or FormatException or OverflowException or ArgumentException)
        {
            return null;
        }
    }

    /// <returns>What the clinic lets this room give without it; null where it is nothing of the kind.</returns>
    public static ImmutableArray<ClinicAllowance>? ReadAllowances(JsonElement body)
    {
        try
        {
            return
            [
                .. body.GetProperty("allowances").EnumerateArray().Select(one => new ClinicAllowance(
                    one.GetProperty("id").GetString()!, Has(one, "person") ? one.GetProperty("person").GetString() : null,
                    TimeSpan.FromSeconds(one.GetProperty("seconds").GetDouble()), TimeSpan.FromSeconds(one.GetProperty("used").GetDouble()), Moment(one, "until"))),
            ];
        }
        catch (Exception odd) when (odd is InvalidOperationException or KeyNotFoundException or FormatException or OverflowException or ArgumentException)
        {
            return null;
        }
    }

    /// <returns>Whom the clinic has deleted; nobody where it is nothing of the kind.</returns>
    public static ImmutableArray<string> ReadDeleted(JsonElement body) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty("people", out var people) && people.ValueKind == JsonValueKind.Array
            ? [.. people.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.String).Select(one => one.GetString()!)]
            : [];

    /// <returns>The number of a STOP; null where the clinic has none. False where it is nothing of the kind.</returns>
    public static (bool Readable, long? Number) ReadStop(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object || !body.TryGetProperty("stop", out var stop))
            return (false, null);
        if (stop.ValueKind == JsonValueKind.Null)
            return (true, null);
        return stop.ValueKind == JsonValueKind.Object && stop.TryGetProperty("number", out var number) && number.ValueKind == JsonValueKind.Number && number.TryGetInt64(out var read)
            ? (true, read)
            : (false, null);
    }

    public static string Body(RoomState state) => JsonText.Line(json =>
    {
        json.WriteStartObject();
        Text(json, "session", state.Session);
        json.WriteString("phase", state.Phase);
        json.WriteNumber("level", state.Level);
        json.WriteNumber("levels", state.Levels);
        json.Percent("cap", state.Cap);
        Text(json, "capReason", state.CapReason);
        Number(json, "battery", state.Battery);
        Text(json, "link", state.Link);
        Number(json, "rating", state.Rating);
        json.WriteBoolean("offConfirmed", state.OffConfirmed);
        json.WriteEndObject();
    });

    [GeneratedRegex("^[A-Za-z0-9_.:-]{1,64}$")]
    private static partial Regex DeviceId();

    private static string Of(string person) => $"api/people/{Uri.EscapeDataString(person)}/";

    private static string Settlement(ClinicMessage message) => JsonText.Line(json =>
    {
        json.WriteStartObject();
        json.WriteString("session", message.Clinic);
        Press(json, message.Press ?? TimeSpan.Zero);
        json.WriteEndObject();
    });

    private static string Allowed(ClinicMessage message) => JsonText.Line(json =>
    {
        json.WriteStartObject();
        json.WriteString("session", message.Clinic);
        json.WriteString("allowance", message.Detail);
        Place(json, message.Area!, message.Side);
        Press(json, message.Press ?? TimeSpan.Zero);
        json.WriteEndObject();
    });

    private static string Lock(ClinicMessage message) => JsonText.Line(json =>
    {
        json.WriteStartObject();
        json.WriteString("session", message.Clinic);
        Place(json, message.Area!, message.Side);
        json.WriteString("kind", message.Detail);
        json.WriteEndObject();
    });

    private static Setback Gentle(JsonElement gentle, AreaPlace place, TimeSpan ahead)
    {
        var reason = gentle.GetProperty("reason").GetString()!;
        var after = reason.IndexOf(After, StringComparison.Ordinal);
        // What made it so stands in the last hole of the sentence.
        var because = PhraseJson.Read(Has(gentle, "phrase") ? gentle.GetProperty("phrase") : default, reason).Arguments.LastOrDefault() as Phrase;
        return new(place, Moment(gentle, "until") - ahead - HardLimits.GentleTime, because ?? Phrase.Verbatim(after < 0 ? reason : reason[(after + After.Length)..]));
    }

    private static void Place(Utf8JsonWriter json, string area, string? side)
    {
        json.WriteString("area", area);
        Text(json, "side", side);
    }

    // Rounded up: never less than what ran.
    private static void Press(Utf8JsonWriter json, TimeSpan press) => json.WriteNumber("seconds", Math.Ceiling((decimal)press.TotalMilliseconds) / 1000m);

    private static bool Has(JsonElement parent, string name) => parent.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;

    private static DateTimeOffset Moment(JsonElement parent, string name) =>
        DateTimeOffset.Parse(parent.GetProperty(name).GetString() ?? "", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    // A member that says nothing is left out.
    private static void Text(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
            json.WriteString(name, text);
    }

    private static void Number(Utf8JsonWriter json, string name, int? value)
    {
        if (value is { } number)
            json.WriteNumber(name, number);
    }
}
