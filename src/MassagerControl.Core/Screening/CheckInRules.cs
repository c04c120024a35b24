using System.Collections.Immutable;
using MassagerControl.Core.Areas;
using MassagerControl.Core.Safety;

namespace MassagerControl.Core.Screening;

/// <summary>From answers to a verdict (docs/check-in.md). Pure; every effect only ever lowers or forbids.</summary>
public static class CheckInRules
{
    private const int OldestPerson = 130;

    /// <param name="answers">By the question's id; answers to questions that are not asked here are ignored.</param>
    /// <param name="past">Check-ins of the past, in any order.</param>
    /// <param name="now">With the person's own offset: days are those of their calendar.</param>
    public static CheckInVerdict Judge(
        CheckInQuestions questions,
        IReadOnlyDictionary<string, CheckInAnswer> answers,
        IReadOnlyCollection<PastCheckIn> past,
        AreaPlace place,
        DateTimeOffset now)
    {
        var verdict = new CheckInVerdict { Place = place };
        foreach (var question in questions.All.Where(question => CheckInQuestions.Concerns(question, place.Area)))
        {
            if (!IsAsked(question, verdict.Answers))
                continue;
            verdict = answers.GetValueOrDefault(question.Id) is { } said
                ? Answered(verdict, question, Resolved(questions, question, said, past, place, now), now)
                : Unanswered(verdict, question, Phrase.Of($"not answered: {question.Text}"));
        }
        return WithEarlierDays(questions, verdict, past, now);
    }

    /// <summary>What days that were named before still close, without a new check-in.</summary>
    public static ImmutableArray<CheckInLock> StillClosed(
        CheckInQuestions questions, IReadOnlyCollection<PastCheckIn> past, AreaPlace place, DateTimeOffset now) =>
        WithEarlierDays(questions, new() { Place = place }, past, now).AreaLocks;

    /// <summary>The answer that "same as last time" stands for; null when it stands for none.</summary>
    public static CheckInAnswer? Last(
        CheckInQuestions questions, CheckInQuestion question, IReadOnlyCollection<PastCheckIn> past, AreaPlace place, DateTimeOffset now)
    {
        if (!question.MayRepeat)
            return null;
        var newest = past
            .Where(checkIn => question.Scope == QuestionScope.Session || checkIn.Place == place)
            .Where(checkIn => checkIn.Answers.ContainsKey(question.Id))
            .MaxBy(checkIn => checkIn.At);
        // A check-in that seems to lie ahead (the clock was set back) says nothing about how old it is.
        var fresh = newest is not null && newest.At <= now && now - newest.At <= TimeSpan.FromDays(questions.SameForDays.Value);
        return fresh ? newest!.Answers[question.Id] : null;
    }

    /// <summary>Is the question put, given the answers to those before it?</summary>
    public static bool IsAsked(CheckInQuestion question, IReadOnlyDictionary<string, CheckInAnswer> answers) =>
        question.When is not { } leading || answers.GetValueOrDefault(leading) is SaidYes or SaidUnsure;

    /// <summary>When the effect of a day ends: so many hours after that day, since nobody said at which hour it was.</summary>
    public static DateTimeOffset EndOf(DateOnly day, double hours, DateTimeOffset now) =>
        new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), now.Offset).AddDays(1).AddHours(hours);

    private static CheckInAnswer? Resolved(
        CheckInQuestions questions, CheckInQuestion question, CheckInAnswer said, IReadOnlyCollection<PastCheckIn> past, AreaPlace place, DateTimeOffset now) =>
        said is SaidSame ? Last(questions, question, past, place, now) : said;

    private static CheckInVerdict Answered(CheckInVerdict verdict, CheckInQuestion question, CheckInAnswer? answer, DateTimeOffset now)
    {
        if (answer is null)
            return Unanswered(verdict, question, Phrase.Of($"'same as last time' will not do here: {question.Text}"));
        if (!Fits(question, answer, now))
            return Unanswered(verdict, question, Phrase.Of($"no such answer is possible: {question.Text}"));
        verdict = verdict with { Answers = verdict.Answers.SetItem(question.Id, answer) };
        return Counts(question, answer, now) ? WithEffects(verdict, question, answer, now) : verdict;
    }

    private static CheckInVerdict Unanswered(CheckInVerdict verdict, CheckInQuestion question, Phrase reason) =>
        verdict with { Refusals = verdict.Refusals.Add(new(question.Id, reason)) };

    private static bool Fits(CheckInQuestion question, CheckInAnswer answer, DateTimeOffset now) => question.Answer switch
    {
        AnswerKind.YesNo => answer is SaidYes or SaidNo or SaidUnsure,
        AnswerKind.Rating => answer is SaidRating,
        AnswerKind.Day => answer is SaidUnsure || (answer is SaidDay said && IsOfALifetime(said.Day, DateOnly.FromDateTime(now.DateTime))),
    };

    private static bool IsOfALifetime(DateOnly day, DateOnly today) => day <= today && day.Year >= today.Year - OldestPerson;

    private static bool Counts(CheckInQuestion question, CheckInAnswer answer, DateTimeOffset now) => answer switch
    {
        SaidYes => !question.NoCounts,
        SaidNo => question.NoCounts,
        SaidRating rating => rating.Value.Value >= question.From?.Value,
        SaidDay day => now < EndOf(day.Day, question.Hours?.Value ?? 0, now),
        // Who is not sure.
        _ => true,
    };

    private static CheckInVerdict WithEffects(CheckInVerdict verdict, CheckInQuestion question, CheckInAnswer answer, DateTimeOffset now)
    {
        foreach (var effect in question.Effects)
            verdict = With(verdict, question, effect, answer, now);
        return verdict;
    }

    private static CheckInVerdict With(CheckInVerdict verdict, CheckInQuestion question, CheckInEffect effect, CheckInAnswer answer, DateTimeOffset now) => effect switch
    {
        EmergencyEffect => verdict with { Emergency = verdict.Emergency.Add(new(question.Id, Phrase.Verbatim(effect.Reason))) },
        RefuseEffect => verdict with { Refusals = verdict.Refusals.Add(new(question.Id, Phrase.Verbatim(effect.Reason))) },
        LowerEffect lower => Lowered(verdict, question, lower),
        LockAreaEffect => Locked(verdict, question, Phrase.Verbatim(effect.Reason), answer, now),
        LowStartEffect start => StartingAt(verdict, new(CheckInVerdict.Rule, Intensity.FromPercent(start.Cap.Value), Phrase.Verbatim(start.Reason))),
        AdviseEffect advise => verdict with { Advice = verdict.Advice.Add(new(advise.Kind, Phrase.Verbatim(advise.Reason))) },
        _ => throw new ArgumentException($"Unknown effect {effect.GetType().Name}.", nameof(effect)),
    };

    private static CheckInVerdict Lowered(CheckInVerdict verdict, CheckInQuestion question, LowerEffect lower)
    {
        if (lower.Ceiling is { } ceiling)
            verdict = verdict with { Ceilings = verdict.Ceilings.Add(new(CheckInVerdict.Rule, Intensity.FromPercent(ceiling.Value), Phrase.Verbatim(lower.Reason))) };
        if (lower.Press is { } press && (verdict.Press is null || verdict.Press.Longest.TotalSeconds > press.Value))
            verdict = verdict with { Press = new(TimeSpan.FromSeconds(press.Value), Phrase.Verbatim(lower.Reason)) };
        return verdict with
        {
            AreaLocks = verdict.AreaLocks.AddRange(lower.NotAreas.Select(area => new CheckInLock(question.Id, area, null, null, Phrase.Verbatim(lower.Reason)))),
        };
    }

    private static CheckInVerdict Locked(CheckInVerdict verdict, CheckInQuestion question, Phrase reason, CheckInAnswer answer, DateTimeOffset now)
    {
        var until = answer is SaidDay day ? EndOf(day.Day, question.Hours!.Value, now) : (DateTimeOffset?)null;
        return verdict with { AreaLocks = verdict.AreaLocks.Add(new(question.Id, verdict.Place.Area, verdict.Place.Side, until, reason)) };
    }

    private static CheckInVerdict StartingAt(CheckInVerdict verdict, LimitReason start) =>
        verdict.StartCap is { } lowest && lowest.Cap <= start.Cap ? verdict : verdict with { StartCap = start };

    /// <summary>A day that was named before still counts, whatever is said today: nobody forgets an injury away.</summary>
    private static CheckInVerdict WithEarlierDays(
        CheckInQuestions questions, CheckInVerdict verdict, IReadOnlyCollection<PastCheckIn> past, DateTimeOffset now)
    {
        foreach (var question in questions.All.Where(question => question.Answer == AnswerKind.Day))
        {
            var days = past.Where(checkIn => checkIn.Place == verdict.Place).Select(checkIn => checkIn.Answers.GetValueOrDefault(question.Id)).OfType<SaidDay>();
            if (days.MaxBy(said => said.Day) is { } last && !IsCovered(verdict.Answers.GetValueOrDefault(question.Id), last) && Counts(question, last, now))
                verdict = WithEffects(verdict, question, last, now);
        }
        return verdict;
    }

    private static bool IsCovered(CheckInAnswer? today, SaidDay earlier) => today is SaidUnsure || (today is SaidDay named && named.Day >= earlier.Day);
}
