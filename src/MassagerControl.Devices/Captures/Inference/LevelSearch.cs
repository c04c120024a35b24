using System.Collections.Immutable;
using System.Numerics;
using System.Text;
using MassagerControl.Core;

namespace MassagerControl.Devices.Captures.Inference;

/// <summary>Finds the frames that go with the marked levels. What could be something else is told, not claimed.</summary>
internal static class LevelSearch
{
    private const int FewestNumbers = 2;
    private const int FewestToRise = 6;
    private const int FewestInLine = 4;
    private const int FewestCharacters = 5;
    private const int MostColumns = 64;
    private const int MostCores = 24;
    private const int MostVariants = 32;

    public static LevelFamily? Find(Shapes shapes, SeenFrame[] written, MarkWindows windows, LearningNotes notes)
    {
        if (windows.All.Where(window => window.IsLevel).Select(window => window.Mark.Number).Distinct().Count() < FewestNumbers)
            return null;
        var candidates = shapes.All.Where(shape => !shape.Told).SelectMany(shape => ByBytes(shape, windows)).Concat(ByDigits(shapes, windows))
            .Where(context => context.Levels.Count >= FewestNumbers).OrderByDescending(Score).ThenBy(context => context.Name, StringComparer.Ordinal).ToArray();
        if (candidates.Length == 0)
        {
            TellOfSteps(shapes, written, windows, notes);
            return null;
        }
        var best = candidates[0];
        if (Array.Exists(candidates, other => IsRival(best, other)))
        {
            notes.Tell("two kinds of frames go with the marked levels as well as each other: capture more levels, in another order, and some of them twice");
            return null;
        }
        if (MayBeChance(best, shapes, written, windows))
        {
            notes.Tell("other frames change with the marked levels as often, and three or four numbers may rise by chance: capture more levels, and some of them twice");
            return null;
        }
        if (SeemsLate(best, windows))
        {
            notes.Tell("the marks seem to come after what they name: nothing was written at the last one, and something before the first one");
            return null;
        }
        TellWhatIsMissing(best, windows, notes);
        var channels = candidates.Where(other => ReferenceEquals(other, best) || IsChannel(best, other)).OrderBy(channel => channel.Levels.Values.First().Frame.At).ToImmutableArray();
        var family = new LevelFamily(channels);
        return family with { Commit = CommitOf(family, shapes, written) };
    }

    /// <summary>A table of a few numbers, each seen once, while other frames that are not always the same are written at the same levels.</summary>
    private static bool MayBeChance(LevelContext best, Shapes shapes, SeenFrame[] written, MarkWindows windows)
    {
        if (best.Levels.Count >= (best.IsLinear ? FewestInLine : FewestToRise))
            return false;
        var others = written.Where(frame => !best.Has(frame) && windows.At(frame.At) is { IsLevel: true, IsOff: false }).GroupBy(shapes.KeyOf)
            .Where(key => key.Select(frame => windows.At(frame.At)!.Mark.Number).Distinct().Count() < 3);
        return others.SelectMany(key => key.Select(frame => windows.At(frame.At)!.Index)).Distinct().Count() >= best.Levels.Count - 1;
    }

    private static double Score(LevelContext context) =>
        context.Levels.Count + (context.Reading is { Number: null } ? 0.5 : 0) + (context.Reading is null ? -1.5 : 0) + (context.IsLinear && context.Levels.Count >= 3 ? 3 : 0) - (0.01 * context.Columns.Length);

    private static bool IsRival(LevelContext best, LevelContext other) =>
        !ReferenceEquals(best, other) && !best.Members.Overlaps(other.Members) && !IsChannel(best, other) && Score(other) >= Score(best) - 1 && other.Levels.Count >= best.Levels.Count - 1;

    /// <summary>Another motor gets the same numbers.</summary>
    private static bool IsChannel(LevelContext best, LevelContext other) =>
        !best.Members.Overlaps(other.Members) && best.Shape.Doubtful.Count + other.Shape.Doubtful.Count == 0 && other.Levels.Count >= best.Levels.Count && best.Reading is not null && other.Reading is not null
        && best.Levels.All(level => other.Levels.TryGetValue(level.Key, out var sighting) && sighting.Raw == level.Value.Raw);

    private static bool SeemsLate(LevelContext best, MarkWindows windows)
    {
        var last = windows.All.Last(window => window.IsLevel);
        return !best.Levels.ContainsKey(last.Mark.Number) && !best.Frames.Any(frame => ReferenceEquals(windows.At(frame.At), last))
            && best.Frames.Any(frame => windows.At(frame.At) is null);
    }

    private static void TellWhatIsMissing(LevelContext best, MarkWindows windows, LearningNotes notes)
    {
        foreach (var number in windows.All.Where(window => window.IsLevel && !best.Levels.ContainsKey(window.Mark.Number)).Select(window => window.Mark.Number).Distinct().Order())
            notes.Tell(Phrase.Of($"level {number} is left out: no frame, or more than one, goes with its marks; capture it again"));
    }

    /// <summary>The same frame at several levels: a button that steps.</summary>
    private static void TellOfSteps(Shapes shapes, SeenFrame[] written, MarkWindows windows, LearningNotes notes)
    {
        var byKey = written.Where(frame => windows.At(frame.At) is { IsLevel: true }).GroupBy(shapes.KeyOf)
            .Select(group => group.Select(frame => windows.At(frame.At)!.Mark.Number).Distinct().Count()).DefaultIfEmpty().Max();
        if (byKey >= 3)
            notes.Tell("the same frame is written at several levels: the app seems to step up and down, and no frame sets a level by itself");
    }

    private static IEnumerable<LevelContext> ByBytes(Shape shape, MarkWindows windows)
    {
        foreach (var columns in Variants(shape, windows))
        {
            var contexts = shape.Frames.GroupBy(frame => Context(shape, frame, columns));
            foreach (var context in contexts.Where(context => context.Skip(1).Any()))
                if (ContextOf(shape, context.Key, [.. columns], [.. context], windows, frame => Value(frame, columns)) is { } found)
                    yield return found;
        }
    }

    private static string Context(Shape shape, SeenFrame frame, int[] columns)
    {
        var core = shape.Core(frame.Bytes);
        foreach (var column in columns)
            core[column] = 0;
        return $"{shape.Place:X4}/{Convert.ToHexString(core)}/{string.Join(',', columns)}";
    }

    private static string Value(SeenFrame frame, int[] columns) => Convert.ToHexString(Array.ConvertAll(columns, column => frame.Bytes[column]));

    /// <summary>In which bytes frames of two levels differ.</summary>
    private static List<int[]> Variants(Shape shape, MarkWindows windows)
    {
        if (shape.Length > MostColumns)
            return [];
        var cores = shape.Frames.Select(frame => (Frame: frame, Window: windows.At(frame.At))).Where(seen => seen.Window is { IsLevel: true })
            .GroupBy(seen => seen.Window!.Index).OrderBy(group => group.Key)
            .Select(group => (Window: group.First().Window!, Cores: group.Select(seen => shape.Core(seen.Frame.Bytes)).DistinctBy(Convert.ToHexString).Take(MostCores).ToArray())).ToArray();
        var counted = new Dictionary<ulong, int>();
        for (var i = 0; i < cores.Length; i++)
            for (var j = i + 1; j < Math.Min(cores.Length, i + 6); j++)
                if (cores[i].Window.Mark.Number != cores[j].Window.Mark.Number)
                    foreach (var first in cores[i].Cores)
                        foreach (var second in cores[j].Cores)
                            Count(counted, Difference(first, second));
        var often = counted.Where(pair => pair.Key != 0 && BitOperations.PopCount(pair.Key) <= 10).OrderByDescending(pair => pair.Value).ThenBy(pair => BitOperations.PopCount(pair.Key)).ThenBy(pair => pair.Key)
            .Select(pair => pair.Key).Take(MostVariants).ToList();
        var unions = often.Take(6).SelectMany(one => often.Take(6), (one, other) => one | other);
        return [.. often.Concat(unions).Distinct().Where(mask => BitOperations.PopCount(mask) <= 10).Select(mask => Enumerable.Range(0, shape.Length).Where(at => (mask >> at & 1) != 0).ToArray())];
    }

    private static void Count(Dictionary<ulong, int> counted, ulong key) => counted[key] = counted.GetValueOrDefault(key) + 1;

    private static ulong Difference(byte[] first, byte[] second)
    {
        var mask = 0UL;
        for (var i = 0; i < first.Length; i++)
            if (first[i] != second[i])
                mask |= 1UL << i;
        return mask;
    }

    private static IEnumerable<LevelContext> ByDigits(Shapes shapes, MarkWindows windows)
    {
        var texts = shapes.All.Where(shape => !shape.Told && shape.Checksum is null && shape.Counters.Count == 0).SelectMany(shape => shape.Frames.Where(IsText).Select(frame => (shape, frame)));
        var contexts = texts.SelectMany(text => Runs(text.frame).Select(run => (text.shape, text.frame, run.At, Key: run.Context))).GroupBy(text => text.Key);
        foreach (var context in contexts)
        {
            var ordered = context.OrderBy(text => text.frame.At).ToArray();
            if (ordered.Select(text => text.shape).Distinct().Count() == 1 && ordered.Select(text => Runs(text.frame).Count()).Max() == 0)
                continue;
            var at = ordered[0].At;
            var widths = ordered.Select(text => new LevelReading(at, null, []).WidthIn(text.frame.Bytes)).Distinct().ToArray();
            // Bytes of 0x30 to 0x39 in so few need not be digits.
            if (widths is [_] && ordered[0].frame.Bytes.Length < FewestCharacters)
                continue;
            var reading = new LevelReading(at, null, [], widths.Length == 1 && (widths[0] > 1) ? widths[0] : null);
            if (ContextOf(ordered[0].shape, context.Key, [], [.. ordered.Select(text => text.frame)], windows, frame => Convert.ToHexString(frame.Bytes.AsSpan()), reading) is { } found)
                yield return found;
        }
    }

    private static bool IsText(SeenFrame frame) => frame.Bytes.All(value => value is >= 0x20 and < 0x7F or 0x0D or 0x0A);

    private static IEnumerable<(int At, string Context)> Runs(SeenFrame frame)
    {
        var bytes = frame.Bytes;
        for (var at = 0; at < bytes.Length; at++)
        {
            if (!char.IsAsciiDigit((char)bytes[at]))
                continue;
            var end = at;
            while (end < bytes.Length && char.IsAsciiDigit((char)bytes[end]))
                end++;
            if (end - at <= 9)
                yield return (at, $"{frame.Place:X4}/{Encoding.ASCII.GetString(bytes.AsSpan()[..at])}#{Encoding.ASCII.GetString(bytes.AsSpan()[end..])}");
            at = end;
        }
    }

    private static LevelContext? ContextOf(Shape shape, string name, ImmutableArray<int> columns, SeenFrame[] frames, MarkWindows windows, Func<SeenFrame, string> value, LevelReading? digits = null)
    {
        var seen = Sightings(frames, windows, value, out var brought);
        if (seen.Count < FewestNumbers)
            return null;
        var (reading, oneOfSeveral) = digits is null ? ReadingSearch.Of(columns, seen, shape) : (digits, false);
        var levels = seen.ToImmutableSortedDictionary(pair => pair.Key, pair => new LevelSighting(reading?.Of(pair.Value.Frame.Bytes) ?? Joined(pair.Value.Frame, columns), pair.Value.Frame, pair.Value.Times));
        levels = WithoutDisorder(levels);
        if (reading is not null)
            levels = levels.RemoveRange(levels.Where(level => level.Value.Times == 1 && brought.Exists(other => (other.Number < level.Key && reading.Of(other.Frame.Bytes) >= level.Value.Raw) || (other.Number > level.Key && reading.Of(other.Frame.Bytes) <= level.Value.Raw))).Select(level => level.Key));
        if (reading is null && !oneOfSeveral)
            levels = levels.RemoveRange(levels.Where(level => level.Value.Times == 1).Select(level => level.Key));
        levels = WithoutOddOnes(levels, columns, reading);
        // The lowest number of all may be a stop whose mark is exchanged.
        if (reading is not null)
            levels = levels.RemoveRange(levels.Where(level => level.Key > 0 && level.Value is { Raw: 0, Times: 1 }).Select(level => level.Key));
        if (reading is { Number: not null } && frames[0].Bytes.Length >= 4 && Array.TrueForAll(frames, IsText) && Array.TrueForAll(frames, frame => char.IsAsciiDigit((char)frame.Bytes[reading.At])))
            return null;
        if (levels.Count < FewestNumbers || (reading is not null && !ReadingSearch.Rises(levels)) || !IsEnough(levels, reading is not null, oneOfSeveral))
            return null;
        return new LevelContext(shape, shape.Place, name, columns, reading, levels) { Frames = frames, Members = [.. frames], IsLinear = reading is not null && ReadingSearch.IsLinear(levels) };
    }

    /// <summary>Three sightings; where no number says which byte it is, only levels that came again with the same bytes.</summary>
    private static bool IsEnough(ImmutableSortedDictionary<int, LevelSighting> levels, bool isRead, bool oneOfSeveral)
    {
        if (!isRead && !oneOfSeveral)
            return levels.Count >= FewestNumbers;
        return levels.Count >= 3 || levels.Values.All(level => level.Times > 1);
    }

    private static long Joined(SeenFrame frame, ImmutableArray<int> columns) => columns.Take(4).Aggregate(0L, (value, column) => (value << 8) | frame.Bytes[column]);

    /// <summary>The one new value that each marked level brought; none where there were several, or another level brought it too.</summary>
    private static Dictionary<int, (SeenFrame Frame, int Times)> Sightings(SeenFrame[] frames, MarkWindows windows, Func<SeenFrame, string> value, out List<(int Number, SeenFrame Frame)> brought)
    {
        brought = [];
        var values = new Dictionary<int, (string Value, SeenFrame Frame, int Times)>();
        var pairs = new HashSet<(int Number, string Value)>();
        var refused = new HashSet<int>();
        string? held = null;
        foreach (var group in frames.GroupBy(frame => windows.At(frame.At)?.Index ?? -1))
        {
            var (here, before) = (group.ToArray(), held);
            held = value(here[^1]);
            if (group.Key < 0 || windows.All[group.Key] is { IsLevel: false, IsOff: false })
                continue;
            var number = windows.All[group.Key].Mark.Number;
            var fresh = here.Select(value).Distinct().Where(one => one != before).ToArray();
            pairs.UnionWith(fresh.Select(one => (number, one)));
            if (fresh.Length == 0 || !windows.All[group.Key].IsLevel)
                continue;
            brought.AddRange(fresh.Select(one => (number, Array.Find(here, frame => value(frame) == one)!)));
            if (fresh.Length > 1 || held != fresh[0] || (values.TryGetValue(number, out var known) && known.Value != fresh[0]))
                refused.Add(number);
            else
                values[number] = (fresh[0], Array.Find(here, frame => value(frame) == fresh[0])!, values.TryGetValue(number, out var old) ? old.Times + 1 : 1);
        }
        foreach (var shared in pairs.GroupBy(pair => pair.Value).Where(group => group.Skip(1).Any()))
            refused.UnionWith(shared.Select(pair => pair.Number));
        return values.Where(pair => !refused.Contains(pair.Key)).ToDictionary(pair => pair.Key, pair => (pair.Value.Frame, pair.Value.Times));
    }

    /// <summary>Where one level alone has another byte beside its number, that may be another command.</summary>
    private static ImmutableSortedDictionary<int, LevelSighting> WithoutOddOnes(ImmutableSortedDictionary<int, LevelSighting> levels, ImmutableArray<int> columns, LevelReading? reading)
    {
        if (reading?.Number is not { } number)
            return levels;
        foreach (var column in columns.Where(column => (column < reading.At || column >= reading.At + number.Width) && !reading.Copies.Contains(column)))
            if (levels.Where(level => level.Key > 0).GroupBy(level => level.Value.Frame.Bytes[column]).ToArray() is { Length: 2 } values && Array.Find(values, value => value.Count() == 1) is { } odd)
                levels = levels.RemoveRange(odd.Where(level => level.Value.Times == 1).Select(level => level.Key));
        return levels;
    }

    /// <summary>A level whose number is out of order may have been marked wrongly, unless it was marked so twice.</summary>
    private static ImmutableSortedDictionary<int, LevelSighting> WithoutDisorder(ImmutableSortedDictionary<int, LevelSighting> levels)
    {
        if (levels.Values.All(level => level.Times > 1))
            return levels;
        var wrong = levels.Where(one => levels.Any(other => (other.Key < one.Key && other.Value.Raw >= one.Value.Raw) || (other.Key > one.Key && other.Value.Raw <= one.Value.Raw)));
        return levels.RemoveRange(wrong.Select(pair => pair.Key));
    }

    /// <summary>The frame that follows each of the level's at once, and stands nowhere else.</summary>
    private static SeenFrame? CommitOf(LevelFamily family, Shapes shapes, SeenFrame[] written)
    {
        var after = new List<SeenFrame>();
        for (var i = 0; i < written.Length; i++)
        {
            if (!family.Has(written[i]) || (i + 1 < written.Length && family.Has(written[i + 1]) && written[i + 1].At - written[i].At < MarkWindows.Late))
                continue;
            if (i + 1 == written.Length || written[i + 1].At - written[i].At > MarkWindows.Late)
                return null;
            after.Add(written[i + 1]);
        }
        if (after.Count < 3 || after.Select(shapes.KeyOf).Distinct().Count() != 1)
            return null;
        var key = shapes.KeyOf(after[0]);
        return written.Count(frame => shapes.KeyOf(frame) == key) <= after.Count + 1 ? after[0] : null;
    }
}
