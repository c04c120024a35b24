using System.Collections.Immutable;
using MassagerControl.Core.Choosing;
using MassagerControl.Runtime.History;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.Runtime.Choosing;

/// <summary>Reads the sessions that are over out of a store.</summary>
internal static class PastVisits
{
    public static ImmutableArray<PastVisit> Of(Transaction work)
    {
        var flagged = new AreaLockTable(work).All().Select(made => made.Session).OfType<long>().ToHashSet();
        return [.. PastSession.Newest(work, int.MaxValue, demo: false).Where(past => past.Stored.Closing is not null).Select(past => Visit(past, flagged))];
    }

    private static PastVisit Visit(PastSession past, HashSet<long> flagged)
    {
        var (beginning, closing) = (past.Stored.Beginning, past.Stored.Closing!);
        return new(
            closing.Ended,
            past.Place,
            beginning.Program,
            closing.Outcome == "completed",
            past.Ratings.IsEmpty ? null : past.Ratings.Max(),
            closing.Outcome == "red-flag" || flagged.Contains(past.Stored.Id));
    }
}
