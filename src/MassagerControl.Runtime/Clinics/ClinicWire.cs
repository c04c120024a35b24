using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using MassagerControl.Core.Areas;
using MassagerControl.Core.Doses;
using MassagerControl.Devices.Json;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.Runtime.Clinics;

/// <summary>The words that room and clinic say to each other (docs/clinic-room.md).</summary>
internal static class ClinicWire
{
    public const string Join = "api/rooms/join";
    public const string Live = "api/room/live";

    public static string Ledger(string person) => $"api/room/persons/{Uri.EscapeDataString(person)}/ledger";

    public static string Session(ClinicBooking booking) => Session(booking.Person, booking.Clinic);

    public static string JoinBody(string code, string name) => JsonText.Line(json =>
    {
        json.WriteStartObject();
        json.WriteString("code", code);
        json.WriteString("name", name);
        json.WriteEndObject();
    });

    public static string Body(ClinicBooking booking) => JsonText.Line(json =>
    {
        json.WriteStartObject();
        json.WriteString("area", booking.Area);
        json.WriteString("side", booking.Side);
        Press(json, booking.Planned);
        json.WriteString("until", StoreTime.Text(booking.Until));
        json.WriteEndObject();
    });

    /// <param name="ahead">How much the clinic's clock is ahead of this room's.</param>
    public static (HttpMethod Method, string Path, string Body) Of(ClinicMessage message, TimeSpan ahead) => message.Kind switch
    {
        ClinicMessage.Settle => (HttpMethod.Put, $"{Session(message.Person, message.Clinic)}/settlement", Settlement(message, ahead)),
        ClinicMessage.Lock => (HttpMethod.Post, $"api/room/persons/{Uri.EscapeDataString(message.Person)}/locks", Lock(message)),
        _ => (HttpMethod.Post, $"api/room/persons/{Uri.EscapeDataString(message.Person)}/check-ins", CheckIn(message)),
    };

    /// <returns>What the clinic's clock says; null where it does not say it.</returns>
    public static DateTimeOffset? ReadNow(JsonElement body)
    {
        try
        {
            return Moment(body, "now");
        }
        catch (Exception odd) when (odd is InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return null;
        }
    }

    /// <param name="ahead">How much the clinic's clock is ahead of this room's.</param>
    /// <returns>Null where it is nothing of the kind.</returns>
    public static ClinicLedger? ReadLedger(JsonElement body, TimeSpan ahead)
    {
        try
        {
            var sessions = body.GetProperty("sessions").EnumerateArray().ToArray();
            return new(
                [.. sessions.Select(session => Dose(session, ahead))],
                [.. body.GetProperty("locks").EnumerateArray().Select(held => Lock(held, ahead))],
                [.. body.GetProperty("checkIns").EnumerateArray().Select(said => new CheckInEntry(0, Moment(said, "at") - ahead, said.GetProperty("answers").GetRawText(), ""))],
                [.. sessions.Select(session => session.GetProperty("session").GetString()!)]);
        }
        catch (Exception odd) when (odd is InvalidOperationException or KeyNotFoundException or FormatException or OverflowException or ArgumentException)
        {
            return null;
        }
    }

    /// <returns>Null where it is nothing of the kind.</returns>
    public static ImmutableArray<ClinicAllowance>? ReadAllowances(JsonElement message)
    {
        try
        {
            return [.. message.GetProperty("persons").EnumerateArray().Select(one => new ClinicAllowance(one.GetProperty("person").GetString()!, Seconds(one, "seconds")))];
        }
        catch (Exception odd) when (odd is InvalidOperationException or KeyNotFoundException or FormatException or OverflowException)
        {
            return null;
        }
    }

    public static string State(RoomState state) => JsonText.Line(json =>
    {
        json.WriteStartObject();
        json.WriteString("type", "state");
        json.WriteString("session", state.Session);
        json.WriteString("phase", state.Phase);
        json.WriteNumber("level", state.Level);
        json.WriteNumber("levels", state.Levels);
        json.Percent("cap", state.Cap);
        json.WriteString("capReason", state.CapReason);
        Number(json, "battery", state.Battery);
        json.WriteString("link", state.Link);
        Number(json, "rating", state.Rating);
        json.WriteBoolean("offConfirmed", state.OffConfirmed);
        json.WriteEndObject();
    });

    public static string Stopped(long number) => JsonText.Line(json =>
    {
        json.WriteStartObject();
        json.WriteString("type", "stopped");
        json.WriteNumber("number", number);
        json.WriteEndObject();
    });

    private static string Session(string person, string session) => $"api/room/persons/{Uri.EscapeDataString(person)}/sessions/{Uri.EscapeDataString(session)}";

    private static string Settlement(ClinicMessage message, TimeSpan ahead) => JsonText.Line(json =>
    {
        json.WriteStartObject();
        Press(json, message.Press ?? TimeSpan.Zero);
        if (message.OnAllowance)
        {
            json.WriteBoolean("allowance", true);
            json.WriteString("area", message.Area);
            json.WriteString("side", message.Side);
            json.WriteString("ended", StoreTime.Text(message.At + ahead));
        }
        json.WriteEndObject();
    });

    private static string Lock(ClinicMessage message) => JsonText.Line(json =>
    {
        json.WriteStartObject();
        json.WriteString("session", message.Clinic);
        json.WriteString("area", message.Area);
        json.WriteString("side", message.Side);
        json.WriteString("kind", message.Detail);
        json.WriteEndObject();
    });

    private static string CheckIn(ClinicMessage message) => JsonText.Line(json =>
    {
        json.WriteStartObject();
        json.WriteString("id", message.Clinic);
        json.WritePropertyName("answers");
        json.WriteRawValue(message.Detail ?? "{}");
        json.WriteEndObject();
    });

    private static Dose Dose(JsonElement session, TimeSpan ahead) =>
        new(Moment(session, "ended") - ahead, session.GetProperty("area").GetString()!, TextOf(session, "side"), Seconds(session, "press"), false) { UnderWay = session.GetProperty("open").GetBoolean() };

    private static AreaLock Lock(JsonElement held, TimeSpan ahead) => new(
        0, held.GetProperty("area").GetString()!, TextOf(held, "side"), Moment(held, "at") - ahead, held.GetProperty("kind").GetString()!, null, null,
        held.TryGetProperty("cleared", out var cleared) && cleared.ValueKind == JsonValueKind.String ? Moment(held, "cleared") - ahead : null);

    // Rounded up: never less than what ran.
    private static void Press(Utf8JsonWriter json, TimeSpan press) => json.WriteNumber("press", Math.Ceiling((decimal)press.TotalMilliseconds) / 1000m);

    private static TimeSpan Seconds(JsonElement parent, string name) => TimeSpan.FromSeconds(parent.GetProperty(name).GetDouble());

    private static string? TextOf(JsonElement parent, string name) => parent.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static DateTimeOffset Moment(JsonElement parent, string name) =>
        DateTimeOffset.Parse(parent.GetProperty(name).GetString() ?? "", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    private static void Number(Utf8JsonWriter json, string name, int? value)
    {
        if (value is { } number)
            json.WriteNumber(name, number);
        else
            json.WriteNull(name);
    }
}
