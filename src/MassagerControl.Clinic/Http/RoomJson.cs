using System.Text.Json;
using MassagerControl.Clinic.Ledgers;
using MassagerControl.Clinic.Rooms;
using MassagerControl.Clinic.Stops;
using MassagerControl.Core;
using MassagerControl.Devices.Json;
using Microsoft.AspNetCore.Http;

namespace MassagerControl.Clinic.Http;

/// <summary>Rooms as JSON.</summary>
internal static class RoomJson
{
    private const int LongestWord = 200;
    private const int MostLevels = 1_000;

    public static RoomReport Report(JsonObjectCursor body) => new(
        body.Optional("session")?.String(1, 64),
        body.Required("phase").String(1, LongestWord),
        body.Required("level").Int(0, MostLevels),
        body.Required("levels").Int(1, MostLevels),
        body.Required("cap").Number(0, 100),
        body.Optional("capReason")?.String(0, LongestWord),
        body.Optional("battery")?.Int(0, 100),
        body.Optional("link")?.String(0, LongestWord),
        body.Optional("rating")?.Int(Discomfort.Lowest, Discomfort.Highest),
        body.Required("offConfirmed").Bool());

    public static Task StopAsync(HttpContext http, RoomStop? stop) => http.JsonAsync(json =>
    {
        json.WriteStartObject();
        if (stop is null)
            json.WriteNull("stop");
        else
            Write(json, "stop", stop);
        json.WriteEndObject();
    });

    public static void Write(Utf8JsonWriter json, string name, RoomStop stop)
    {
        json.WriteStartObject(name);
        json.WriteNumber("number", stop.Number);
        json.WriteString("by", stop.By);
        json.WriteString("at", stop.At.UtcDateTime);
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, Holding holding)
    {
        json.WriteStartObject();
        json.WriteString("room", holding.Room);
        json.WriteString("until", holding.Until.UtcDateTime);
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, LedgerForecast forecast)
    {
        json.WriteStartObject();
        json.WriteBoolean("firstInArea", forecast.FirstInArea);
        json.Seconds("dayRoom", forecast.DayRoom);
        json.List("reasons", forecast.Reasons, json.WriteStringValue);
        json.List("phrases", forecast.Phrases, phrase => json.WriteRawValue(phrase));
        json.Moment("nextPossible", forecast.NextPossible);
        if (forecast.Gentle is { } gentle)
        {
            json.WriteStartObject("gentle");
            json.Moment("until", gentle.Until);
            json.Percent("ceiling", gentle.Ceiling);
            json.WriteString("reason", gentle.Reason);
            if (gentle.Phrase is { } phrase)
            {
                json.WritePropertyName("phrase");
                json.WriteRawValue(phrase);
            }
            json.WriteEndObject();
        }
        json.List("checkIns", forecast.CheckIns, kept =>
        {
            json.WriteStartObject();
            json.Moment("at", kept.At);
            json.WritePropertyName("said");
            json.WriteRawValue(kept.Answers);
            json.WriteEndObject();
        });
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, RoomView room, bool listening, RoomStop? stop)
    {
        json.WriteStartObject();
        json.WriteString("room", room.Room);
        json.Moment("heard", room.Heard);
        json.WriteBoolean("listening", listening);
        if (stop is not null)
            Write(json, "stop", stop);
        if (room.Report is { } report)
            Write(json, report);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, RoomReport report)
    {
        json.WriteString("session", report.Session);
        json.WriteString("phase", report.Phase);
        json.WriteNumber("level", report.Level);
        json.WriteNumber("levels", report.Levels);
        json.Percent("cap", report.Cap);
        json.WriteString("capReason", report.CapReason);
        Write(json, "battery", report.Battery);
        json.WriteString("link", report.Link);
        Write(json, "rating", report.Rating);
        json.WriteBoolean("offConfirmed", report.OffConfirmed);
    }

    private static void Write(Utf8JsonWriter json, string name, int? number)
    {
        if (number is { } known)
            json.WriteNumber(name, known);
        else
            json.WriteNull(name);
    }
}
