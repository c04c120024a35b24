using System.Collections.Immutable;
using MassagerControl.Core;

namespace MassagerControl.Runtime.Programs;

/// <param name="Value">Percent, or a rating; it holds until the next point.</param>
public readonly record struct TimePoint(TimeSpan At, double Value);

/// <summary>Something begins.</summary>
/// <param name="Name">A word or two; a number for a press.</param>
public sealed record TimeMark(TimeSpan At, Phrase Name);

/// <summary>What a motor does over the time of a session, as it is drawn.</summary>
/// <param name="Level">Percent of the device's highest level.</param>
/// <param name="Cap">What the ratings allow, in percent; empty where nobody has rated yet.</param>
/// <param name="Ratings">Discomfort from 1 to 10.</param>
public sealed record TimeChart(TimeSpan Length, ImmutableArray<TimePoint> Level, ImmutableArray<TimePoint> Cap, ImmutableArray<TimePoint> Ratings, ImmutableArray<TimeMark> Marks)
{
    /// <returns>The lowest and the highest level between two moments.</returns>
    public (double Least, double Most) LevelsBetween(TimeSpan from, TimeSpan to)
    {
        var begins = ValueAt(Level, from);
        var (least, most) = (begins, begins);
        foreach (var point in Level)
            if (point.At > from && point.At < to)
                (least, most) = (Math.Min(least, point.Value), Math.Max(most, point.Value));
        return (least, most);
    }

    /// <returns>Null before the first point.</returns>
    public double? CapAt(TimeSpan at) => Cap.IsEmpty || Cap[0].At > at ? null : ValueAt(Cap, at);

    private static double ValueAt(ImmutableArray<TimePoint> points, TimeSpan at)
    {
        var value = 0.0;
        foreach (var point in points)
        {
            if (point.At > at)
                break;
            value = point.Value;
        }
        return value;
    }
}
