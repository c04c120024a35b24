using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Core.Screening;

namespace MassagerControl.App.CheckIn;

/// <summary>How a check-in on the terminal ended.</summary>
internal enum DialogueEnd
{
    /// <summary>The person left, or the terminal did.</summary>
    Left,

    /// <summary>An answer forbids the session; the rest was not asked.</summary>
    Forbidden,
    Done,
}

/// <summary>The check-in on the terminal, one key after the other. Pure: no clock, no terminal.</summary>
internal sealed record CheckInDialogue(CheckInSubject Subject)
{
    private const string ListHint = "Press the number of each one that is true, then ENTER.";

    public ImmutableDictionary<string, CheckInAnswer> Answers { get; private init; } = ImmutableDictionary<string, CheckInAnswer>.Empty;

    /// <summary>The marked questions of the present list.</summary>
    public ImmutableHashSet<string> Marked { get; private init; } = [];

    /// <summary>What is wrong with the last key; empty when nothing is.</summary>
    public string Hint { get; private init; } = "";

    public DialogueEnd? End { get; private init; }

    private ImmutableStack<ImmutableDictionary<string, CheckInAnswer>> Before { get; init; } = [];

    public DialoguePage Page => Subject.Questions.Groups.Select(PageOf).FirstOrDefault(page => page is not null) ?? Summary();

    /// <summary>The part of the check-in that is shown, from 1; the summary is the last group's.</summary>
    public int Part => Page switch
    {
        ListPage list => Subject.Questions.Groups.IndexOf(list.Group) + 1,
        SinglePage single => Subject.Questions.Groups.IndexOf(single.Group) + 1,
        _ => Subject.Questions.Groups.Length,
    };

    /// <param name="key">Null: there will be no more keys.</param>
    public CheckInDialogue Next(ConsoleKeyInfo? key)
    {
        if (key is not { } pressed || IsLeave(pressed))
            return this with { End = DialogueEnd.Left };
        var fresh = this with { Hint = "" };
        if (pressed.Key == ConsoleKey.Backspace || Letter(pressed) == 'B')
            return fresh.Back();
        return Page switch
        {
            ListPage list => fresh.OnList(list, pressed),
            SinglePage single => fresh.OnSingle(single.Question, pressed),
            _ => pressed.Key == ConsoleKey.Enter ? fresh with { End = DialogueEnd.Done } : fresh.Say("ENTER goes on to the session; ESC or Q leaves."),
        };
    }

    // Escape, Q, Ctrl-D; and Alt with a key, which is what a quick Escape before another key looks like.
    private static bool IsLeave(ConsoleKeyInfo key) =>
        key.Key == ConsoleKey.Escape || key.KeyChar is '\e' or '\u0004' || Letter(key) == 'Q' || key.Modifiers.HasFlag(ConsoleModifiers.Alt);

    private static char Letter(ConsoleKeyInfo key) => key.Modifiers.HasFlag(ConsoleModifiers.Control) ? '\0' : char.ToUpperInvariant(key.KeyChar);

    private static int? Digit(ConsoleKeyInfo key) => key.KeyChar is >= '0' and <= '9' ? key.KeyChar - '0' : null;

    private DialoguePage? PageOf(QuestionGroup group)
    {
        var questions = Subject.Questions.In(group.Id, Subject.Place.Area).ToArray();
        var listed = questions.Where(CheckInCheck.IsListed).ToImmutableArray();
        if (listed.Any(question => !Answers.ContainsKey(question.Id)))
            return new ListPage(group, listed, group == Subject.Questions.Groups[0], Same(listed));
        var next = questions.FirstOrDefault(question => !Answers.ContainsKey(question.Id) && CheckInRules.IsAsked(question, Answers));
        return next is null ? null : new SinglePage(group, next);
    }

    private ImmutableDictionary<string, CheckInAnswer>? Same(ImmutableArray<CheckInQuestion> questions)
    {
        var last = questions.Select(question => (question.Id, Answer: Subject.Last(question))).Where(known => known.Answer is not null).ToArray();
        return last.Length == questions.Length ? last.ToImmutableDictionary(known => known.Id, known => known.Answer!) : null;
    }

    private SummaryPage Summary()
    {
        var verdict = Subject.Judge(Answers);
        return new(verdict, Subject.Advice(verdict));
    }

    private CheckInDialogue OnList(ListPage list, ConsoleKeyInfo key)
    {
        if (Digit(key) is >= 1 and var number && number <= list.Items.Length)
            return list.Emergency ? Answered([(list.Items[number - 1].Id, CheckInAnswer.Yes)]) : Toggled(list.Items[number - 1].Id);
        if (key.Key == ConsoleKey.Enter)
            return Marked.IsEmpty ? Say("Press N if there is none of these.") : Answered(list, question => Marked.Contains(question.Id) ? CheckInAnswer.Yes : CheckInAnswer.No);
        return Letter(key) switch
        {
            'N' => Marked.IsEmpty ? Answered(list, _ => CheckInAnswer.No) : Say("Some are marked: ENTER goes on with them; their numbers take the marks away."),
            'Y' => list.Emergency ? Answered(list, _ => CheckInAnswer.Unsure) : Say(ListHint),
            'S' when list.Same is { } same => Marked.IsEmpty ? Answered(list, question => same[question.Id]) : Say("Some are marked: ENTER goes on with them."),
            'S' => Say("There is no last time that would do here. N: none of these."),
            _ => Say(list.Emergency ? "No such key. N: none of these. Y or a number: yes." : $"No such key. N: none of these. {ListHint}"),
        };
    }

    private CheckInDialogue OnSingle(CheckInQuestion question, ConsoleKeyInfo key)
    {
        CheckInAnswer? answer = (question.Answer, Digit(key), Letter(key)) switch
        {
            (AnswerKind.YesNo, _, 'Y') => CheckInAnswer.Yes,
            (AnswerKind.YesNo, _, 'N') => CheckInAnswer.No,
            (AnswerKind.YesNo or AnswerKind.Day, _, 'U') => CheckInAnswer.Unsure,
            (AnswerKind.Rating, 0, _) => new SaidRating(Discomfort.From(Discomfort.Highest)),
            (AnswerKind.Rating, { } rating, _) => new SaidRating(Discomfort.From(rating)),
            (AnswerKind.Day, { } days, _) => new SaidDay(DateOnly.FromDateTime(Subject.Now.DateTime).AddDays(-days)),
            _ => null,
        };
        return answer is { } given ? Answered([(question.Id, given)]) : Say(question.Answer switch
        {
            AnswerKind.YesNo => "No such key. Y: yes. N: no. U: not sure.",
            AnswerKind.Rating => "No such key. Press a number from 1 to 9, or 0 for ten.",
            AnswerKind.Day => "No such key. Press how many days ago it was, 0 to 9. U: not sure.",
        });
    }

    private CheckInDialogue Toggled(string id) => this with { Marked = Marked.SymmetricExcept([id]) };

    private CheckInDialogue Answered(ListPage list, Func<CheckInQuestion, CheckInAnswer> answer) =>
        Answered([.. list.Items.Select(question => (question.Id, answer(question)))]);

    private CheckInDialogue Answered(ImmutableArray<(string Id, CheckInAnswer Answer)> given)
    {
        var next = this with
        {
            Answers = Answers.SetItems(given.Select(said => KeyValuePair.Create(said.Id, said.Answer))),
            Before = Before.Push(Answers),
            Marked = [],
        };
        if (next.Forbids())
            return next with { End = DialogueEnd.Forbidden };
        return next.Page is SummaryPage summary && !DialogueView.HasMoreToSay(summary) ? next with { End = DialogueEnd.Done } : next;
    }

    /// <summary>Something was answered that forbids the session; what was not asked yet does not count.</summary>
    private bool Forbids()
    {
        var verdict = Subject.Judge(Answers);
        return !verdict.Emergency.IsEmpty || verdict.LocksHere.Any() || verdict.Refusals.Any(reason => verdict.Answers.ContainsKey(reason.Question));
    }

    private CheckInDialogue Back() => !Marked.IsEmpty ? this with { Marked = [] }
        : Before.IsEmpty ? Say("This is the first question.")
        : this with { Answers = Before.Peek(), Before = Before.Pop() };

    private CheckInDialogue Say(string hint) => this with { Hint = hint };
}
