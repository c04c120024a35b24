using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Devices.Json;

namespace MassagerControl.Devices.Profiles;

/// <summary>What a profile says about levels.</summary>
/// <param name="StepGap">For a device that knows only plus and minus: the time between two of them; null for all others.</param>
internal sealed record LevelFormat(LevelMap Map, TimeSpan? StepGap, ImmutableArray<LevelCaption> Captions);

/// <summary>Reads the levels: a table, codes, bits, or a count with the ends of a scale.</summary>
internal static class LevelMapReader
{
    public const int MostBit = 30;
    private static readonly LevelMap Fallback = new([1]);

    public static LevelFormat Read(JsonObjectCursor levels)
    {
        var map = ReadMap(levels);
        var gap = levels.Optional("steps")?.Object(steps => steps.Required("gap").Seconds(0, 10));
        var captions = levels.Optional("captions")?.Array(item => item.Object(caption => Caption(caption, map.Scale.Count))) ?? [];
        return new(map, gap, captions);
    }

    private static LevelMap ReadMap(JsonObjectCursor levels)
    {
        if (levels.Has("table"))
            return Table(levels);
        if (levels.Has("codes"))
            return Codes(levels, levels.Required("codes"), item => item.Int(0, int.MaxValue));
        return levels.Has("bits") ? Codes(levels, levels.Required("bits"), Mask) : Scale(levels);
    }

    private static LevelMap Table(JsonObjectCursor levels)
    {
        var cursor = levels.Required("table");
        var table = cursor.Array(item => item.Int(1, int.MaxValue), 1, LevelScale.MostLevels);
        for (var i = 1; i < table.Length; i++)
        {
            if (table[i] > table[i - 1])
                continue;
            levels.Error($"{cursor.Path}[{i}]", $"{table[i]} is not above {table[i - 1]}: levels rise");
            return Fallback;
        }
        return table.IsEmpty ? Fallback : new(table);
    }

    private static LevelMap Codes(JsonObjectCursor levels, JsonValueCursor cursor, Func<JsonValueCursor, int> read) =>
        Coded(levels, cursor.Array(read, 1, LevelScale.MostLevels), levels.Optional("off")?.Int(0, int.MaxValue) ?? 0);

    private static int Mask(JsonValueCursor bits) =>
        bits.Array(bit => 1 << bit.Int(0, MostBit), 1, MostBit + 1).Aggregate(0, (mask, bit) => mask | bit);

    private static LevelMap Coded(JsonObjectCursor levels, ImmutableArray<int> codes, int off)
    {
        if (codes.IsEmpty)
            return Fallback;
        if (codes.Append(off).Distinct().Count() == codes.Length + 1)
            return LevelMap.Coded(codes, off);
        levels.Error("two levels have the same number, or one has that of off");
        return Fallback;
    }

    private static LevelMap Scale(JsonObjectCursor levels)
    {
        var count = levels.Required("count").Int(1, LevelScale.MostLevels);
        if (levels.Optional("offset")?.Int(0, int.MaxValue / 2) is { } offset)
            return LevelMap.Linear(count, 1 + offset, count + offset);
        var inverted = levels.Optional("inverted")?.Bool() ?? false;
        var least = inverted ? 0 : 1;
        var lowest = levels.Required("lowest").Int(least, int.MaxValue);
        var highest = levels.Required("highest").Int(least, int.MaxValue);
        if ((long)highest - lowest >= count - 1 && (count > 1 || highest == lowest))
            return inverted ? Inverted(levels, LevelMap.Spread(count, lowest, highest)) : LevelMap.Linear(count, lowest, highest);
        levels.Error(count == 1
            ? "one level has the same lowest and highest number"
            : Phrase.Of($"{Phrase.Count(count, "different level")} do not fit between {lowest} and {highest}"));
        return Fallback;
    }

    /// <remarks>Such a device takes its strongest level for the lowest number: an off that nobody wrote down would be the worst default.</remarks>
    private static LevelMap Inverted(JsonObjectCursor levels, ImmutableArray<int> rising) =>
        Coded(levels, [.. rising.Reverse()], levels.Required("off").Int(0, int.MaxValue));

    private static LevelCaption Caption(JsonObjectCursor caption, int count) => new(caption.Required("level").Int(1, count))
    {
        Hertz = caption.Optional("hz")?.Number(0, 1000),
        Rpm = caption.Optional("rpm")?.Number(0, 60_000),
        AmplitudeMillimetres = caption.Optional("amplitudeMm")?.Number(0, 100),
    };
}
