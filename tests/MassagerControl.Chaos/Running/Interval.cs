using System.Collections.Immutable;

namespace MassagerControl.Chaos.Running;

/// <summary>A stretch of the world's time.</summary>
/// <param name="To">Not included; <see cref="TimeSpan.MaxValue"/> for ever.</param>
internal readonly record struct Interval(TimeSpan From, TimeSpan To)
{
    public bool Has(TimeSpan at) => From <= at && at < To;

    /// <summary>How much of it lies before a moment.</summary>
    public TimeSpan Before(TimeSpan at) => at <= From ? TimeSpan.Zero : (at < To ? at : To) - From;

    /// <returns>In order, none touching the next.</returns>
    public static ImmutableArray<Interval> Union(IEnumerable<Interval> intervals)
    {
        var union = new List<Interval>();
        foreach (var interval in intervals.Where(interval => interval.From < interval.To).OrderBy(interval => interval.From))
            if (union.Count > 0 && interval.From <= union[^1].To)
                union[^1] = union[^1] with { To = interval.To > union[^1].To ? interval.To : union[^1].To };
            else
                union.Add(interval);
        return [.. union];
    }

    public static Interval? At(ImmutableArray<Interval> intervals, TimeSpan at)
    {
        foreach (var interval in intervals)
            if (interval.Has(at))
                return interval;
        return null;
    }
}
