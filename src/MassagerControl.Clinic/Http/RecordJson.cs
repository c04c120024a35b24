using System.Text.Json;
using MassagerControl.Clinic.People;
using MassagerControl.Core;
using MassagerControl.Devices.Json;

namespace MassagerControl.Clinic.Http;

/// <summary>Records of sessions as JSON.</summary>
internal static class RecordJson
{
    private const int LongestWord = 200;
    private const int LongestReason = 400;
    private const double LongestSeconds = 86_400;
    private const int MostLevels = 1_000;
    private const int MostReps = 1_000;
    private const int Most = 500;

    /// <param name="room">Whose key it came with.</param>
    public static SessionRecord Read(JsonObjectCursor body, string room) => new()
    {
        Session = RoomApi.IdOf(body.Required("session")),
        Room = room,
        Area = Word(body.Required("area")),
        Side = body.Optional("side") is { } side ? Word(side) : null,
        Program = Word(body.Required("program")),
        Profile = body.Optional("profile") is { } profile ? Word(profile) : null,
        Simulated = body.Required("simulated").Bool(),
        Began = RoomApi.Moment(body.Required("began")),
        Ended = RoomApi.Moment(body.Required("ended")),
        Outcome = Word(body.Required("outcome")),
        Reason = Sentence(body.Required("reason")),
        Reps = body.Required("reps").Int(0, MostReps),
        Press = body.Required("seconds").Seconds(0, LongestSeconds),
        ConfirmedOff = body.Required("confirmedOff").Bool(),
        Levels = body.Optional("levels")?.Int(1, MostLevels),
        HighestLevel = body.Optional("highestLevel")?.Int(0, MostLevels),
        HighestIntensity = body.Optional("highestIntensity")?.Number(0, 100),
        HighestCap = body.Optional("highestCap")?.Number(0, 100),
        Ratings = body.Required("ratings").Array(one => one.Object(Rating), 0, Most),
        Flags = body.Required("flags").Array(one => one.Object(Flag), 0, Most),
        LeftOut = body.Required("leftOut").Int(0, int.MaxValue),
    };

    public static void Write(Utf8JsonWriter json, SessionRecord record)
    {
        json.WriteStartObject();
        json.WriteString("session", record.Session);
        json.WriteString("room", record.Room);
        json.WriteString("area", record.Area);
        json.WriteString("side", record.Side);
        json.WriteString("program", record.Program);
        json.WriteString("profile", record.Profile);
        json.WriteBoolean("simulated", record.Simulated);
        json.WriteString("began", record.Began.UtcDateTime);
        json.WriteString("ended", record.Ended.UtcDateTime);
        json.WriteString("outcome", record.Outcome);
        json.WriteString("reason", record.Reason);
        json.WriteNumber("reps", record.Reps);
        json.Seconds("seconds", record.Press);
        json.WriteBoolean("confirmedOff", record.ConfirmedOff);
        Number(json, "levels", record.Levels);
        Number(json, "highestLevel", record.HighestLevel);
        Number(json, "highestIntensity", (decimal?)record.HighestIntensity);
        Number(json, "highestCap", (decimal?)record.HighestCap);
        json.List("ratings", record.Ratings, one =>
        {
            json.WriteStartObject();
            json.Seconds("t", one.At);
            json.WriteNumber("value", one.Value);
            json.WriteEndObject();
        });
        json.List("flags", record.Flags, one =>
        {
            json.WriteStartObject();
            json.Seconds("t", one.At);
            json.WriteString("kind", one.Kind);
            json.WriteEndObject();
        });
        json.WriteNumber("leftOut", record.LeftOut);
        json.WriteEndObject();
    }

    /// <summary>What a code of FHIR may be.</summary>
    private static string Word(JsonValueCursor value)
    {
        var word = value.String(1, LongestWord);
        if (word.Any(char.IsControl) || word != string.Join(' ', word.Split(null as char[], StringSplitOptions.RemoveEmptyEntries)))
            value.Error("is no word, and no words with one space between them");
        return word;
    }

    private static string Sentence(JsonValueCursor value)
    {
        var sentence = value.String(0, LongestReason);
        if (sentence.Any(char.IsControl) || sentence != sentence.Trim())
            value.Error("is no sentence on one line");
        return sentence;
    }

    private static RatingRecord Rating(JsonObjectCursor one) =>
        new(one.Required("t").Seconds(0, LongestSeconds), one.Required("value").Int(Discomfort.Lowest, Discomfort.Highest));

    private static FlagRecord Flag(JsonObjectCursor one)
    {
        var (at, kind) = (one.Required("t").Seconds(0, LongestSeconds), one.Required("kind"));
        var word = kind.String(1, LongestWord);
        if (RedFlagText.Find(word) is null)
            kind.Error("is no red flag that is known here");
        return new(at, word);
    }

    private static void Number(Utf8JsonWriter json, string name, decimal? number)
    {
        if (number is { } known)
            json.WriteNumber(name, known);
        else
            json.WriteNull(name);
    }
}
