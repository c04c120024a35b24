using System.Collections.Immutable;
using MassagerControl.Devices.Frames;

namespace MassagerControl.Devices.Captures.Inference;

/// <summary>Numbers in what the device says that follow the marks: its level, whether it runs, its battery.</summary>
internal sealed class ToldSearch(MarkWindows windows, LevelFamily? level, ImmutableArray<Mark> marks)
{
    private const int FewestLevels = 3;
    private static readonly NumberFormat Byte = new(1, true);

    public IEnumerable<LearnedPart> Find(IReadOnlyList<SeenFrame> frames, int length, Func<int, bool> isFree)
    {
        var parts = new List<LearnedPart>();
        var ends = Ends(frames);
        for (var at = 0; at < length; at++)
        {
            if (!isFree(at) || parts.Exists(part => part.At <= at && at < part.At + part.Length))
                continue;
            if (at + 1 < length && isFree(at + 1) && level?.Main.Levels.Values.Any(one => one.Raw > 255) == true)
                foreach (var number in new[] { new NumberFormat(2, true), new NumberFormat(2, false) })
                    if (Echo(ends, at, number) is { } wide)
                        parts.Add(wide);
            if (parts.Count > 0 && parts[^1].At == at)
                continue;
            if ((Echo(ends, at, Byte) ?? Running(ends, at) ?? Battery(frames, at)) is { } found)
                parts.Add(found);
        }
        return Unambiguous(parts);
    }

    /// <summary>What two bytes could be, neither is claimed to be.</summary>
    private static IEnumerable<LearnedPart> Unambiguous(List<LearnedPart> parts) =>
        parts.OfType<NamedNumber>().GroupBy(part => part.Name).Where(group => group.Key == "level" || !group.Skip(1).Any()).SelectMany(group => group);

    /// <summary>The last thing said in the time of each mark.</summary>
    private Dictionary<int, SeenFrame> Ends(IReadOnlyList<SeenFrame> frames)
    {
        var ends = new Dictionary<int, SeenFrame>();
        foreach (var frame in frames)
            if (windows.At(frame.At) is { } window && frame.At >= window.Mark.At)
                ends[window.Index] = frame;
        return ends;
    }

    private NamedNumber? Echo(Dictionary<int, SeenFrame> ends, int at, NumberFormat number)
    {
        if (level?.Main.Reading is null)
            return null;
        var raws = new HashSet<long>();
        foreach (var (index, frame) in ends)
        {
            if (!windows.All[index].IsLevel || !level.Main.Levels.TryGetValue(windows.All[index].Mark.Number, out var sighting))
                continue;
            if (number.Read(frame.Bytes.AsSpan().Slice(at, number.Width)) != sighting.Raw)
                return null;
            raws.Add(sighting.Raw);
        }
        return raws.Count >= FewestLevels ? new NamedNumber(at, number, "level", raws.Count) : null;
    }

    private NamedNumber? Running(Dictionary<int, SeenFrame> ends, int at)
    {
        var (on, off) = (0, 0);
        foreach (var (index, frame) in ends)
        {
            var (window, value) = (windows.All[index], frame.Bytes[at]);
            if (window.IsOff && value == 0)
                off++;
            else if (window.IsLevel && !window.IsOff && value == 1)
                on++;
            else if (window.IsOff || window.IsLevel)
                return null;
        }
        return off >= 1 && on >= FewestLevels ? new NamedNumber(at, Byte, "running", on + off) : null;
    }

    /// <summary>One number of the battery can stand anywhere by chance; a second one, or that it hardly changes, tells.</summary>
    private NamedNumber? Battery(IReadOnlyList<SeenFrame> frames, int at)
    {
        var said = marks.IsDefault ? [] : marks.Where(mark => mark.Kind == MarkKind.Battery).ToArray();
        if (said.Length == 0 || frames.Any(frame => frame.Bytes[at] > 100))
            return null;
        foreach (var mark in said)
            if (frames.MinBy(frame => (frame.At - mark.At).Duration())!.Bytes[at] != mark.Number)
                return null;
        var numbers = said.Select(mark => mark.Number).Distinct().Count();
        return numbers > 1 ? new NamedNumber(at, Byte, "battery", numbers) : null;
    }
}
