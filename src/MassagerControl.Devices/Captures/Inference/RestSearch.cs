using System.Collections.Immutable;
using MassagerControl.Core;

namespace MassagerControl.Devices.Captures.Inference;

/// <summary>Finds stop, start, greeting and keep-alive. A stop that was not captured is not invented.</summary>
internal static class RestSearch
{
    private const int FewestBeats = 6;
    private const int FewestWindows = 3;
    private static readonly TimeSpan Soon = MarkWindows.Late;

    public static RestFinding Find(Shapes shapes, SeenFrame[] written, MarkWindows windows, LevelFamily? level)
    {
        var byKey = written.GroupBy(shapes.KeyOf).ToDictionary(group => group.Key, group => group.ToArray());
        var beats = byKey.Where(pair => Beat(pair.Value, level) is not null && IsSpread(pair.Value, windows) && IsSame(shapes, pair.Value)).OrderByDescending(pair => pair.Value.Length).ThenBy(pair => pair.Key, StringComparer.Ordinal).ToArray();
        var beatKeys = beats.Select(pair => pair.Key).ToHashSet();
        var (stop, noStop) = StopOf(shapes, written, windows, level, beatKeys, alsoConnecting: false);
        // A program may write its stop when it connects too.
        if (noStop is not null && level is not null && StopOf(shapes, written, windows, level, beatKeys, alsoConnecting: true) is { Why: null } other)
            (stop, noStop) = other;
        var stopKeys = stop.Select(shapes.KeyOf).ToHashSet();
        var start = StartOf(shapes, written, windows, level, [.. beatKeys, .. stopKeys]);
        var startKeys = start.Select(shapes.KeyOf).ToHashSet();
        var again = written.Where(frame => windows.At(frame.At) is not null).Select(shapes.LikenessOf).ToHashSet();
        var greeting = windows.Any ? GreetingOf(byKey, written, windows, level, [.. beatKeys, .. stopKeys, .. startKeys]) : [];
        greeting = [.. greeting.Where(frame => !again.Contains(shapes.LikenessOf(frame)))];
        return new(stop, start, greeting, beats.Length == 0 ? null : Beat(beats[0].Value, level))
        {
            NoStop = noStop,
            StopKeys = stopKeys,
            StartKeys = startKeys,
            GreetingKeys = [.. greeting.Select(shapes.KeyOf)],
            KeepAliveKeys = beats.Length == 0 ? [] : [beats[0].Key],
        };
    }

    /// <summary>What is repeated at one or two presses goes with them.</summary>
    private static bool IsSpread(SeenFrame[] frames, MarkWindows windows) =>
        windows.All.Count < FewestWindows || frames.Select(frame => windows.At(frame.At)?.Index).Distinct().Count() >= FewestWindows;

    /// <summary>Bytes that may count or may be the level stay the same.</summary>
    private static bool IsSame(Shapes shapes, SeenFrame[] frames) => shapes.Of(frames[0]).Said.OfType<UnexplainedBytes>().All(part =>
        Array.TrueForAll(frames, frame => frame.Bytes.AsSpan().Slice(part.At, part.Length).SequenceEqual(frames[0].Bytes.AsSpan().Slice(part.At, part.Length))));

    /// <returns>The median period of frames that come again and again; null where they do not.</returns>
    private static TimeSpan? Beat(SeenFrame[] frames, LevelFamily? level)
    {
        if (frames.Length < FewestBeats || (level is not null && level.Has(frames[0])))
            return null;
        var gaps = frames.Zip(frames.Skip(1), (first, second) => (Gap: second.At - first.At, Same: first.Link == second.Link)).Where(pair => pair.Same).Select(pair => pair.Gap).Order().ToArray();
        if (gaps.Length < FewestBeats - 1)
            return null;
        var median = gaps[gaps.Length / 2];
        var regular = gaps.Count(gap => gap >= median * 0.7 && gap <= median * 1.3);
        // A frame that is only repeated at each press leaves most of the time empty.
        var filled = gaps.Length * median >= 0.6 * gaps.Aggregate(TimeSpan.Zero, (sum, gap) => sum + gap);
        return median >= TimeSpan.FromMilliseconds(20) && regular >= 0.75 * gaps.Length && filled ? median : null;
    }

    /// <param name="alsoConnecting">It may stand before the first mark too.</param>
    /// <returns>The stop; or none and why.</returns>
    private static (ImmutableArray<SeenFrame> Stop, Phrase? Why) StopOf(
        Shapes shapes, SeenFrame[] written, MarkWindows windows, LevelFamily? level, HashSet<string> beats, bool alsoConnecting)
    {
        var stops = windows.All.Where(window => window.IsOff).ToArray();
        if (stops.Length == 0)
            return ([], null);
        var elsewhere = written.Where(frame => windows.At(frame.At) is var window && (window is null ? !alsoConnecting : window is { Mark.Kind: MarkKind.Start or MarkKind.Note } or { IsLevel: true, IsOff: false })).Select(shapes.KeyOf).ToHashSet();
        var found = new List<SeenFrame[]>();
        foreach (var window in stops)
        {
            var here = written.Where(frame => frame.At >= window.From && frame.At < window.To && !beats.Contains(shapes.KeyOf(frame))).DistinctBy(shapes.KeyOf).ToArray();
            var ofLevel = here.Where(frame => level is not null && IsLowest(level, frame)).ToArray();
            var fresh = here.Where(frame => level is null || !level.Has(frame)).Where(frame => !elsewhere.Contains(shapes.KeyOf(frame))).ToArray();
            found.Add(ofLevel.Length > 0 && (fresh.Length == 0 || (stops.Length == 1 && IsOffFirst(level!, ofLevel, fresh, window))) ? ofLevel
                : ofLevel.Length > 0 && stops.Length == 1 ? [] : [.. ofLevel.Concat(fresh).OrderBy(frame => frame.At)]);
        }
        var some = found.Where(frames => frames.Length > 0).ToArray();
        if (some.Length == 0 || (some.Length == 1 && stops.Length > 1))
            return ([], "nothing that is written only there follows the marked stop: capture it again, at least twice");
        var common = some[0].Where(frame => some.All(frames => Array.Exists(frames, other => shapes.KeyOf(other) == shapes.KeyOf(frame)))).ToImmutableArray();
        common = [.. common.Where(frame => (level is not null && level.Has(frame)) || !IsOneOfMany(shapes, frame))];
        if (common.Length > 1 && !common.All(frame => level is not null && level.Has(frame)))
            common = [.. common.Where(frame => windows.At(frame.At)!.Mark.At + Soon >= frame.At)];
        // A command that is written once, beside one mark, may be any.
        if (some.Length == 1 && common.Any(frame => (level is null || !level.Has(frame)) && written.Count(other => shapes.KeyOf(other) == shapes.KeyOf(frame)) < 2))
            common = [];
        var soon = common.Length == 1 && some.Length == 1 ? windows.At(common[0].At)!.Mark.At + Soon >= common[0].At : some.Length > 1;
        // A level's own frame is off where its number is 0; any other number may be a level that was marked wrongly.
        if (some.Length == 1 && level is null)
            common = [];
        if (some.Length == 1 && common.Any(frame => level is not null && level.Has(frame) && !IsZero(level, frame)))
            common = [];
        // What stands by chance beside two stops does not beside three.
        if (some.Length == 2 && common.Length > 1 && common.Any(frame => level is null || !level.Has(frame)))
            common = [];
        // A level that is set after a mark of a stop tells that the mark stands elsewhere than the stop.
        if (some.Length == 1 && level is not null && stops.Any(window => written.Any(frame => frame.At >= window.Mark.At && frame.At < window.To && level.Has(frame) && !common.Any(frame.IsAs) && !IsHeld(level, frame, written, window, shapes))))
            common = [];
        if (some.Length == 1 && common.Any(frame => (level is null || !level.Has(frame)) && HasKin(shapes, frame, windows)))
            common = [];
        var certain = common.Length > 0 && (soon || common.All(frame => level is not null && level.Has(frame)));
        if (certain && !(some.Length == 1 && common.Length > 1 && common.Any(frame => level is null || !level.Has(frame))))
            return (common, null);
        return ([], "what follows the marked stops is not the same each time, or more than one frame: switch the motor off twice more and mark it");
    }

    /// <summary>The level 0 is written at the mark, and all else after it: a question for the state, and no stop.</summary>
    private static bool IsOffFirst(LevelFamily level, SeenFrame[] zeros, SeenFrame[] fresh, MarkWindow window) =>
        zeros[0].At <= window.Mark.At + Soon && Array.TrueForAll(zeros, zero => IsZero(level, zero)) && Array.TrueForAll(fresh, other => other.At > zeros[^1].At);

    /// <summary>A level frame is a stop only below every marked level.</summary>
    private static bool IsLowest(LevelFamily level, SeenFrame frame)
    {
        var channel = level.Channels.FirstOrDefault(channel => channel.Has(frame));
        if (channel?.Reading is not { } reading)
            return false;
        var raw = reading.Of(frame.Bytes);
        var levels = channel.Levels.Where(one => one.Key > 0).Select(one => one.Value.Raw).ToArray();
        return Array.TrueForAll(levels, one => raw < one);
    }

    /// <summary>The same command with other arguments, while the motor runs: not what switches it off, unless its own argument is 0 and there is but one other.</summary>
    private static bool HasKin(Shapes shapes, SeenFrame frame, MarkWindows windows)
    {
        var shape = shapes.Of(frame);
        var core = shape.Core(frame.Bytes);
        var kin = shape.Frames.Where(other => windows.At(other.At) is not { IsOff: true }).Select(other => shape.Core(other.Bytes))
            .Where(other => other.Zip(core).Count(pair => pair.First != pair.Second) == 1).DistinctBy(Convert.ToHexString).Take(2).ToArray();
        return kin.Length == 2 || (kin.Length == 1 && core.Zip(kin[0]).Any(pair => pair.First != pair.Second && pair.First != 0));
    }

    /// <summary>A command that is written with other arguments too; a 0 may be off.</summary>
    private static bool IsOneOfMany(Shapes shapes, SeenFrame frame)
    {
        var shape = shapes.Of(frame);
        var first = Enumerable.Range(0, shape.Length).FirstOrDefault(at => !shape.Masked[at] && shape.Varies(at), -1);
        var core = shape.Core(frame.Bytes);
        return shape.Distinct.Select(other => shape.Core(other.Bytes)).Any(other =>
            Enumerable.Range(0, core.Length).Where(at => other[at] != core[at]).Take(2).ToArray() is [var only] && only != first && core[only] != 0);
    }

    private static bool IsHeld(LevelFamily level, SeenFrame frame, SeenFrame[] written, MarkWindow window, Shapes shapes) =>
        Array.FindLast(written, other => other.At < window.From && level.Has(other)) is { } before && shapes.KeyOf(before) == shapes.KeyOf(frame);

    private static bool IsZero(LevelFamily level, SeenFrame frame) => level.Channels.First(channel => channel.Has(frame)).Reading!.Of(frame.Bytes) == 0;

    private static ImmutableArray<SeenFrame> StartOf(Shapes shapes, SeenFrame[] written, MarkWindows windows, LevelFamily? level, HashSet<string> others)
    {
        var starts = windows.All.Where(window => window.Mark.Kind == MarkKind.Start).ToArray();
        var elsewhere = written.Where(frame => windows.At(frame.At) is null or { Mark.Kind: not MarkKind.Start }).Select(shapes.KeyOf).ToHashSet();
        var found = starts.Select(window => written.Where(frame => frame.At >= window.From && frame.At < window.To && (level is null || !level.Has(frame)))
            .DistinctBy(shapes.KeyOf).Where(frame => !others.Contains(shapes.KeyOf(frame)) && !elsewhere.Contains(shapes.KeyOf(frame))).ToArray()).Where(frames => frames.Length > 0).ToArray();
        if (found.Length == 0)
            return [];
        var common = found[0].Where(frame => Array.TrueForAll(found, frames => Array.Exists(frames, other => shapes.KeyOf(other) == shapes.KeyOf(frame)))).ToImmutableArray();
        return found.Length > 1 || (common.Length == 1 && windows.At(common[0].At)!.Mark.At + Soon >= common[0].At) ? common : [];
    }

    private static ImmutableArray<SeenFrame> GreetingOf(Dictionary<string, SeenFrame[]> byKey, SeenFrame[] written, MarkWindows windows, LevelFamily? level, HashSet<string> others)
    {
        var links = written.Where(frame => windows.At(frame.At) is not null).Select(frame => frame.Link).ToHashSet();
        var first = written.Where(frame => windows.At(frame.At) is not null || (level is not null && level.Has(frame))).GroupBy(frame => frame.Link).ToDictionary(group => group.Key, group => group.First().At);
        return [.. byKey.Where(pair => !others.Contains(pair.Key) && links.Count > 0 && links.All(link => pair.Value.Count(frame => frame.Link == link) == 1)
                && Array.TrueForAll(pair.Value, frame => first.TryGetValue(frame.Link, out var begin) && frame.At < begin))
            .Select(pair => Array.Find(pair.Value, frame => links.Contains(frame.Link))!).OrderBy(frame => frame.At)];
    }
}
