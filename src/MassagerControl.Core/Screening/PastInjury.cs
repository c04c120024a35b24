using System.Collections.Immutable;
using MassagerControl.Core.Areas;

namespace MassagerControl.Core.Screening;

/// <summary>An injury that was named in a check-in.</summary>
/// <param name="Since">The end of the day that was named: nobody said at which hour it was.</param>
/// <param name="ClosedUntil">When its place opens again.</param>
public sealed record PastInjury(AreaPlace Place, DateTimeOffset Since, DateTimeOffset ClosedUntil)
{
    /// <param name="past">Check-ins of the past, in any order.</param>
    /// <param name="now">With the person's own offset: days are those of their calendar.</param>
    public static ImmutableArray<PastInjury> Of(CheckInQuestions questions, IReadOnlyCollection<PastCheckIn> past, DateTimeOffset now)
    {
        var days = questions.All.Where(question => question.Answer == AnswerKind.Day && question.Effects.Any(effect => effect is LockAreaEffect)).ToArray();
        return
        [
            .. from checkIn in past
               from question in days
               let said = checkIn.Answers.GetValueOrDefault(question.Id) as SaidDay
               where said is not null
               select new PastInjury(checkIn.Place, CheckInRules.EndOf(said.Day, 0, now), CheckInRules.EndOf(said.Day, question.Hours?.Value ?? 0, now)),
        ];
    }
}
