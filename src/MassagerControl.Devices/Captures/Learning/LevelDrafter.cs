using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Devices.Captures.Inference;
using MassagerControl.Devices.Frames;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Profiles;

namespace MassagerControl.Devices.Captures.Learning;

/// <summary>Makes the levels of a draft from what was learned of them.</summary>
internal sealed class LevelDrafter(LearnedProtocol protocol, ImmutableArray<Mark> marks, EndpointDraft endpoints, DraftNotes notes)
{
    /// <returns>Null where no level is known, or no frame of a profile gives its bytes.</returns>
    public LevelDraft? Draft()
    {
        Guessed();
        var levels = Usable();
        if (levels.Length == 0)
            return null;
        var count = levels.Min(level => level.Frames.Length);
        var before = Before(levels, count);
        var tails = levels.Select(level => level.Frames[^count..]).ToImmutableArray();
        var times = Repeats(tails, count);
        if (times > 1)
            tails = [.. tails.Select(tail => tail[..1])];
        if (Parts(levels, tails) is not { } parts)
        {
            notes.IsUnknown("how the levels' frames are built: no frame of a profile gives the captured bytes");
            return null;
        }
        return Kept(levels, tails, parts, times, before);
    }

    private void Guessed()
    {
        var guessed = protocol.Levels.Where(level => level.Certainty == Certainty.Guessed).Select(level => level.Number).ToArray();
        if (guessed.Length > 0)
            notes.IsUnknown($"the frames of level {string.Join(", ", guessed)}: what fits the capture gives different bytes, so they are left out");
    }

    private ImmutableArray<LearnedLevel> Usable() =>
    [
        .. protocol.Levels.Where(level => level.Certainty != Certainty.Guessed && level.Number > 0 && !level.Frames.IsDefaultOrEmpty)
            .DistinctBy(level => level.Number).OrderBy(level => level.Number).Take(LevelScale.MostLevels),
    ];

    /// <summary>What some levels have in front of what all have: they were the first after a stop.</summary>
    private ImmutableArray<SeenFrame> Before(ImmutableArray<LearnedLevel> levels, int count)
    {
        var leading = levels.Where(level => level.Frames.Length > count).Select(level => level.Frames[..^count]).ToArray();
        if (leading.Length == 0)
            return protocol.Start;
        var same = leading.All(frames => frames.Length == leading[0].Length && frames.Zip(leading[0]).All(pair => Alike.Same(pair.First, pair.Second)));
        if (!same)
        {
            notes.IsUnknown("what the frames in front of some levels are for: they differ, and were left out");
            return protocol.Start;
        }
        return [.. leading[0].Select(bytes => protocol.FindWritten(bytes)?.Frame).OfType<SeenFrame>()];
    }

    private static int Repeats(ImmutableArray<ImmutableArray<ImmutableArray<byte>>> tails, int count) =>
        count is > 1 and <= Operation.MostRepeats && tails.All(tail => tail.All(frame => Alike.Same(frame, tail[0]))) ? count : 1;

    /// <summary>A frame template for each place in the sequence.</summary>
    private ImmutableArray<PartDraft>? Parts(ImmutableArray<LearnedLevel> levels, ImmutableArray<ImmutableArray<ImmutableArray<byte>>> tails)
    {
        var parts = ImmutableArray.CreateBuilder<PartDraft>();
        for (var at = 0; at < tails[0].Length; at++)
        {
            var captured = Enumerable.Range(0, levels.Length).Where(index => levels[index].Certainty == Certainty.Captured).Select(index => tails[index][at]).ToArray();
            if (Part(captured, tails.Length == 1) is not { } part)
                return tails[0].Length == 1 ? Whole(captured) : null;
            parts.Add(part);
        }
        var carrying = parts.Count(part => part.Fields > 0);
        if (carrying == 0 || (parts.Any(part => part.Fields > 1) && carrying > 1))
            return tails[0].Length == 1 ? Whole([.. tails.Select(tail => tail[0])]) : null;
        return parts.ToImmutable();
    }

    private PartDraft? Part(ImmutableArray<byte>[] captured, bool one)
    {
        if (captured.Length == 0 || protocol.FindWritten(captured[0]) is not { } first)
            return null;
        var found = captured.Select(bytes => protocol.FindWritten(bytes, first.Frame.Place)).ToArray();
        if (found.Any(frame => frame is null))
            return null;
        var mode = found.GroupBy(frame => frame!.Value.Frame.Mode()).OrderByDescending(group => group.Count()).First().Key;
        if (!one && captured.All(bytes => Alike.Same(bytes, captured[0])))
            return new(first.Frame.Place, mode, FrameDraft.Exact(first.Group, captured[0]), 0);
        if (found.Any(frame => frame!.Value.Group != first.Group))
            return null;
        var fields = first.Group.Parts.Count(FrameDraft.IsLevel);
        var names = fields == 1 ? [FieldNames.Level] : Channels(fields);
        if (fields == 0 || FrameDraft.Level(first.Group, captured, names) is not { } template || !Certain(first.Group, template, captured))
            return null;
        var gives = captured.All(bytes => template.TryDecode(bytes.AsSpan(), out var values, out _) && FrameDraft.Gives(template, values, bytes.AsSpan()));
        return gives ? new(first.Frame.Place, mode, template, fields) : null;
    }

    /// <summary>Where frames are counted, every checksum that fits must give the same bytes for every count.</summary>
    private bool Certain(FrameGroup group, FrameTemplate template, ImmutableArray<byte>[] captured)
    {
        var open = group.Parts.OfType<ChecksumBytes>().Where(checksum => checksum.Class.Candidates.Length > 1).ToArray();
        if (open.Length == 0 || template.Counters.IsEmpty)
            return true;
        foreach (var candidate in open[0].Class.Candidates)
        {
            FrameTemplate other = new([.. template.Parts.Select(part => part is ChecksumPart ? candidate : part)]);
            foreach (var bytes in captured)
                if (!template.TryDecode(bytes.AsSpan(), out var values, out _) || !AgreeAtEveryCount(template, other, values))
                {
                    notes.Ask("Capture longer: the frames are counted, and more than one checksum fits those that are in the capture");
                    return false;
                }
        }
        return true;
    }

    private static bool AgreeAtEveryCount(FrameTemplate template, FrameTemplate other, FieldValues values)
    {
        var counter = template.Counters[0];
        for (var count = counter.First; count <= Math.Min(counter.Last, counter.First + 0xFFFF); count++)
        {
            var counted = values.With(counter.Key, count);
            if (!template.Encode(counted).AsSpan().SequenceEqual(other.Encode(counted)))
                return false;
        }
        return true;
    }

    /// <summary>Nothing explains the frames: the captured bytes themselves, as one number.</summary>
    private ImmutableArray<PartDraft>? Whole(ImmutableArray<byte>[] captured)
    {
        if (captured.Length == 0 || protocol.FindWritten(captured[0]) is not { } first || FrameDraft.Whole(captured) is not { } whole)
            return null;
        notes.IsUnknown("what the bytes of a level's frame mean: all that differ are kept as one number, so that only captured frames can be written");
        return [new(first.Frame.Place, first.Frame.Mode(), whole.Frame, 1)];
    }

    private LevelDraft? Kept(
        ImmutableArray<LearnedLevel> levels, ImmutableArray<ImmutableArray<ImmutableArray<byte>>> tails, ImmutableArray<PartDraft> parts, int times, ImmutableArray<SeenFrame> before)
    {
        var lead = parts.First(part => part.Fields > 0);
        var raws = tails.Select(tail => Number(lead, tail[parts.IndexOf(lead)])).ToArray();
        var off = protocol.Stop.Where(stop => stop.Place == lead.Place).Select(stop => Number(lead, stop.Bytes)).FirstOrDefault(number => number is not null);
        var carrying = parts.Where(part => part.Fields > 0).ToArray();
        var shift = carrying.Length > 1 && off is { } zero && raws.All(raw => raw > zero) ? zero : 0;
        var stretches = carrying.Select(part => Stretch(part, lead, parts, tails)).ToArray();
        if (stretches.Any(stretch => stretch is null || stretch + shift < 0))
        {
            notes.IsUnknown("how the numbers of the frames of one level hang together: they do not differ by a constant");
            return null;
        }
        parts = [.. parts.Select(part => part.Fields == 0 ? part : part.Stretched((int)(stretches[Array.IndexOf(carrying, part)]!.Value + shift)))];
        var kept = Enumerable.Range(0, levels.Length).Where(index => raws[index] is >= 0 and <= int.MaxValue && Gives(parts, tails[index], raws[index]!.Value - shift))
            .DistinctBy(index => raws[index]).ToImmutableArray();
        foreach (var lost in Enumerable.Range(0, levels.Length).Except(kept))
            notes.IsUnknown($"level {levels[lost].Number}: its frame is not what the frames of the other levels say, or is that of another level");
        if (kept.IsEmpty)
            return null;
        var map = Map([.. kept.Select(index => (int)(raws[index]!.Value - shift))], off is { } known ? (int)(known - shift) : null);
        var channels = carrying.Length > 1 ? Channels(carrying.Length) : lead.Fields > 1 ? Channels(lead.Fields) : [];
        return new(map, [.. kept.Select(index => levels[index])], Operations(parts, channels, times), channels)
        {
            Before = before,
            Frames = [.. kept.Select(index => tails[index])],
            IsWhole = IsWhole([.. kept.Select(index => levels[index].Number)]),
        };
    }

    /// <summary>Level k of n is driven as k/n of the highest: with one missing below another, all above it would be stronger than is said.</summary>
    private bool IsWhole(ImmutableArray<int> numbers)
    {
        // Some apps count 1, 2, 3, others 20, 40, 60.
        var step = numbers[0];
        var even = numbers.Select((number, index) => number == (long)step * (index + 1)).All(fits => fits);
        int[] missing = [.. marks.Where(mark => mark.Kind == MarkKind.Level).Select(mark => mark.Number).Where(number => number > 0 && number < numbers[^1]).Distinct().Except(numbers).Order()];
        if (even && missing.Length == 0)
            return true;
        notes.IsUnknown($"how strong each level is: of the app's levels only {string.Join(", ", numbers)} are known, and a level that is missing below another makes that one seem weaker than it is");
        notes.Ask(missing.Length > 0
            ? Core.Phrase.Of($"Capture level {string.Join(", ", missing)} again, twice, and mark it: without it the levels above it would be stronger than they seem")
            : Core.Phrase.Of($"Capture and mark every level from the lowest one up: only {string.Join(", ", numbers)} are known, and as they stand they would be stronger than they seem"));
        return false;
    }

    private LevelMap Map(ImmutableArray<int> raws, int? off)
    {
        if (off is null)
            notes.IsUnknown("the device's own number for off");
        var zero = off ?? Enumerable.Range(0, raws.Length + 1).First(number => !raws.Contains(number));
        var rising = zero == 0 && raws[0] > 0 && raws.Zip(raws.Skip(1)).All(pair => pair.First < pair.Second);
        if (!rising)
            notes.IsUnknown("whether the app's numbers rise with the strength: the device's own do not");
        return rising ? new(raws) : LevelMap.Coded(raws, raws.Contains(zero) ? raws.Max() + 1 : zero);
    }

    /// <summary>How far the number of a part lies above that of the first one.</summary>
    private static long? Stretch(PartDraft part, PartDraft lead, ImmutableArray<PartDraft> parts, ImmutableArray<ImmutableArray<ImmutableArray<byte>>> tails)
    {
        var (here, first) = (parts.IndexOf(part), parts.IndexOf(lead));
        var differences = tails.Select(tail => Number(part, tail[here]) - Number(lead, tail[first])).Distinct().ToArray();
        return differences is [{ } constant] ? constant : null;
    }

    /// <returns>The number that stands for the level; null where it is no such frame.</returns>
    private static long? Number(PartDraft part, ImmutableArray<byte> frame)
    {
        if (!part.Frame.TryDecode(frame.AsSpan(), out var values, out _))
            return null;
        var numbers = part.Frame.Carries.Select(field => values[field.Name]).Distinct().ToArray();
        return numbers is [{ } one] ? one : null;
    }

    private static bool Gives(ImmutableArray<PartDraft> parts, ImmutableArray<ImmutableArray<byte>> tail, long raw) => parts.Zip(tail).All(pair =>
        FrameDraft.Gives(pair.First.Frame, pair.First.Frame.Carries.Aggregate(FieldValues.None, (values, field) => values.With(field.Name, raw)), pair.Second.AsSpan()));

    private ImmutableArray<Operation> Operations(ImmutableArray<PartDraft> parts, ImmutableArray<string> channels, int times)
    {
        var byFrame = parts.Count(part => part.Fields > 0) > 1;
        var names = parts.Select((part, index) => index == 0 ? Wire.SetLevelName : $"{(part.Fields > 0 ? Wire.SetLevelName : "follow")}{index + 1}").ToArray();
        var channel = 0;
        return
        [
            .. parts.Select((part, index) => new Operation(names[index], endpoints.At(part.Place, "control"), part.Mode, part.Frame)
            {
                Then = index + 1 < names.Length ? names[index + 1] : "",
                Times = times,
                Channel = byFrame && part.Fields > 0 ? channels[channel++] : "",
            }),
        ];
    }

    private static ImmutableArray<string> Channels(int count) => [.. Enumerable.Range(1, count).Select(number => $"motor{number}")];

    /// <summary>One frame of a level.</summary>
    /// <param name="Fields">How often the level stands in it.</param>
    private sealed record PartDraft(int Place, WriteMode Mode, FrameTemplate Frame, int Fields)
    {
        public PartDraft Stretched(int plus) => plus == 0 ? this : this with
        {
            Frame = new([.. Frame.Parts.Select(part => part is FieldPart field ? field with { Meaning = field.Meaning with { Plus = plus } } : part)]),
        };
    }
}
