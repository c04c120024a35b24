using MassagerControl.Devices.Frames;

namespace MassagerControl.Devices.Captures.Inference;

/// <summary>Finds numbers that go up by one from frame to frame of a link: over all frames of a place, over those of one length, or over those that begin alike.</summary>
internal static class CounterSearch
{
    private const int FewestSteps = 5;

    /// <summary>The high byte of a level goes up by one too, and back to 0 from another command.</summary>
    private const int FewestToWrap = 16;

    /// <summary>A sweep through the levels looks like a counter; one of so many steps does not.</summary>
    private const int CertainSteps = 40;

    public static void Mark(Shape[] place, MarkWindows windows)
    {
        var frames = place.SelectMany(shape => shape.Frames).OrderBy(frame => frame.At).ToArray();
        MarkIn(frames, place, place.Min(shape => shape.Length), windows);
        if (place.Length == 1)
            return;
        foreach (var shape in place)
            MarkIn([.. shape.Frames], [shape], shape.Length, windows);
    }

    private static void MarkIn(SeenFrame[] frames, Shape[] shapes, int length, MarkWindows windows)
    {
        if (frames.Length <= FewestSteps)
            return;
        var runs = frames.GroupBy(frame => frame.Link).Select(link => WithoutRepeats(link)).ToArray();
        for (var at = 0; at < Math.Min(length, 24); at++)
            if (!Array.Exists(shapes, shape => shape.Masked[at]) && Steps(runs, at) is { } steps)
                Judge(runs, shapes, at, length, steps, windows);
    }

    private static void Judge(SeenFrame[][] runs, Shape[] shapes, int at, int length, (int Count, int? WrapsFrom, int? WrapsTo, int Wraps) steps, MarkWindows windows)
    {
        var isLong = steps.Count >= CertainSteps || (steps.WrapsFrom == 255 && steps.Count >= FewestToWrap) || steps.Wraps > 1;
        if ((isLong && !Array.Exists(shapes, shape => Following.IsLinear(shape.Frames, at, windows))) || IsApartFromMarks(runs, at, windows))
            GiveUnlessTwin(runs, shapes, At(runs, at, length, steps));
        else
            Array.ForEach(shapes, shape => shape.Suspects.Add(at));
    }

    /// <summary>A byte that counts but does not go with the numbers of the marks means nothing, where another one can: it is no claim, and no meaning either.</summary>
    public static void Suspect(Shape shape, MarkWindows windows)
    {
        shape.Suspects.RemoveWhere(at => shape.Masked[at]);
        var others = Enumerable.Range(0, shape.Length).Any(at => !shape.Masked[at] && !shape.Suspects.Contains(at) && shape.Varies(at));
        foreach (var at in shape.Suspects.Where(at => windows.Any && others && !Following.IsLinear(shape.Frames, at, windows)))
        {
            shape.Said.Add(new UnexplainedBytes(at, 1));
            shape.Mask(at, 1);
        }
    }

    private static SeenFrame[] WithoutRepeats(IEnumerable<SeenFrame> link)
    {
        var kept = new List<SeenFrame>();
        foreach (var frame in link)
            if (kept.Count == 0 || !kept[^1].Bytes.AsSpan().SequenceEqual(frame.Bytes.AsSpan()))
                kept.Add(frame);
        return [.. kept];
    }

    private static (int Count, int? WrapsFrom, int? WrapsTo, int Wraps)? Steps(SeenFrame[][] runs, int at)
    {
        var (count, from, to, odd, wraps) = (0, (int?)null, (int?)null, 0, 0);
        foreach (var run in runs)
        {
            for (var i = 1; i < run.Length; i++)
            {
                var (before, now) = (run[i - 1].Bytes[at], run[i].Bytes[at]);
                if (now == before + 1)
                    count++;
                else if (now <= 1 && before > 1 && (from is null || (from == before && to == now)) && (before == 255 || from is not null || IsEnd(run, i, at)))
                    (from, to, wraps) = (before, now, wraps + 1);
                else if (now > before && now <= before + 4)
                    odd++;
                else
                    return null;
            }
        }
        return count >= FewestSteps && odd * 20 <= count ? (count, from, to, wraps) : null;
    }

    /// <summary>Is that the highest number that there is?</summary>
    private static bool IsEnd(SeenFrame[] run, int index, int at) => index >= FewestSteps && Array.TrueForAll(run, frame => frame.Bytes[at] <= run[index - 1].Bytes[at]);

    /// <summary>It went on where no mark was set: twice within the time of one mark, or before the first. A level would not.</summary>
    private static bool IsApartFromMarks(SeenFrame[][] runs, int at, MarkWindows windows)
    {
        if (!windows.Any)
            return false;
        var apart = 0;
        foreach (var run in runs)
            for (var i = 1; i < run.Length; i++)
                if (ReferenceEquals(windows.At(run[i - 1].At), windows.At(run[i].At)) && run[i].Bytes[at] != run[i - 1].Bytes[at])
                    apart++;
        return apart >= 3;
    }

    /// <summary>A neighbour that goes up where this one wraps is its high byte.</summary>
    private static CountingNumber At(SeenFrame[][] runs, int at, int length, (int Count, int? WrapsFrom, int? WrapsTo, int Wraps) steps)
    {
        var starts = runs.Min(run => run[0].Bytes[at]);
        if (steps is { WrapsFrom: 255, WrapsTo: 0 })
        {
            if (at > 0 && Carries(runs, at, at - 1))
                return new CountingNumber(at - 1, new NumberFormat(2, true), 0, 0xFFFF);
            if (at + 1 < length && Carries(runs, at, at + 1))
                return new CountingNumber(at, new NumberFormat(2, false), 0, 0xFFFF);
        }
        return new CountingNumber(at, new NumberFormat(1, true), steps.WrapsTo ?? (starts == 1 ? 1 : 0), steps.WrapsFrom ?? 255);
    }

    private static bool Carries(SeenFrame[][] runs, int low, int high)
    {
        foreach (var run in runs)
            for (var i = 1; i < run.Length; i++)
                if (((run[i].Bytes[high] - run[i - 1].Bytes[high] + 256) % 256) != (run[i].Bytes[low] < run[i - 1].Bytes[low] ? 1 : 0))
                    return false;
        return true;
    }

    /// <summary>Of two counters that go together one may be the sum of the other: neither is claimed.</summary>
    private static void GiveUnlessTwin(SeenFrame[][] runs, Shape[] shapes, CountingNumber counter)
    {
        var twin = shapes[0].Counters.Find(other => Array.TrueForAll(runs, run => Array.TrueForAll(run, frame =>
            ((frame.Bytes[Low(counter)] - frame.Bytes[Low(other)] - runs[0][0].Bytes[Low(counter)] + runs[0][0].Bytes[Low(other)]) & 0xFF) == 0)));
        if (twin is null)
        {
            Give(shapes, counter);
            return;
        }
        foreach (var shape in shapes)
        {
            shape.Counters.Remove(twin);
            Array.Clear(shape.Masked, twin.At, twin.Length);
            shape.Suspects.UnionWith([Low(twin), Low(counter)]);
        }
    }

    private static int Low(CountingNumber counter) => counter.Number.BigEndian ? counter.At + counter.Length - 1 : counter.At;

    private static void Give(Shape[] shapes, CountingNumber counter)
    {
        foreach (var shape in shapes)
        {
            shape.Counters.Add(counter);
            shape.Mask(counter.At, counter.Length);
        }
    }
}
