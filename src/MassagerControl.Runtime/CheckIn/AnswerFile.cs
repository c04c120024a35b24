using System.Collections.Immutable;
using System.Globalization;
using MassagerControl.Core;
using MassagerControl.Core.Screening;
using MassagerControl.Devices.Json;

namespace MassagerControl.Runtime.CheckIn;

/// <summary>The answers of a file, for a run without a terminal.</summary>
/// <param name="Answered">When somebody answered; null where the file does not say.</param>
internal sealed record FileAnswers(DateTimeOffset? Answered, ImmutableDictionary<string, CheckInAnswer> Answers);

/// <summary>Reads and writes answers as JSON; docs/check-in.md describes the file of <c>--check-in</c>.</summary>
internal static class AnswerFile
{
    private const string DayFormat = "yyyy-MM-dd";
    private const string MomentFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    public static FileReading<FileAnswers> Read(string path, CheckInQuestions questions) => JsonFileReader.Read(path, root => File(root, questions));

    public static FileReading<FileAnswers> Parse(string file, string json, CheckInQuestions questions) =>
        JsonFileReader.Parse(file, json, root => File(root, questions));

    /// <summary>Known answers; what is no answer of any of these questions is an error.</summary>
    public static ImmutableDictionary<string, CheckInAnswer> Answers(JsonValueCursor answers, CheckInQuestions questions) =>
        answers.Map((id, value) => KeyValuePair.Create(id, Answer(id, value, questions))).ToImmutableDictionary();

    public static string Day(DateOnly day) => day.ToString(DayFormat, CultureInfo.InvariantCulture);

    private static FileAnswers File(JsonObjectCursor root, CheckInQuestions questions) =>
        new(root.Optional("answered") is { } at ? Moment(at) : null, Answers(root.Required("answers"), questions));

    private static CheckInAnswer Answer(string id, JsonValueCursor value, CheckInQuestions questions)
    {
        switch (questions.Find(id))
        {
            case null:
                value.Error("there is no such question");
                return CheckInAnswer.Unsure;
            case { Answer: AnswerKind.Rating }:
                return new SaidRating(Discomfort.From(value.Int(Discomfort.Lowest, Discomfort.Highest)));
            case { Answer: AnswerKind.Day }:
                return DayOrUnsure(value);
            case { MayRepeat: true }:
                return value.Choice(("no", CheckInAnswer.No), ("yes", CheckInAnswer.Yes), ("unsure", CheckInAnswer.Unsure), ("same", CheckInAnswer.Same));
            default:
                return value.Choice(("no", CheckInAnswer.No), ("yes", CheckInAnswer.Yes), ("unsure", CheckInAnswer.Unsure));
        }
    }

    private static CheckInAnswer DayOrUnsure(JsonValueCursor value)
    {
        var text = value.Text();
        if (text == "unsure")
            return CheckInAnswer.Unsure;
        if (DateOnly.TryParseExact(text, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return new SaidDay(day);
        value.Error("is no day like 2026-03-01, and not 'unsure'");
        return CheckInAnswer.Unsure;
    }

    private static DateTimeOffset Moment(JsonValueCursor value)
    {
        if (DateTimeOffset.TryParseExact(value.Text(), MomentFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment))
            return moment;
        value.Error("is no moment like 2026-03-01T18:30:00Z");
        return DateTimeOffset.UnixEpoch;
    }
}
