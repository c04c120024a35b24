using System.Collections.Immutable;
using MassagerControl.Devices.Frames;

namespace MassagerControl.Devices.Captures.Inference;

/// <summary>All shapes of a capture, with the bytes that mean nothing by themselves: counters, checksums, lengths.</summary>
internal sealed class Shapes
{
    private readonly Dictionary<(int, bool, int), List<Shape>> _byPool = [];
    private readonly Dictionary<Shape, int> _splitAt = [];

    private Shapes()
    {
    }

    public List<Shape> All { get; } = [];

    public static Shapes Of(SeenFrame[] frames, MarkWindows windows, ImmutableArray<RoleCorrection> roles, LearningNotes notes)
    {
        var shapes = new Shapes();
        foreach (var frame in frames)
            shapes.Pool(frame).Add(frame);
        foreach (var place in shapes._byPool.Values.Select(pool => pool[0]).GroupBy(shape => (shape.Place, shape.Told)).OrderBy(group => group.Key).ToArray())
            shapes.Explain([.. place.OrderBy(shape => shape.Length)], windows);
        shapes.All.AddRange(shapes._byPool.OrderBy(pool => pool.Key).SelectMany(pool => pool.Value));
        RoleCorrecting.Apply(shapes.All, roles, windows, notes);
        return shapes;
    }

    public Shape Of(SeenFrame frame)
    {
        var pool = _byPool[Key(frame)];
        if (pool.Count == 1)
            return pool[0];
        var at = _splitAt[pool[0]];
        return pool.Find(shape => shape.Distinct[0].Bytes[at] == frame.Bytes[at])!;
    }

    public string KeyOf(SeenFrame frame) => Of(frame).Key(frame.Bytes);

    /// <summary>The key without bytes that may be a checksum.</summary>
    public string LikenessOf(SeenFrame frame)
    {
        var shape = Of(frame);
        var core = shape.Core(frame.Bytes);
        foreach (var at in _byPool[Key(frame)].SelectMany(part => part.Doubtful))
            core[at] = 0;
        return $"{shape.Place}/{Convert.ToHexString(core)}";
    }

    private static (int, bool, int) Key(SeenFrame frame) => (frame.Place, frame.Kind == SeenKind.Told, frame.Bytes.Length);

    private Shape Pool(SeenFrame frame)
    {
        var key = Key(frame);
        if (!_byPool.TryGetValue(key, out var pool))
            _byPool[key] = pool = [new(frame.Place, frame.Kind == SeenKind.Told, frame.Bytes.Length)];
        return pool[0];
    }

    private void Explain(Shape[] place, MarkWindows windows)
    {
        CounterSearch.Mark(place, windows);
        bool MayStand(int at, int width) => !place.Any(shape => (at < 0 ? shape.Length + at : at) is var column && column != 1 && column + width < shape.Length && Enumerable.Range(column, width).Any(shape.Suspects.Contains)) && !place.Any(shape => (at < 0 ? shape.Length + at : at) is var column && column >= 0 && column < shape.Length && shape.Masked[column]);
        var whole = place.Length > 1 ? ChecksumSearch.Find([.. place.SelectMany(shape => shape.Distinct)], MayStand, _ => 0) : null;
        foreach (var shape in place)
        {
            if (whole is not null)
                Give(shape, ChecksumSearch.Of(whole, shape.Length));
            else if (ChecksumSearch.Find(shape.Distinct, MayStand, at => Following.Marks(shape.Frames, at, windows), shape.Doubtful) is { } own)
                Give(shape, own);
            else if (shape.Doubtful.Count == 0)
                Split(shape, MayStand, windows);
        }
        foreach (var shape in place.SelectMany(shape => _byPool[(shape.Place, shape.Told, shape.Length)]))
            CounterSearch.Suspect(shape, windows);
        FindLengths(place);
    }

    private static void Give(Shape shape, ChecksumFinding finding)
    {
        shape.Checksum = finding;
        shape.Mask(finding.At, finding.Width);
    }

    /// <summary>Where no checksum fits all frames it may still fit all of one command.</summary>
    private void Split(Shape shape, Func<int, int, bool> mayStand, MarkWindows windows)
    {
        for (var at = 0; at < Math.Min(shape.Length - 1, 4); at++)
        {
            if (shape.Masked[at] || !shape.Varies(at))
                continue;
            var column = at;
            var parts = shape.Frames.GroupBy(frame => frame.Bytes[column]).OrderBy(group => group.Key).ToArray();
            if (parts.Length > 16)
                continue;
            var split = parts.Select(part => PartOf(shape, part)).ToList();
            var findings = split.Select(part => ChecksumSearch.Find(part.Distinct, mayStand, at => Following.Marks(part.Frames, at, windows), part.Doubtful, ChecksumSearch.EnoughBitsOfPart)).ToArray();
            if (Array.TrueForAll(findings, finding => finding is null))
                continue;
            for (var i = 0; i < split.Count; i++)
                if (findings[i] is { } finding)
                    Give(split[i], finding);
            _splitAt[split[0]] = at;
            _byPool[(shape.Place, shape.Told, shape.Length)] = split;
            return;
        }
    }

    private static Shape PartOf(Shape shape, IEnumerable<SeenFrame> frames)
    {
        var part = new Shape(shape.Place, shape.Told, shape.Length);
        foreach (var frame in frames)
            part.Add(frame);
        part.Counters.AddRange(shape.Counters);
        part.Suspects.UnionWith(shape.Suspects);
        part.Doubtful.UnionWith(shape.Doubtful);
        foreach (var counter in shape.Counters)
            part.Mask(counter.At, counter.Length);
        return part;
    }

    /// <summary>With three lengths or more a byte that always goes with them counts something.</summary>
    private static void FindLengths(Shape[] place)
    {
        if (place.Length < 3)
            return;
        for (var at = 0; at < Math.Min(8, place[0].Length); at++)
        {
            var column = at;
            var missing = place[0].Length - place[0].Distinct[0].Bytes[at];
            if (missing < 0 || missing > at + 5 || !Array.TrueForAll(place, shape => !shape.Masked[column] && shape.Distinct.TrueForAll(frame => shape.Length - frame.Bytes[column] == missing)))
                continue;
            foreach (var shape in place)
                shape.Said.Add(Counting(at, missing));
            return;
        }
    }

    /// <param name="missing">So many bytes of the frame are not counted: those up to the length itself, then those at the end.</param>
    internal static LengthNumber Counting(int at, int missing) => missing <= at + 1 ? new(at, new NumberFormat(1, true), missing, -1) : new(at, new NumberFormat(1, true), at + 1, -(missing - at));
}
