using System.Collections.Immutable;
using MassagerControl.Core.Screening;

namespace MassagerControl.App.CheckIn;

/// <summary>One screen of the check-in.</summary>
internal abstract record DialoguePage;

/// <summary>Several questions at once: none of them, or these.</summary>
/// <param name="Emergency">One sign is enough: nothing is marked, the first yes ends it.</param>
/// <param name="Same">The answers of last time, where all of them may be taken over; else null.</param>
internal sealed record ListPage(QuestionGroup Group, ImmutableArray<CheckInQuestion> Items, bool Emergency, ImmutableDictionary<string, CheckInAnswer>? Same)
    : DialoguePage;

/// <summary>One question with a screen of its own: a follow-up, a rating, a day.</summary>
internal sealed record SinglePage(QuestionGroup Group, CheckInQuestion Question) : DialoguePage;

/// <summary>All is answered: what follows from it.</summary>
internal sealed record SummaryPage(CheckInVerdict Verdict, ImmutableArray<CheckInAdvice> Advice) : DialoguePage;
