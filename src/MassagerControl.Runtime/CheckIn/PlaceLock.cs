using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Core.Areas;
using MassagerControl.Core.Doses;
using MassagerControl.Core.Screening;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.Runtime.CheckIn;

/// <summary>A place that is locked for this person, for now.</summary>
/// <param name="Side">Null: both.</param>
/// <param name="Kind">What locked it: <c>sharp</c>, <c>numb</c>, <c>radiating</c>, <c>rating</c>, or <c>injury</c>.</param>
/// <param name="Since">When it was locked; null for an injury, of which only the end is known.</param>
/// <param name="NotBefore">An injury's end; for others, from when on the person may clear it.</param>
/// <param name="MayClear">Now.</param>
/// <param name="StoreId">The entry in the store; null for an injury.</param>
public sealed record PlaceLock(
    string Area, string? Side, string Kind, DateTimeOffset? Since, DateTimeOffset NotBefore, bool MayClear, Phrase? Reason, long? StoreId)
{
    public const string Injury = "injury";

    /// <summary>All that hold, the oldest first, injuries last.</summary>
    public static ImmutableArray<PlaceLock> All(Transaction work, StoreClock clock, CheckInQuestions? questions) =>
        [.. RedFlags(work, clock), .. questions is null ? [] : Injuries(work, clock, questions)];

    /// <summary>The locks that red flags left; a lock counts from the latest moment at which it may have been made.</summary>
    public static IEnumerable<PlaceLock> RedFlags(Transaction work, StoreClock clock)
    {
        var now = clock.Wall.GetLocalNow();
        var doses = new DoseTable(work).All();
        foreach (var held in new AreaLockTable(work).Holding())
        {
            var verdict = AreaLockRule.Judge(LockMoment.Latest(held, doses, clock.Now()), now);
            yield return new(held.Area, held.Side, held.Kind, held.Locked, verdict.NotBefore, verdict.May, verdict.Reason, held.Id);
        }
    }

    private static IEnumerable<PlaceLock> Injuries(Transaction work, StoreClock clock, CheckInQuestions questions)
    {
        var past = new CheckInTable(work).Of(null).Select(entry => CheckInJson.Read(entry.At, entry.Answers)).OfType<PastCheckIn>().ToArray();
        return past.Select(checkIn => checkIn.Place).Distinct()
            .SelectMany(place => CheckInRules.StillClosed(questions, past, place, clock.Wall.GetLocalNow()))
            .Where(closed => closed.Until is not null)
            .Select(closed => new PlaceLock(closed.Area, closed.Side, Injury, null, closed.Until!.Value, false, closed.Reason, null));
    }

    public bool IsAt(AreaPlace place) => Area == place.Area && (Side is null || place.Side is null || Side == place.Side);
}
