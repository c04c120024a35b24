using System.Collections.Immutable;
using MassagerControl.Devices.Frames;

namespace MassagerControl.Devices.Captures.Inference;

/// <summary>Which of the bytes that change with the level are its number.</summary>
internal static class ReadingSearch
{
    /// <summary>Which of two bytes a number is, two levels cannot tell.</summary>
    private const int FewestToRead = 3;
    private const int FewestForOrder = 4;

    /// <summary>Where another byte rises or falls too, even steps of fewer levels may be chance.</summary>
    private const int FewestForLine = 5;
    private static readonly NumberFormat Byte = new(1, true);

    /// <returns>No reading where none is, or several are: then it is told whether several go with the marks in even steps.</returns>
    public static (LevelReading? Reading, bool IsOneOfSeveral) Of(ImmutableArray<int> columns, Dictionary<int, (SeenFrame Frame, int Times)> seen, Shape shape)
    {
        if (SaidBy(columns, seen, shape) is { } said)
            return (said, false);
        var all = OfAll(columns, seen, shape);
        if (all.Reading is not null || all.IsOneOfSeveral || seen.Count < 5)
            return all;
        return WithoutDisorder(columns, seen).Select(some => OfAll(columns, some, shape)).FirstOrDefault(found => found.Reading is not null);
    }

    /// <summary>What a person says is the level, where it rises with the marks.</summary>
    private static LevelReading? SaidBy(ImmutableArray<int> columns, Dictionary<int, (SeenFrame Frame, int Times)> seen, Shape shape)
    {
        if (shape.Said.OfType<NamedNumber>().FirstOrDefault(part => part.Name == "level") is not { } said || !columns.Any(column => column >= said.At && column < said.At + said.Length))
            return null;
        var some = seen.Where(pair => pair.Key != 0).OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value.Frame)).ToArray();
        return new[] { said.Number, new NumberFormat(said.Length, false) }.Select(number => Rising(new LevelReading(said.At, number, []), some)).FirstOrDefault(reading => reading is not null);
    }

    /// <summary>What is left of the marks where those are gone that stand out of order, by each byte and pair of bytes; the most first.</summary>
    private static IEnumerable<Dictionary<int, (SeenFrame Frame, int Times)>> WithoutDisorder(ImmutableArray<int> columns, Dictionary<int, (SeenFrame Frame, int Times)> seen)
    {
        var readings = columns.Select(column => new LevelReading(column, Byte, []))
            .Concat(columns.Where(column => columns.Contains(column + 1)).SelectMany(column => new[] { new LevelReading(column, new NumberFormat(2, true), []), new LevelReading(column, new NumberFormat(2, false), []) }));
        return readings.Select(reading => seen.Where(one => seen.All(other => other.Key == one.Key || other.Key < one.Key == Raw(reading, other) < Raw(reading, one) && Raw(reading, other) != Raw(reading, one)))
                .ToDictionary(pair => pair.Key, pair => pair.Value))
            .Where(some => some.Count >= 4 && some.Count * 10 >= seen.Count * 6).OrderByDescending(some => some.Count);
    }

    private static long Raw(LevelReading reading, KeyValuePair<int, (SeenFrame Frame, int Times)> one) => reading.Of(one.Value.Frame.Bytes);

    private static (LevelReading? Reading, bool IsOneOfSeveral) OfAll(ImmutableArray<int> columns, Dictionary<int, (SeenFrame Frame, int Times)> seen, Shape shape)
    {
        // Level 0 may differ in more than its number: a switch that goes off with it.
        var some = seen.Where(pair => pair.Key != 0).OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value.Frame)).ToArray();
        if (some.Length < 2)
            return default;
        var moving = columns.Where(column => some.Any(one => one.Frame.Bytes[column] != some[0].Frame.Bytes[column])).ToArray();
        if (moving.Length == 0)
            return default;
        if (Array.TrueForAll(moving, column => some.All(one => one.Frame.Bytes[column] == one.Frame.Bytes[moving[0]])))
            return moving.Length > 1 && (Counts(some, moving[0]) || shape.Doubtful.Overlaps(moving)) ? (null, true) : some.Length < FewestToRead ? (null, Rising(new LevelReading(moving[0], Byte, []), some) is not null) : (Rising(new LevelReading(moving[0], Byte, [.. moving.Skip(1)]), some), false);
        var pairs = moving.Length == 2 && moving[1] == moving[0] + 1
            ? new[] { new LevelReading(moving[0], new NumberFormat(2, true), []), new LevelReading(moving[0], new NumberFormat(2, false), []) } : [];
        var fitting = pairs.Where(pair => Rising(pair, some) is not null && some.Select(one => one.Frame.Bytes[Low(pair)]).Distinct().Count() >= Math.Min(3, some.Length)).ToArray();
        fitting = [.. fitting.Where(pair => IsLinear(some, pair) || some.GroupBy(one => one.Frame.Bytes[High(pair)]).Select(value => value.Count()).ToArray() is not ([1, _] or [_, 1]))];
        var singles = moving.Select(column => new LevelReading(column, Byte, [])).Where(single => Rising(single, some) is not null).ToArray();
        // Of a few numbers of two bytes the wrong order of the bytes rises by chance, where two marks are exchanged.
        var isEnough = fitting.Length == 1 && some.Length >= FewestForOrder && !shape.Doubtful.Overlaps([fitting[0].At, fitting[0].At + 1])
            && (seen.Values.All(one => one.Times > 1) || !MayBeExchanged(some, fitting[0] with { Number = new NumberFormat(2, !fitting[0].Number!.BigEndian) }));
        if (fitting.Length == 1 && singles.Length == 0 && (isEnough || (some.Length >= FewestToRead && IsLinear(some, fitting[0]))))
            return (fitting[0], false);
        var linear = fitting.Concat(singles).Where(reading => some.Length >= FewestToRead && IsLinear(some, reading)).ToArray();
        if (linear.Length == 1)
            return shape.Suspects.Contains(linear[0].At) || Counts(some, linear[0].At + (linear[0].Number!.Width == 2 && linear[0].Number!.BigEndian ? 1 : 0)) ? (null, singles.Length == moving.Length)
                : some.Length < FewestForLine && Array.Exists(moving, column => (column < linear[0].At || column >= linear[0].At + linear[0].Number!.Width) && (Rising(new LevelReading(column, Byte, []), some) ?? Rising(new LevelReading(column, Byte, []), [.. some.Reverse()])) is not null) ? (null, singles.Length == moving.Length) : (linear[0], false);
        // The high byte of a number rises too where each of the levels has another one; the low byte then jumps about.
        return fitting.Length == 1 && singles.Length == 1 && singles[0].At == High(fitting[0]) && isEnough && !Counts(some, Low(fitting[0])) ? (fitting[0], false) : (null, linear.Length > 1 && singles.Length == moving.Length);
    }

    /// <summary>Would this reading rise too, were the marks of two presses in a row exchanged? Then the other one may rise by chance.</summary>
    private static bool MayBeExchanged((int Number, SeenFrame Frame)[] some, LevelReading reading)
    {
        var ordered = some.OrderBy(one => one.Frame.At).ToArray();
        for (var i = 1; i < ordered.Length; i++)
        {
            var exchanged = ((int Number, SeenFrame Frame)[])ordered.Clone();
            (exchanged[i - 1].Number, exchanged[i].Number) = (ordered[i].Number, ordered[i - 1].Number);
            if (Rising(reading, [.. exchanged.OrderBy(one => one.Number)]) is not null)
                return true;
        }
        return false;
    }

    public static bool Rises(ImmutableSortedDictionary<int, LevelSighting> levels) => levels.Values.All(level => level.Times > 1) || levels.Values.Zip(levels.Values.Skip(1), (first, second) => first.Raw < second.Raw).All(rises => rises);

    public static bool IsLinear(ImmutableSortedDictionary<int, LevelSighting> levels)
    {
        var some = levels.Where(level => level.Key != 0).Select(level => ((long)level.Key, level.Value.Raw)).ToArray();
        return IsLinear(some.Length >= 2 ? some : [.. levels.Select(level => ((long)level.Key, level.Value.Raw))]);
    }

    /// <summary>Does it only go up from one sighting to the next? So does a counter.</summary>
    private static bool Counts((int Number, SeenFrame Frame)[] some, int at)
    {
        var values = some.OrderBy(one => one.Frame.At).Select(one => one.Frame.Bytes[at]).ToArray();
        return values.Zip(values.Skip(1), (first, second) => second > first).All(up => up);
    }

    private static int Low(LevelReading pair) => pair.Number!.BigEndian ? pair.At + 1 : pair.At;

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
