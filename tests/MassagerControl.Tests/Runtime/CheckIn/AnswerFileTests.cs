using MassagerControl.Core;
using MassagerControl.Core.Screening;
using MassagerControl.Runtime.CheckIn;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Runtime.CheckIn;

public sealed class AnswerFileTests
{
    [Fact]
    public void Every_kind_of_answer_is_read()
    {
        var read = Parse("""
            { "answered": "2026-03-12T17:30:00Z",
              "answers": { "fever": "no", "pacemaker": "yes", "em-heart": "unsure", "diabetes": "same", "place-pain": 4, "place-injury-day": "2026-03-01" } }
            """).Value!;

        Assert.Equal(new DateTimeOffset(2026, 3, 12, 17, 30, 0, TimeSpan.Zero), read.Answered);
        Assert.Equal(
            [("diabetes", CheckInAnswer.Same), ("em-heart", CheckInAnswer.Unsure), ("fever", CheckInAnswer.No), ("pacemaker", CheckInAnswer.Yes), ("place-injury-day", new SaidDay(new(2026, 3, 1))), ("place-pain", new SaidRating(Discomfort.From(4)))],
            read.Answers.Select(answer => (answer.Key, answer.Value)).OrderBy(answer => answer.Key, StringComparer.Ordinal));
        Assert.Null(Parse("""{ "answers": {} }""").Value!.Answered);
        Assert.Equal(CheckInAnswer.Unsure, Parse("""{ "answers": { "place-injury-day": "unsure" } }""").Value!.Answers["place-injury-day"]);
    }

    [Theory]
    [InlineData("""{ }""", "$.answers: is missing")]
    [InlineData("""{ "answers": { "fevre": "no" } }""", "$.answers.fevre: there is no such question")]
    [InlineData("""{ "answers": { "fever": "maybe" } }""", "$.answers.fever: 'maybe' is none of no, yes, unsure")]
    [InlineData("""{ "answers": { "fever": "same" } }""", "$.answers.fever: 'same' is none of no, yes, unsure")]
    [InlineData("""{ "answers": { "diabetes": "often" } }""", "$.answers.diabetes: 'often' is none of no, yes, unsure, same")]
    [InlineData("""{ "answers": { "fever": false } }""", "$.answers.fever: is false; a text is expected")]
    [InlineData("""{ "answers": { "place-pain": "4" } }""", "$.answers['place-pain']: is a text; a whole number is expected")]
    [InlineData("""{ "answers": { "place-pain": 0 } }""", "$.answers['place-pain']: 0 is outside 1–10")]
    [InlineData("""{ "answers": { "place-pain": 4.5 } }""", "$.answers['place-pain']: 4.5 is not a whole number from 1 to 10")]
    [InlineData("""{ "answers": { "place-injury-day": "1.3.2026" } }""", "$.answers['place-injury-day']: is no day like 2026-03-01, and not 'unsure'")]
    [InlineData("""{ "answered": "today", "answers": {} }""", "$.answered: is no moment like 2026-03-01T18:30:00Z")]
    [InlineData("""{ "answers": { "fever": "no", "fever": "yes" } }""", "$.answers.fever: is given twice")]
    [InlineData("""{ "answers": [] }""", "$.answers: is an array; an object is expected")]
    [InlineData("""{ "answers": {}, "notes": "x" }""", "$.notes: is unknown; known here: $schema, answered, answers")]
    [InlineData("""not json""", "$: line 1")]
    public void What_is_wrong_is_named_with_its_place(string json, string expected)
    {
        var reading = Parse(json);

        Assert.Null(reading.Value);
        Assert.Contains(reading.Errors, error => error.ToString().StartsWith("a.json: " + expected, StringComparison.Ordinal));
    }

    [Fact]
    public void All_errors_come_at_once() => Assert.Equal(3, Parse("""{ "answers": { "a": "no", "fever": 1, "place-pain": 11 } }""").Errors.Length);

    private static MassagerControl.Devices.Json.FileReading<FileAnswers> Parse(string json) => AnswerFile.Parse("a.json", json, CheckIns.Shipped);
}
