using System.Collections.Immutable;
using MassagerControl.Core.Areas;

namespace MassagerControl.Core.Screening;

/// <summary>What a check-in is about, and what is known before the first answer.</summary>
/// <param name="Now">With the person's own offset.</param>
/// <param name="Advice">What a doctor should hear, and was not shown yet, for a verdict.</param>
public sealed record CheckInSubject(
    CheckInQuestions Questions,
    ImmutableArray<PastCheckIn> Past,
    AreaPlace Place,
    DateTimeOffset Now,
    Func<CheckInVerdict, ImmutableArray<CheckInAdvice>> Advice)
{
    /// <summary>For people: <c>Top of the shoulder, right</c>.</summary>
    public Phrase PlaceName => Place.InWords();

    /// <summary>By the person's own calendar.</summary>
    public DateOnly Today => DateOnly.FromDateTime(Now.DateTime);

    public CheckInVerdict Judge(ImmutableDictionary<string, CheckInAnswer> answers) => CheckInRules.Judge(Questions, answers, Past, Place, Now);

    public CheckInAnswer? Last(CheckInQuestion question) => CheckInRules.Last(Questions, question, Past, Place, Now);
}
