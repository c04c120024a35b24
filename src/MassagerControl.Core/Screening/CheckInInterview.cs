using System.Collections.Immutable;

namespace MassagerControl.Core.Screening;

/// <summary>How a check-in ended.</summary>
public enum CheckInEnd
{
    /// <summary>The person left, or went away.</summary>
    Left,

    /// <summary>An answer forbids the session; the rest was not asked.</summary>
    Forbidden,
    Done,
}

/// <summary>Why a move was not taken; nothing has changed then.</summary>
public enum CheckInRefusal
{
    /// <summary>It is no move of this page.</summary>
    DoesNotFit,
    NothingMarked,

    /// <summary>Marks would be lost.</summary>
    SomeMarked,
    NoLastTime,

    /// <summary>There is no page before.</summary>
    FirstPage,
}

/// <summary>The check-in page by page: from what a person answers to the next page or the end. Pure: no clock, no keys.</summary>
/// <param name="Subject">What it is about.</param>
public sealed record CheckInInterview(CheckInSubject Subject)
{
    public ImmutableDictionary<string, CheckInAnswer> Answers { get; private init; } = ImmutableDictionary<string, CheckInAnswer>.Empty;

    /// <summary>The marked questions of the present list.</summary>
    public ImmutableHashSet<string> Marked { get; private init; } = [];

    /// <summary>Null while there is more to answer.</summary>
    public CheckInEnd? End { get; private init; }

    /// <summary>Why the last move was not taken; null when it was.</summary>
    public CheckInRefusal? Refusal { get; private init; }

    private ImmutableStack<ImmutableDictionary<string, CheckInAnswer>> Before { get; init; } = [];

    public CheckInPage Page => Subject.Questions.Groups.Select(PageOf).FirstOrDefault(page => page is not null) ?? Summary();

    /// <summary>The part of the check-in that is shown, from 1; the summary is the last group's.</summary>
    public int Part => Page switch
    {
        ListPage list => Subject.Questions.Groups.IndexOf(list.Group) + 1,
        SinglePage single => Subject.Questions.Groups.IndexOf(single.Group) + 1,
        _ => Subject.Questions.Groups.Length,
    };

    public CheckInInterview Next(CheckInMove move)
    {
        var fresh = this with { Refusal = null };
        return (move, Page) switch
        {
            (Leave, _) => fresh with { End = CheckInEnd.Left },
            (GoBack, _) => fresh.Back(),
            (_, ListPage list) => fresh.OnList(list, move),
            (GiveAnswer { Answer: var answer }, SinglePage { Question: var question }) when Fits(question.Answer, answer) => fresh.Answered([(question.Id, answer)]),
            (GoOn, SummaryPage) => fresh with { End = CheckInEnd.Done },
            _ => fresh.Refuse(CheckInRefusal.DoesNotFit),
        };
    }

    private static bool Fits(AnswerKind kind, CheckInAnswer answer) => (kind, answer) switch
    {
        (AnswerKind.YesNo, SaidYes or SaidNo or SaidUnsure) => true,
        (AnswerKind.Rating, SaidRating) => true,
        (AnswerKind.Day, SaidDay or SaidUnsure) => true,
        _ => false,
    };

    private CheckInPage? PageOf(QuestionGroup group)
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

    private CheckInInterview OnList(ListPage list, CheckInMove move) => move switch
    {
        MarkItem { Item: >= 1 and var number } when number <= list.Items.Length => list.Emergency
            ? Answered([(list.Items[number - 1].Id, CheckInAnswer.Yes)])
            : this with { Marked = Marked.SymmetricExcept([list.Items[number - 1].Id]) },
        GoOn => Marked.IsEmpty
            ? Refuse(CheckInRefusal.NothingMarked)
            : Answered(list, question => Marked.Contains(question.Id) ? CheckInAnswer.Yes : CheckInAnswer.No),
        NoneOfThese => Unmarked(list, _ => CheckInAnswer.No),
        SomeOfThese when list.Emergency => Answered(list, _ => CheckInAnswer.Unsure),
        SameAsLastTime when list.Same is { } same => Unmarked(list, question => same[question.Id]),
        SameAsLastTime => Refuse(CheckInRefusal.NoLastTime),
        _ => Refuse(CheckInRefusal.DoesNotFit),
    };

    private CheckInInterview Unmarked(ListPage list, Func<CheckInQuestion, CheckInAnswer> answer) =>
        Marked.IsEmpty ? Answered(list, answer) : Refuse(CheckInRefusal.SomeMarked);

    private CheckInInterview Answered(ListPage list, Func<CheckInQuestion, CheckInAnswer> answer) =>
        Answered([.. list.Items.Select(question => (question.Id, answer(question)))]);

    private CheckInInterview Answered(ImmutableArray<(string Id, CheckInAnswer Answer)> given)
    {
        var next = this with
        {
            Answers = Answers.SetItems(given.Select(said => KeyValuePair.Create(said.Id, said.Answer))),
            Before = Before.Push(Answers),
            Marked = [],
        };
        if (next.Forbids())
            return next with { End = CheckInEnd.Forbidden };
        return next.Page is SummaryPage { HasMoreToSay: false } ? next with { End = CheckInEnd.Done } : next;
    }

    /// <summary>Something was answered that forbids the session; what was not asked yet does not count.</summary>
    private bool Forbids()
    {
        var verdict = Subject.Judge(Answers);
        return !verdict.Emergency.IsEmpty || verdict.LocksHere.Any() || verdict.Refusals.Any(reason => verdict.Answers.ContainsKey(reason.Question));
    }

    private CheckInInterview Back() => !Marked.IsEmpty ? this with { Marked = [] }
        : Before.IsEmpty ? Refuse(CheckInRefusal.FirstPage)
        : this with { Answers = Before.Peek(), Before = Before.Pop() };

    private CheckInInterview Refuse(CheckInRefusal why) => this with { Refusal = why };
}
