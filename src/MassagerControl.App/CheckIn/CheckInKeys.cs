using MassagerControl.Core;
using MassagerControl.Core.Screening;

namespace MassagerControl.App.CheckIn;

/// <summary>Which key does what at a page of the check-in, and what is said to one that does nothing.</summary>
internal static class CheckInKeys
{
    private static readonly Phrase ListHint = "Press the number of each one that is true, then ENTER.";

    /// <param name="today">By the person's own calendar.</param>
    /// <param name="key">Null: there will be no more keys.</param>
    /// <returns>Null for a key without a meaning here.</returns>
    public static CheckInMove? Move(CheckInPage page, DateOnly today, ConsoleKeyInfo? key) => key switch
    {
        null => new Leave(),
        { } pressed when IsLeave(pressed) => new Leave(),
        { } pressed when pressed.Key == ConsoleKey.Backspace || Letter(pressed) == 'B' => new GoBack(),
        { } pressed => page switch
        {
            ListPage list => OnList(list, pressed),
            SinglePage single => Answer(single.Question.Answer, today, pressed) is { } answer ? new GiveAnswer(answer) : null,
            _ => pressed.Key == ConsoleKey.Enter ? new GoOn() : null,
        },
    };

    public static Phrase NoSuchKey(CheckInPage page) => page switch
    {
        ListPage { Emergency: true } => "No such key. N: none of these. Y or a number: yes.",
        ListPage => Phrase.Of($"No such key. N: none of these. {ListHint}"),
        SinglePage { Question.Answer: AnswerKind.YesNo } => "No such key. Y: yes. N: no. U: not sure.",
        SinglePage { Question.Answer: AnswerKind.Rating } => "No such key. Press a number from 1 to 9, or 0 for ten.",
        SinglePage => "No such key. Press how many days ago it was, 0 to 9. U: not sure.",
        _ => "ENTER goes on to the session; ESC or Q leaves.",
    };

    public static Phrase Hint(CheckInPage page, CheckInMove move, CheckInRefusal refusal) => refusal switch
    {
        CheckInRefusal.NothingMarked => "Press N if there is none of these.",
        CheckInRefusal.SomeMarked when move is NoneOfThese => "Some are marked: ENTER goes on with them; their numbers take the marks away.",
        CheckInRefusal.SomeMarked => "Some are marked: ENTER goes on with them.",
        CheckInRefusal.NoLastTime => "There is no last time that would do here. N: none of these.",
        CheckInRefusal.FirstPage => "This is the first question.",
        CheckInRefusal.DoesNotFit => move is SomeOfThese ? ListHint : NoSuchKey(page),
    };

    private static CheckInMove? OnList(ListPage list, ConsoleKeyInfo key) => (Digit(key), Letter(key)) switch
    {
        ( >= 1 and var number, _) when number <= list.Items.Length => new MarkItem(number),
        _ when key.Key == ConsoleKey.Enter => new GoOn(),
        (_, 'N') => new NoneOfThese(),
        (_, 'Y') => new SomeOfThese(),
        (_, 'S') => new SameAsLastTime(),
        _ => null,
    };

    private static CheckInAnswer? Answer(AnswerKind kind, DateOnly today, ConsoleKeyInfo key) => (kind, Digit(key), Letter(key)) switch
    {
        (AnswerKind.YesNo, _, 'Y') => CheckInAnswer.Yes,
        (AnswerKind.YesNo, _, 'N') => CheckInAnswer.No,
        (AnswerKind.YesNo or AnswerKind.Day, _, 'U') => CheckInAnswer.Unsure,
        (AnswerKind.Rating, 0, _) => new SaidRating(Discomfort.From(Discomfort.Highest)),
        (AnswerKind.Rating, { } rating, _) => new SaidRating(Discomfort.From(rating)),
        (AnswerKind.Day, { } days, _) => new SaidDay(today.AddDays(-days)),
        _ => null,
    };

    // Escape, Q, Ctrl-D; and Alt with a key, which is what a quick Escape before another key looks like.
    private static bool IsLeave(ConsoleKeyInfo key) =>
        key.Key == ConsoleKey.Escape || key.KeyChar is '\e' or '\u0004' || Letter(key) == 'Q' || key.Modifiers.HasFlag(ConsoleModifiers.Alt);

    private static char Letter(ConsoleKeyInfo key) => key.Modifiers.HasFlag(ConsoleModifiers.Control) ? '\0' : char.ToUpperInvariant(key.KeyChar);

    private static int? Digit(ConsoleKeyInfo key) => key.KeyChar is >= '0' and <= '9' ? key.KeyChar - '0' : null;
}
