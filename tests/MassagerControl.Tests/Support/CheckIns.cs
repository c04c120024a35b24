using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Core.Areas;
using MassagerControl.Core.Screening;

namespace MassagerControl.Tests.Support;

/// <summary>The shipped questions, and answers to them.</summary>
internal static class CheckIns
{
    public static readonly DateTimeOffset Now = new(2026, 3, 12, 18, 30, 0, TimeSpan.FromHours(1));

    public static readonly AreaPlace Shoulder = new("upper-trapezius", "right");

    public static readonly AreaPlace Waist = new("above-waist", "left");

    public static CheckInQuestions Shipped { get; } = PlainQuestions.Read(File.ReadAllText(Repository.PathOf("check-in", "questions.json")));

    /// <summary>Nothing speaks against a session: no to everything that counts on yes, and a rating of 4.</summary>
    public static ImmutableDictionary<string, CheckInAnswer> AllClear { get; } = Shipped.All
        .Where(question => question.When is null)
        .ToImmutableDictionary(question => question.Id, question => question.Answer == AnswerKind.Rating ? Rated(4) : CheckInAnswer.No);

    public static CheckInAnswer Rated(int value) => new SaidRating(Discomfort.From(value));

    public static CheckInAnswer DaysAgo(int days) => new SaidDay(DateOnly.FromDateTime(Now.DateTime).AddDays(-days));

    public static CheckInVerdict Judge(ImmutableDictionary<string, CheckInAnswer> answers, AreaPlace? place = null, params PastCheckIn[] past) =>
        CheckInRules.Judge(Shipped, answers, past, place ?? Shoulder, Now);

    /// <summary>All clear but for these.</summary>
    public static CheckInVerdict With(params (string Id, CheckInAnswer Answer)[] answers) => Judge(Answers(answers), Waist);

    public static ImmutableDictionary<string, CheckInAnswer> Answers(params (string Id, CheckInAnswer Answer)[] answers) =>
        AllClear.SetItems(answers.Select(answer => KeyValuePair.Create(answer.Id, answer.Answer)));
}
