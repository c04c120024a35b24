using System.Collections.Immutable;
using MassagerControl.Core.Areas;
using MassagerControl.Core.Safety;

namespace MassagerControl.Core.Screening;

/// <summary>Finds everything that is wrong with a set of questions, all at once.</summary>
public static class CheckInCheck
{
    /// <summary>Each is marked with one key.</summary>
    public const int MostInGroup = 9;

    private const int LongestSame = 31;
    private const int MostHours = 24 * 31;

    public static ImmutableArray<QuestionError> Check(CheckInQuestions questions)
    {
        var errors = ImmutableArray.CreateBuilder<QuestionError>();
        if (questions.SameForDays.Value is < 0 or > LongestSame)
            errors.Add(new("$.sameForDays.value", Phrase.Of($"answers are taken over for {LongestSame} days at most")));
        Groups(questions, errors);
        Ids("$.groups", [.. questions.Groups.Select(group => group.Id)], errors);
        Ids("$.questions", [.. questions.All.Select(question => question.Id)], errors);
        for (var i = 0; i < questions.All.Length; i++)
            foreach (var (member, reason) in Question(questions, i))
                errors.Add(new($"$.questions[{i}]{member}", reason));
        return errors.DrainToImmutable();
    }

    private static void Groups(CheckInQuestions questions, ImmutableArray<QuestionError>.Builder errors)
    {
        for (var i = 0; i < questions.Groups.Length; i++)
        {
            var listed = questions.All.Count(question => question.Group == questions.Groups[i].Id && IsListed(question));
            if (listed > MostInGroup)
                errors.Add(new($"$.groups[{i}]", Phrase.Of($"{Phrase.Count(listed, "question")} to choose from; at most {MostInGroup}")));
        }
        if (questions.Groups.IsEmpty || !questions.All.Any(question => question.Group == questions.Groups[0].Id))
            errors.Add(new("$.groups", "the first group holds the signs of an emergency"));
    }

    /// <summary>Does it stand in its group's list, or has it a screen of its own?</summary>
    public static bool IsListed(CheckInQuestion question) => question.Answer == AnswerKind.YesNo && question.When is null;

    private static void Ids(string path, ImmutableArray<string> ids, ImmutableArray<QuestionError>.Builder errors)
    {
        for (var i = 0; i < ids.Length; i++)
        {
            if (ids[i].Length == 0 || !ids[i].All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
                errors.Add(new($"{path}[{i}].id", "an id has lower-case letters, digits and hyphens only"));
            if (ids.IndexOf(ids[i]) < i)
                errors.Add(new($"{path}[{i}].id", Phrase.Of($"'{ids[i]}' is given twice")));
        }
    }

    private static IEnumerable<(string Member, Phrase Reason)> Question(CheckInQuestions questions, int index)
    {
        var question = questions.All[index];
        if (questions.Groups.All(group => group.Id != question.Group))
            yield return (".group", Phrase.Of($"there is no group '{question.Group}'"));
        if (question.When is { } leading && !questions.All.Take(index).Any(other => other.Id == leading && Leads(other, question)))
            yield return (".when", Phrase.Of($"'{leading}' is no question with yes or no before this one in its group"));
        if (question.Sources.IsEmpty)
            yield return (".sources", "every question names its source");
        if (question.Effects.IsEmpty && questions.All.All(other => other.When != question.Id))
            yield return (".effects", "an answer has an effect, or leads to another question");
        foreach (var error in Answering(question).Concat(Places(question)).Concat(Repeating(question)))
            yield return error;
        for (var i = 0; i < question.Effects.Length; i++)
            foreach (var (member, reason) in Effect(questions, question, question.Effects[i]))
                yield return ($".effects[{i}]{member}", reason);
    }

    private static bool Leads(CheckInQuestion leading, CheckInQuestion question) =>
        leading.Answer == AnswerKind.YesNo && leading.Group == question.Group && leading.Scope == question.Scope;

    private static IEnumerable<(string Member, Phrase Reason)> Answering(CheckInQuestion question)
    {
        if (question.NoCounts && (question.Answer != AnswerKind.YesNo || question.When is null))
            yield return (".counts", "'no' can count only for a follow-up that is answered by yes or no");
        if ((question.Answer == AnswerKind.Rating) != question.From is not null)
            yield return (".from", "a rating has an effect from a number on; nothing else has");
        if (question.From is { Value: < Discomfort.Lowest or > Discomfort.Highest })
            yield return (".from", Phrase.Of($"ratings go from {Discomfort.Lowest} to {Discomfort.Highest}"));
        if ((question.Answer == AnswerKind.Day) != question.Hours is not null)
            yield return (".hours", "a day has an effect for some hours; nothing else has");
        if (question.Hours is { } hours && (hours.Value < HardLimits.InjuryRest.TotalHours || hours.Value > MostHours))
            yield return (".hours", Phrase.Of($"{HardLimits.InjuryRest.TotalHours:0} to {MostHours} hours"));
    }

    private static IEnumerable<(string Member, Phrase Reason)> Places(CheckInQuestion question)
    {
        if (!question.Areas.IsEmpty && question.Scope != QuestionScope.Area)
            yield return (".areas", "only a question about a place names areas");
        foreach (var id in question.Areas.Where(id => !IsOpen(id)))
            yield return (".areas", Phrase.Of($"there is no open area '{id}'"));
    }

    private static IEnumerable<(string Member, Phrase Reason)> Repeating(CheckInQuestion question)
    {
        var gentle = question.Effects.All(effect => effect is LowerEffect { NotAreas.IsEmpty: true });
        if (question.MayRepeat && (question.Scope != QuestionScope.Session || question.Answer != AnswerKind.YesNo || question.When is not null || !gentle))
            yield return (".mayRepeat", "only an answer about the person that makes the session gentler can be taken over");
    }

    private static IEnumerable<(string Member, Phrase Reason)> Effect(CheckInQuestions questions, CheckInQuestion question, CheckInEffect effect)
    {
        var first = !questions.Groups.IsEmpty && question.Group == questions.Groups[0].Id;
        if (effect is EmergencyEffect != first)
            yield return ("", "emergencies, and nothing else, stand in the first group");
        if (effect is LockAreaEffect && question.Scope != QuestionScope.Area)
            yield return ("", "only a question about a place locks one");
        if (effect is LowStartEffect { Cap.Value: <= 0 } || (effect is LowStartEffect { Cap: var cap } && cap.Value >= HardLimits.StartCap.Percent))
            yield return (".cap", Phrase.Of($"above 0 and below {HardLimits.StartCap}"));
        if (effect is LowerEffect lower)
            foreach (var error in Lower(lower))
                yield return error;
    }

    private static IEnumerable<(string Member, Phrase Reason)> Lower(LowerEffect lower)
    {
        if (lower.Ceiling is null && lower.Press is null && lower.NotAreas.IsEmpty)
            yield return ("", "names a ceiling, a press or areas");
        if (lower.Ceiling is { Value: <= 0 or >= 100 })
            yield return (".ceiling", "above 0 and below 100 %");
        if (lower.Press is { Value: < 1 } || (lower.Press is { } press && press.Value >= HardLimits.Press.TotalSeconds))
            yield return (".press", Phrase.Of($"from 1 to below {HardLimits.Press.TotalSeconds:0} s"));
        foreach (var id in lower.NotAreas.Where(id => !IsOpen(id)))
            yield return (".notAreas", Phrase.Of($"there is no open area '{id}'"));
    }

    private static bool IsOpen(string area) => BodyAreas.Find(area) is { Locked: null };
}
