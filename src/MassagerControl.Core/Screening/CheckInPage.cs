using System.Collections.Immutable;

namespace MassagerControl.Core.Screening;

/// <summary>One screen of the check-in.</summary>
public abstract record CheckInPage;

/// <summary>Several questions at once: none of them, or these.</summary>
/// <param name="Emergency">One sign is enough: nothing is marked, the first yes ends it.</param>
/// <param name="Same">The answers of last time, where all of them may be taken over; else null.</param>
public sealed record ListPage(QuestionGroup Group, ImmutableArray<CheckInQuestion> Items, bool Emergency, ImmutableDictionary<string, CheckInAnswer>? Same)
    : CheckInPage;

/// <summary>One question with a screen of its own: a follow-up, a rating, a day.</summary>
public sealed record SinglePage(QuestionGroup Group, CheckInQuestion Question) : CheckInPage;

/// <summary>All is answered: what follows from it.</summary>
public sealed record SummaryPage(CheckInVerdict Verdict, ImmutableArray<CheckInAdvice> Advice) : CheckInPage
{
    /// <summary>Is there anything that the person should read before the session?</summary>
    public bool HasMoreToSay => !Advice.IsEmpty || Verdict.IsGentler;
}
