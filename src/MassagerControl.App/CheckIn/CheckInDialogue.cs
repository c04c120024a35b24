using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Core.Screening;

namespace MassagerControl.App.CheckIn;

/// <summary>The check-in on the terminal, one key after the other. Pure: no clock, no terminal.</summary>
/// <param name="Hint">What is wrong with the last key; empty when nothing is.</param>
internal sealed record CheckInDialogue(CheckInInterview Interview, Phrase? Hint = null)
{
    public CheckInDialogue(CheckInSubject subject)
        : this(new CheckInInterview(subject))
    {
    }

    public CheckInSubject Subject => Interview.Subject;

    public ImmutableDictionary<string, CheckInAnswer> Answers => Interview.Answers;

    public ImmutableHashSet<string> Marked => Interview.Marked;

    public CheckInEnd? End => Interview.End;

    public CheckInPage Page => Interview.Page;

    public int Part => Interview.Part;

    /// <param name="key">Null: there will be no more keys.</param>
    public CheckInDialogue Next(ConsoleKeyInfo? key)
    {
        var page = Page;
        if (CheckInKeys.Move(page, Subject.Today, key) is not { } move)
            return this with { Hint = CheckInKeys.NoSuchKey(page) };
        var next = Interview.Next(move);
        return new(next, next.Refusal is { } refusal ? CheckInKeys.Hint(page, move, refusal) : null);
    }
}
