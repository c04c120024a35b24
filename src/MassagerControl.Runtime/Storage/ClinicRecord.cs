using System.Collections.Immutable;
using System.Text.Json;
using MassagerControl.Devices.Json;

namespace MassagerControl.Runtime.Storage;

/// <summary>What this room tells its clinic of a session that is over, for the record (docs/clinic-data.md). No limit counts by it.</summary>
internal static class ClinicRecord
{
    /// <summary>Far more than anybody gives in a session; a record must be short enough for the clinic to take it.</summary>
    public const int Most = 500;

    private const int LongestReason = 400;

    /// <param name="closing">As it is kept here.</param>
    /// <returns>Null where the session is of no clinic.</returns>
    public static ClinicMessage? Of(Transaction work, long session, NewSession beginning, SessionClosing closing)
    {
        if (beginning is not { Clinic: { } clinic, Person: { } person })
            return null;
        var told = new SessionTable(work).Events(session).Select(Parsed).OfType<Told>().ToImmutableArray();
        return new(ClinicMessage.Record, clinic, person, closing.Ended)
        {
            Area = beginning.Area,
            Side = beginning.Side,
            Detail = JsonText.Line(json => Write(json, beginning, closing, told)),
        };
    }

    private static void Write(Utf8JsonWriter json, NewSession beginning, SessionClosing closing, ImmutableArray<Told> told)
    {
        json.WriteStartObject();
        json.WriteString("session", beginning.Clinic);
        json.WriteString("area", beginning.Area);
        Text(json, "side", beginning.Side);
        json.WriteString("program", beginning.Program);
        Text(json, "profile", beginning.Profile);
        json.WriteBoolean("simulated", beginning.Simulated);
        json.WriteString("began", StoreTime.Text(beginning.Began.Wall));
        json.WriteString("ended", StoreTime.Text(closing.Ended));
        json.WriteString("outcome", closing.Outcome);
        json.WriteString("reason", Sentence(closing.Reason));
        json.WriteNumber("reps", closing.Reps);
        json.Seconds("seconds", closing.Press);
        json.WriteBoolean("confirmedOff", closing.ConfirmedOff);
        WriteHighest(json, told);
        WriteSaid(json, told);
        json.WriteEndObject();
    }

    private static void WriteHighest(Utf8JsonWriter json, ImmutableArray<Told> told)
    {
        Number(json, "levels", told.Select(one => one.Levels).Max());
        Number(json, "highestLevel", told.Select(one => one.Level).Max());
        Number(json, "highestIntensity", told.Select(one => one.Intensity).Max());
        Number(json, "highestCap", told.Select(one => one.Cap).Max());
    }

    private static void WriteSaid(Utf8JsonWriter json, ImmutableArray<Told> told)
    {
        var ratings = told.Where(one => one.Rating is not null).ToArray();
        var flags = told.Where(one => one.Flag is not null).ToArray();
        json.List("ratings", ratings.Take(Most), one => WriteOne(json, one, () => json.WriteNumber("value", one.Rating!.Value)));
        json.List("flags", flags.Take(Most), one => WriteOne(json, one, () => json.WriteString("kind", one.Flag)));
        json.WriteNumber("leftOut", Math.Max(0, ratings.Length - Most) + Math.Max(0, flags.Length - Most));
    }

    private static void WriteOne(Utf8JsonWriter json, Told told, Action what)
    {
        json.WriteStartObject();
        json.Seconds("t", told.At);
        what();
        json.WriteEndObject();
    }

    /// <returns>Null for a line that says nothing here, or was not written by this program.</returns>
    private static Told? Parsed(StoredEvent told)
    {
        try
        {
            using var line = JsonDocument.Parse(told.Json);
            var json = line.RootElement;
            return told.Type switch
            {
                "session-started" => new(told.At) { Levels = json.GetProperty("levels").GetInt32() },
                "level" => new(told.At) { Level = json.GetProperty("level").GetInt32(), Intensity = json.GetProperty("intensity").GetDecimal() },
                "cap" => new(told.At) { Cap = json.GetProperty("value").GetDecimal() },
                "rating" => new(told.At) { Rating = json.GetProperty("value").GetInt32() },
                "red-flag" => new(told.At) { Flag = json.GetProperty("kind").GetString() },
                _ => null,
            };
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    /// <summary>On one line, as the clinic takes it.</summary>
    private static string Sentence(string reason)
    {
        var line = string.Concat(reason.Select(letter => char.IsControl(letter) ? ' ' : letter)).Trim();
        return line.Length > LongestReason ? line[..LongestReason].Trim() : line;
    }

    // A member that says nothing is left out.
    private static void Text(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
            json.WriteString(name, text);
    }

    private static void Number(Utf8JsonWriter json, string name, decimal? number)
    {
        if (number is { } known)
            json.WriteNumber(name, known);
    }

    private sealed record Told(TimeSpan At)
    {
        public int? Levels { get; init; }

        public int? Level { get; init; }

        public decimal? Intensity { get; init; }

        public decimal? Cap { get; init; }

        public int? Rating { get; init; }

        public string? Flag { get; init; }
    }
}
