using System.Collections.Immutable;
using MassagerControl.Devices.Frames;

namespace MassagerControl.Devices.Captures.Inference;

/// <summary>Which of the bytes that change with the level are its number.</summary>
internal static class ReadingSearch
{
    private static readonly NumberFormat Byte = new(1, true);

    /// <returns>Null where none is, or several are.</returns>
    public static LevelReading? Of(ImmutableArray<int> columns, Dictionary<int, (SeenFrame Frame, int Times)> seen)
    {
        // Level 0 may differ in more than its number: a switch that goes off with it.
        var some = seen.Where(pair => pair.Key != 0).OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value.Frame)).ToArray();
        if (some.Length < 2)
            return null;
        var moving = columns.Where(column => some.Any(one => one.Frame.Bytes[column] != some[0].Frame.Bytes[column])).ToArray();
        if (moving.Length == 0)
            return null;
        if (Array.TrueForAll(moving, column => some.All(one => one.Frame.Bytes[column] == one.Frame.Bytes[moving[0]])))
            return Rising(new LevelReading(moving[0], Byte, [.. moving.Skip(1)]), some);
        var pairs = moving.Length == 2 && moving[1] == moving[0] + 1
            ? new[] { new LevelReading(moving[0], new NumberFormat(2, true), []), new LevelReading(moving[0], new NumberFormat(2, false), []) } : [];
        var fitting = pairs.Where(pair => Rising(pair, some) is not null).ToArray();
        var singles = moving.Select(column => new LevelReading(column, Byte, [])).Where(single => Rising(single, some) is not null).ToArray();
        if (fitting.Length == 1 && singles.Length == 0)
            return fitting[0];
        var linear = fitting.Concat(singles).Where(reading => some.Length >= 3 && IsLinear(some, reading)).ToArray();
        if (linear.Length == 1)
            return linear[0];
        // The high byte of a number rises too where each of the levels has another one; the low byte then jumps about.
        return fitting.Length == 1 && singles.Length == 1 && singles[0].At == High(fitting[0]) && some.Length >= 4 ? fitting[0] : null;
    }

    public static bool Rises(ImmutableSortedDictionary<int, LevelSighting> levels) => levels.Values.All(level => level.Times > 1) || levels.Values.Zip(levels.Values.Skip(1), (first, second) => first.Raw < second.Raw).All(rises => rises);

    public static bool IsLinear(ImmutableSortedDictionary<int, LevelSighting> levels)
    {
        var some = levels.Where(level => level.Key != 0).Select(level => ((long)level.Key, level.Value.Raw)).ToArray();
        return IsLinear(some.Length >= 2 ? some : [.. levels.Select(level => ((long)level.Key, level.Value.Raw))]);
    }

    private static int High(LevelReading pair) => pair.Number!.BigEndian ? pair.At : pair.At + 1;

    private static LevelReading? Rising(LevelReading reading, (int Number, SeenFrame Frame)[] some)
    {
        var raws = Array.ConvertAll(some, one => reading.Of(one.Frame.Bytes));
        return raws.Zip(raws.Skip(1), (first, second) => first < second).All(rises => rises) ? reading : null;
    }

    private static bool IsLinear((int Number, SeenFrame Frame)[] some, LevelReading reading) => IsLinear(Array.ConvertAll(some, one => ((long)one.Number, reading.Of(one.Frame.Bytes))));

    private static bool IsLinear((long Number, long Raw)[] some) =>
        Array.TrueForAll(some, one => (one.Raw - some[0].Raw) * (some[1].Number - some[0].Number) == (some[1].Raw - some[0].Raw) * (one.Number - some[0].Number));
}
