namespace MassagerControl.Devices.Captures.Inference;

/// <summary>Whether a byte goes with the numbers of the marks.</summary>
internal static class Following
{
    private const int FewestNumbers = 4;
    private const int FewestFrames = 3;

    /// <returns>2 where it is the marked number up to a scale, 1 where it nearly always rises with it, 0 where it only changes; below 0 where it stays the same.</returns>
    public static int Marks(IReadOnlyList<SeenFrame> frames, int at, MarkWindows windows)
    {
        if (at < 0 || !windows.Any)
            return 0;
        if (IsLinear(frames, at, windows, FewestNumbers) && Seen(frames, at, windows) is var line && line.MaxBy(one => one.Number).Value > line.MinBy(one => one.Number).Value)
            return 2;
        if (StaysTheSame(frames, at, windows))
            return -1;
        var seen = Seen(frames, at, windows);
        var (rising, all) = (0, 0);
        foreach (var first in seen)
        {
            foreach (var second in seen.Where(second => second.Number > first.Number))
            {
                all++;
                rising += second.Value > first.Value ? 1 : 0;
            }
        }
        return seen.Select(one => one.Number).Distinct().Count() >= FewestNumbers && rising >= 0.85 * all ? 1 : 0;
    }

    /// <summary>Is it always the marked number and a constant?</summary>
    public static bool IsLinear(IReadOnlyList<SeenFrame> frames, int at, MarkWindows windows, int fewest = 3)
    {
        var seen = Seen(frames, at, windows);
        if (seen.Count == 0)
            return false;
        var low = seen.MinBy(one => one.Number);
        var high = seen.MaxBy(one => one.Number);
        return seen.Select(one => one.Number).Distinct().Count() >= fewest
            && seen.TrueForAll(one => (one.Value - low.Value) * (high.Number - low.Number) == (high.Value - low.Value) * (one.Number - low.Number));
    }

    /// <summary>Is it one value in different frames at every marked level but one? An opcode is.</summary>
    private static bool StaysTheSame(IReadOnlyList<SeenFrame> frames, int at, MarkWindows windows)
    {
        var marked = frames.Where(frame => windows.At(frame.At) is { IsLevel: true, IsOff: false }).ToArray();
        var count = Indexes(marked, windows);
        return count >= FewestFrames && marked.GroupBy(frame => frame.Bytes[at]).Any(value => Indexes(value, windows) >= count - (count > FewestFrames ? 1 : 0) && value.DistinctBy(frame => Convert.ToHexString(frame.Bytes.AsSpan())).Skip(FewestFrames - 1).Any());
    }

    private static int Indexes(IEnumerable<SeenFrame> frames, MarkWindows windows) => frames.Select(frame => windows.At(frame.At)!.Index).Distinct().Count();

    private static List<(int Number, int Value)> Seen(IReadOnlyList<SeenFrame> frames, int at, MarkWindows windows) =>
        [.. frames.Select(frame => (Window: windows.At(frame.At), Value: (int)frame.Bytes[at])).Where(one => one.Window is { IsLevel: true, IsOff: false })
            .GroupBy(one => one.Value).Where(value => value.Select(one => one.Window!.Mark.Number).Distinct().Count() < 3).SelectMany(value => value)
            .GroupBy(one => one.Window!.Index).OrderBy(group => group.Key).Take(100).Select(group => (group.First().Window!.Mark.Number, group.First().Value))];
}
