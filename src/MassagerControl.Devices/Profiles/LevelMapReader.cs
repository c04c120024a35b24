using MassagerControl.Core;
using MassagerControl.Devices.Json;

namespace MassagerControl.Devices.Profiles;

/// <summary>Reads <c>{"table": [..]}</c> or <c>{"count", "lowest", "highest"}</c>.</summary>
internal static class LevelMapReader
{
    private static readonly LevelMap Fallback = new([1]);

    public static LevelMap Read(JsonObjectCursor levels) => levels.Has("table") ? Table(levels) : Linear(levels);

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

    private static LevelMap Linear(JsonObjectCursor levels)
    {
        var count = levels.Required("count").Int(1, LevelScale.MostLevels);
        var lowest = levels.Required("lowest").Int(1, int.MaxValue);
        var highest = levels.Required("highest").Int(1, int.MaxValue);
        if ((long)highest - lowest >= count - 1 && (count > 1 || highest == lowest))
            return LevelMap.Linear(count, lowest, highest);
        levels.Error(count == 1
            ? "one level has the same lowest and highest number"
            : $"{count} different levels do not fit between {lowest} and {highest}");
        return Fallback;
    }
}
