using System.Collections.Immutable;
using MassagerControl.App.Terminal;
using MassagerControl.Core;
using MassagerControl.Core.Screening;
using MassagerControl.Runtime.CheckIn;
using MassagerControl.Runtime.Texts;

namespace MassagerControl.App.CheckIn;

/// <summary>The screens of the check-in as a pure function of the dialogue.</summary>
internal static class DialogueView
{
    private const string Margin = " ";

    /// <summary>No line wider than the terminal; without blank lines where it is low.</summary>
    public static ImmutableArray<ScreenLine> Lines(CheckInDialogue dialogue, ScreenSize size, Language language)
    {
        var page = new Page(Math.Max(8, size.Width), Margin);
        page.Add(ScreenLine.Of($"{Margin}{language.Say($"Check-in, part {dialogue.Part} of {dialogue.Subject.Questions.Groups.Length}")}")
            .Opposite(ScreenLine.Of($"{language.Say("no motor runs yet")} "), page.Width));
        page.Blank();
        Body(page, dialogue, language);
        page.Blank();
        Keys(page, dialogue.Page, language);
        page.Wrapped(ScreenLine.Of(language.Say("B: back    ESC or Q: leave, no session")));
        if (dialogue.Hint is { } hint)
        {
            page.Blank();
            page.Wrapped(ScreenLine.Of(language.Say(hint), Tone.Ask));
        }
        return Fitting([.. page.Lines], size, language);
    }

    private static ImmutableArray<ScreenLine> Fitting(ImmutableArray<ScreenLine> lines, ScreenSize size, Language language)
    {
        // One line less than the terminal has: the cursor stands below the last one.
        if (lines.Length < size.Height)
            return lines;
        ImmutableArray<ScreenLine> dense = [.. lines.Where(line => !line.Spans.IsEmpty)];
        return dense.Length < size.Height ? dense : dense.Add(ScreenLine.Of($"{Margin}{language.Say("It begins above: scroll up.")}", Tone.Ask).Cut(size.Width));
    }

    private static void Body(Page page, CheckInDialogue dialogue, Language language)
    {
        var place = language.Say(dialogue.Subject.PlaceName);
        switch (dialogue.Page)
        {
            case ListPage list:
                Title(page, Named(language.SayText(list.Group.Title), place));
                for (var i = 0; i < list.Items.Length; i++)
                    Item(page, i + 1, language.SayText(list.Items[i].Text), list.Emergency ? null : dialogue.Marked.Contains(list.Items[i].Id));
                break;
            case SinglePage single:
                Title(page, Named(single.Question.Answer == AnswerKind.YesNo ? language.Say($"Is this true: {single.Question.Text}?") : language.SayText(single.Question.Text), place));
                if (single.Question.Scope == QuestionScope.Area)
                    page.Wrapped(ScreenLine.Of(place));
                break;
            case SummaryPage summary:
                Summary(page, summary, language);
                break;
        }
    }

    private static void Summary(Page page, SummaryPage summary, Language language)
    {
        foreach (var advice in summary.Advice)
            page.Wrapped(ScreenLine.Of(language.Say(advice.Words), Tone.Strong));
        if (!summary.Advice.IsEmpty)
            page.Blank();
        var limits = CheckInText.Limits(summary.Verdict, language).ToArray();
        if (limits.Length == 0)
            return;
        Title(page, language.Say("This session is gentler:"));
        foreach (var limit in limits)
            page.Wrapped(ScreenLine.Of($"- {limit}"));
    }

    private static void Keys(Page page, CheckInPage shown, Language language)
    {
        switch (shown)
        {
            case ListPage { Emergency: true } list:
                page.Wrapped(ScreenLine.Of(language.Say("N: none of these"), Tone.Ask));
                page.Wrapped(ScreenLine.Of(language.Say($"Y or 1–{list.Items.Length}: yes, or not sure")));
                break;
            case ListPage list:
                page.Wrapped(ScreenLine.Of(language.Say("N: none of these"), Tone.Ask));
                if (list.Same is { } same)
                    page.Wrapped(ScreenLine.Of(language.Say($"S: same as last time ({Words(list, same)})"), Tone.Ask));
                page.Wrapped(ScreenLine.Of(language.Say($"1–{list.Items.Length}: mark what is true, or what you are not sure of; then ENTER")));
                break;
            case SinglePage { Question.Answer: AnswerKind.YesNo }:
                page.Wrapped(ScreenLine.Of(language.Say("Y: yes    N: no    U: not sure"), Tone.Ask));
                break;
            case SinglePage { Question.Answer: AnswerKind.Rating }:
                page.Wrapped(ScreenLine.Of(language.Say("1–9, 0 = ten    1: hardly at all    5: in the middle    0: the worst"), Tone.Ask));
                break;
            case SinglePage:
                page.Wrapped(ScreenLine.Of(language.Say("0: today   1: yesterday   2–8: days ago   9: longer ago   U: not sure"), Tone.Ask));
                break;
            default:
                page.Wrapped(ScreenLine.Of(language.Say("ENTER: go on to the session"), Tone.Ask));
                break;
        }
    }

    private static Phrase Words(ListPage list, ImmutableDictionary<string, CheckInAnswer> same)
    {
        var yes = list.Items.Where(question => same[question.Id] is not SaidNo).Select(question => Phrase.Verbatim(question.Text)).ToArray();
        return yes.Length == 0 ? "none of these" : Phrase.Join("; ", yes);
    }

    private static string Named(string title, string place) => title.Replace("{place}", place, StringComparison.Ordinal);

    private static void Title(Page page, string title)
    {
        page.Wrapped(ScreenLine.Of(title, Tone.Strong));
        page.Blank();
    }

    /// <summary>A number, a box to mark, and the text, with every further line below the first.</summary>
    private static void Item(Page page, int number, string text, bool? marked)
    {
        var head = $"{Margin}{number}  {(marked is { } on ? on ? "[x] " : "[ ] " : "")}";
        var tone = marked == true ? Tone.Strong : Tone.Plain;
        foreach (var line in CellText.Wrap(text, Math.Max(4, page.Width - head.Length)))
        {
            page.Add(ScreenLine.Of($"{head}{line}", tone));
            head = new string(' ', head.Length);
        }
    }
}
