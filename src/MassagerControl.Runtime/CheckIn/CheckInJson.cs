using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using MassagerControl.Core;
using MassagerControl.Core.Screening;
using MassagerControl.Devices.Json;
using MassagerControl.Runtime.Texts;

namespace MassagerControl.Runtime.CheckIn;

/// <summary>A check-in as the store keeps it: place and answers, and the verdict for whoever reads the history.</summary>
public static class CheckInJson
{
    public static string Answers(CheckInVerdict verdict) => JsonText.Line(json =>
    {
        json.WriteStartObject();
        json.WriteString("area", verdict.Place.Area);
        json.WriteString("side", verdict.Place.Side);
        json.WriteStartObject("answers");
        foreach (var (id, answer) in verdict.Answers.OrderBy(answer => answer.Key, StringComparer.Ordinal))
            Write(json, id, answer);
        json.WriteEndObject();
        json.WriteEndObject();
    });

    public static string Verdict(CheckInVerdict verdict) => JsonText.Line(json =>
    {
        json.WriteStartObject();
        json.WriteBoolean("allowed", verdict.Allowed);
        json.List("emergency", verdict.Emergency.Select(reason => reason.Words.Text), json.WriteStringValue);
        json.List("refusals", CheckInText.Refusals(verdict, Language.English), json.WriteStringValue);
        json.List("limits", CheckInText.Limits(verdict, Language.English), json.WriteStringValue);
        json.List("advice", verdict.Advice.Select(advice => advice.Kind), json.WriteStringValue);
        json.WriteEndObject();
    });

    /// <summary>Reads what <see cref="Answers"/> wrote, also by another version with other questions.</summary>
    /// <returns>Null when it is nothing of the kind.</returns>
    public static PastCheckIn? Read(DateTimeOffset at, string answers)
    {
        try
        {
            using var document = JsonDocument.Parse(answers);
            var root = document.RootElement;
            var said = root.GetProperty("answers").EnumerateObject().Select(answer => (answer.Name, Answer: Answer(answer.Value))).Where(answer => answer.Answer is not null);
            return new(
                at,
                new(root.GetProperty("area").GetString()!, root.GetProperty("side").GetString()),
                said.ToImmutableDictionary(answer => answer.Name, answer => answer.Answer!));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            return null;
        }
    }

    private static void Write(Utf8JsonWriter json, string id, CheckInAnswer answer)
    {
        switch (answer)
        {
            case SaidRating rating:
                json.WriteNumber(id, rating.Value.Value);
                break;
            case SaidDay day:
                json.WriteString(id, AnswerFile.Day(day.Day));
                break;
            default:
                json.WriteString(id, answer switch { SaidYes => "yes", SaidNo => "no", _ => "unsure" });
                break;
        }
    }

    private static CheckInAnswer? Answer(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetInt32(out var rating) && rating is >= Discomfort.Lowest and <= Discomfort.Highest => new SaidRating(Discomfort.From(rating)),
        JsonValueKind.String => value.GetString() switch
        {
            "yes" => CheckInAnswer.Yes,
            "no" => CheckInAnswer.No,
            "unsure" => CheckInAnswer.Unsure,
            var text => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? new SaidDay(day) : null,
        },
        _ => null,
    };
}
