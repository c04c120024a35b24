using System.Collections.Immutable;
using MassagerControl.Devices.Captures.Inference;
using MassagerControl.Devices.Frames;
using MassagerControl.Devices.Profiles;

namespace MassagerControl.Devices.Captures.Learning;

/// <summary>Learned parts as the frame of a profile.</summary>
internal static class FrameDraft
{
    public const string Counter = "frames";

    /// <summary>What sets a level: its number stays a field, what counts goes on counting, and everything else is what stands in the captured frames.</summary>
    /// <param name="samples">Frames of the group; bytes that nobody has explained must be the same in all of them.</param>
    /// <param name="fields">Names for the numbers of the level, in their order.</param>
    /// <returns>Null where unexplained bytes differ, or the parts do not cover the frames.</returns>
    public static FrameTemplate? Level(FrameGroup group, IReadOnlyList<ImmutableArray<byte>> samples, IReadOnlyList<string> fields)
    {
        var parts = ImmutableArray.CreateBuilder<FramePart>();
        var levels = 0;
        foreach (var part in group.Parts)
            if (IsLevel(part) && levels < fields.Count)
                parts.Add(Field(part, fields[levels++]));
            else if (Kept(part) is { } kept)
                parts.Add(kept);
            else if (Same(samples, part) is { } same)
                parts.Add(new LiteralPart(same));
            else
                return null;
        return Sound(parts);
    }

    /// <summary>One frame as it was captured: only what counts is no constant.</summary>
    public static FrameTemplate Exact(FrameGroup? group, ImmutableArray<byte> frame)
    {
        if (group is null || !group.Parts.Any(part => part is CountingNumber) || group.Parts.Sum(part => part.Length) != frame.Length)
            return new([new LiteralPart(frame)]);
        var parts = ImmutableArray.CreateBuilder<FramePart>();
        foreach (var part in group.Parts)
            parts.Add(part is CountingNumber or ChecksumBytes ? Kept(part)! : new LiteralPart(frame.Slice(part.At, part.Length)));
        return Sound(parts) ?? new([new LiteralPart(frame)]);
    }

    /// <summary>What the device says: what nobody has explained may be anything, and a checksum that is not certain refuses nothing.</summary>
    /// <param name="named">Numbers that may be fields.</param>
    public static FrameTemplate? Told(FrameGroup group, Func<string, bool> named)
    {
        var parts = ImmutableArray.CreateBuilder<FramePart>();
        foreach (var part in group.Parts)
            parts.Add(part switch
            {
                ConstantBytes constant => new LiteralPart(constant.Bytes),
                NamedNumber number when named(number.Name) => Field(number, number.Name),
                NamedDigits digits when named(digits.Name) => Field(digits, digits.Name),
                LengthNumber length => Kept(length)!,
                ChecksumBytes { Class.Candidates.Length: 1 } certain => Kept(certain)!,
                _ => new UnknownPart(part.Length),
            });
        return Sound(parts);
    }

    /// <summary>All bytes that differ between frames as one number: what is left where nothing explains them. It can only give back what was captured.</summary>
    /// <returns>Null where they are too many, or the frames too different.</returns>
    public static (FrameTemplate Frame, ImmutableArray<long> Raws)? Whole(IReadOnlyList<ImmutableArray<byte>> frames)
    {
        if (frames.Count < 2 || frames.Any(frame => frame.Length != frames[0].Length))
            return null;
        var differing = Enumerable.Range(0, frames[0].Length).Where(at => frames.Any(frame => frame[at] != frames[0][at])).ToArray();
        if (differing.Length == 0 || differing[^1] - differing[0] >= 4)
            return null;
        var (at, number) = (differing[0], new NumberFormat(differing[^1] - differing[0] + 1, BigEndian: true));
        var raws = frames.Select(frame => number.Read(frame.AsSpan(at, number.Width))).ToImmutableArray();
        if (raws.Any(raw => raw > int.MaxValue))
            return null;
        var parts = ImmutableArray.CreateBuilder<FramePart>();
        if (at > 0)
            parts.Add(new LiteralPart(frames[0][..at]));
        parts.Add(new FieldPart(FieldNames.Level, number));
        if (at + number.Width < frames[0].Length)
            parts.Add(new LiteralPart(frames[0][(at + number.Width)..]));
        return (new(parts.ToImmutable()), raws);
    }

    public static bool IsLevel(LearnedPart part) => part is NamedNumber { Name: FieldNames.Level } or NamedDigits { Name: FieldNames.Level };

    /// <summary>The bytes are the template's, but for numbers that count.</summary>
    public static bool Gives(FrameTemplate template, FieldValues values, ReadOnlySpan<byte> frame)
    {
        if (!template.TryDecode(frame, out var read, out _))
            return false;
        foreach (var counter in template.Counters)
            values = values.With(counter.Key, read[counter.Key] ?? counter.First);
        return template.Encode(values).AsSpan().SequenceEqual(frame);
    }

    private static FramePart Field(LearnedPart part, string name) => part is NamedDigits digits
        ? new DigitsPart(name, digits.Digits, FieldMeaning.Plain)
        : new FieldPart(name, ((NamedNumber)part).Number);

    private static FramePart? Kept(LearnedPart part) => part switch
    {
        ConstantBytes constant => new LiteralPart(constant.Bytes),
        CountingNumber counting => new CounterPart(new(Counter, counting.First, counting.Last), counting.Number),
        LengthNumber length => new LengthPart(length.Number, new(length.From, length.To)),
        ChecksumBytes checksum => checksum.Class.Candidates[0],
        _ => null,
    };

    private static ImmutableArray<byte>? Same(IReadOnlyList<ImmutableArray<byte>> samples, LearnedPart part)
    {
        if (samples.Count == 0 || samples.Any(sample => sample.Length < part.At + part.Length))
            return null;
        var first = samples[0].Slice(part.At, part.Length);
        return samples.All(sample => sample.AsSpan(part.At, part.Length).SequenceEqual(first.AsSpan())) ? first : null;
    }

    private static FrameTemplate? Sound(ImmutableArray<FramePart>.Builder parts)
    {
        var template = new FrameTemplate(Joined(parts));
        return parts.Count > 0 && FrameLayout.IsSound(template) ? template : null;
    }

    /// <summary>Neighbouring constants are one.</summary>
    private static ImmutableArray<FramePart> Joined(IEnumerable<FramePart> parts)
    {
        var joined = ImmutableArray.CreateBuilder<FramePart>();
        foreach (var part in parts)
            if (part is LiteralPart next && joined.Count > 0 && joined[^1] is LiteralPart before)
                joined[^1] = new LiteralPart(before.Bytes.AddRange(next.Bytes));
            else
                joined.Add(part);
        return joined.ToImmutable();
    }
}
