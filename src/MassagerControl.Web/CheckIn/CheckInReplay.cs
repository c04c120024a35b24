using System.Collections.Immutable;
using MassagerControl.Core.Screening;

namespace MassagerControl.Web.CheckIn;

/// <summary>A check-in from its first move on: the host keeps nothing of it between two requests.</summary>
internal static class CheckInReplay
{
    /// <summary>Far more moves than all questions need.</summary>
    public const int Most = 500;

    public static CheckInInterview Of(CheckInSubject subject, IEnumerable<CheckInMove> moves) =>
        moves.Aggregate(new CheckInInterview(subject), (interview, move) => interview.End is null ? interview.Next(move) : interview);

    /// <returns>Null where the person left, or has not come to the end.</returns>
    public static ImmutableDictionary<string, CheckInAnswer>? Answers(CheckInSubject subject, IEnumerable<CheckInMove> moves)
    {
        var interview = Of(subject, moves);
        return interview.End is CheckInEnd.Done or CheckInEnd.Forbidden ? interview.Answers : null;
    }
}
