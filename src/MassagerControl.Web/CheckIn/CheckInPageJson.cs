using System.Text.Json;
using MassagerControl.Core;
using MassagerControl.Core.Screening;
using MassagerControl.Devices.Json;
using MassagerControl.Runtime.CheckIn;
using MassagerControl.Runtime.Texts;

namespace MassagerControl.Web.CheckIn;

/// <summary>The present page of a check-in for a phone, and what came of it.</summary>
internal static class CheckInPageJson
{
    public static void Write(Utf8JsonWriter json, CheckInInterview interview, Language language)
    {
        var subject = interview.Subject;
        json.WriteStartObject();
        json.WriteNumber("part", interview.Part);
        json.WriteNumber("parts", subject.Questions.Groups.Length);
        json.WriteString("end", interview.End switch { null => null, CheckInEnd.Left => "left", CheckInEnd.Forbidden => "forbidden", _ => "done" });
        json.WriteString("hint", Hint(interview.Refusal) is { } hint ? language.Say(hint) : null);
        WriteVerdict(json, interview, language);
        json.WritePropertyName("page");
        if (interview.End is null)
            Write(json, interview.Page, interview, language);
        else
            json.WriteNullValue();
        json.WriteEndObject();
    }

    private static void WriteVerdict(Utf8JsonWriter json, CheckInInterview interview, Language language)
    {
        var verdict = interview.End is null ? null : interview.Subject.Judge(interview.Answers);
        // What was not asked, because an answer before it was enough, is no reason.
        var said = verdict is null ? null : verdict with { Refusals = [.. verdict.Refusals.Where(reason => verdict.Answers.ContainsKey(reason.Question))] };
        json.List("reasons", said is null || interview.End == CheckInEnd.Left ? [] : CheckInText.Refusals(said, language), json.WriteStringValue);
        json.List(
            "emergency",
            said is null ? [] : said.Emergency.Select(sign => $"{language.SayText(interview.Subject.Questions.Find(sign.Question)?.Text ?? "")}: {language.Say(sign.Words)}"),
            json.WriteStringValue);
    }

    private static void Write(Utf8JsonWriter json, CheckInPage page, CheckInInterview interview, Language language)
    {
        var place = language.Say(interview.Subject.PlaceName);
        json.WriteStartObject();
        switch (page)
        {
            case ListPage list:
                json.WriteString("kind", "list");
                json.WriteString("title", Named(language.SayText(list.Group.Title), place));
                json.List("items", list.Items, item => Write(json, language.SayText(item.Text), interview.Marked.Contains(item.Id)));
                json.WriteBoolean("emergency", list.Emergency);
                json.WriteBoolean("same", list.Same is not null);
                break;
            case SinglePage single:
                json.WriteString("kind", "single");
                json.WriteString("title", Named(language.SayText(single.Group.Title), place));
                json.WriteString("text", Named(language.SayText(single.Question.Text), place));
                json.WriteString("answer", single.Question.Answer switch { AnswerKind.Rating => "rating", AnswerKind.Day => "day", _ => "yes-no" });
                break;
            case SummaryPage summary:
                json.WriteString("kind", "summary");
                json.WriteString("title", place);
                json.List("lines", [.. summary.Advice.Select(advice => language.Say(advice.Words)), .. CheckInText.Limits(summary.Verdict, language)], json.WriteStringValue);
                break;
        }
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string text, bool marked)
    {
        json.WriteStartObject();
        json.WriteString("text", text);
        json.WriteBoolean("marked", marked);
        json.WriteEndObject();
    }

    private static Phrase? Hint(CheckInRefusal? refusal) => refusal switch
    {
        null => null,
        CheckInRefusal.NothingMarked => "nothing is marked: mark what is true, or none of these",
        CheckInRefusal.SomeMarked => "something is marked: go on with it, or take the marks away",
        CheckInRefusal.NoLastTime => "there is no last time to repeat",
        CheckInRefusal.FirstPage => "this is the first page",
        _ => "that is no answer to this page",
    };

    private static string Named(string title, string place) => title.Replace("{place}", place, StringComparison.Ordinal);
}
