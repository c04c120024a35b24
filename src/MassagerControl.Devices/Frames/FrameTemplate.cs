using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using MassagerControl.Core;

namespace MassagerControl.Devices.Frames;

/// <summary>What a frame looks like. It encodes values to bytes and decodes bytes to values, strictly.</summary>
public sealed record FrameTemplate(ImmutableArray<FramePart> Parts)
{
    /// <summary>Names of the numbers in it, in order.</summary>
    public IEnumerable<string> Fields => Carries.Select(carried => carried.Name);

    internal IEnumerable<FrameField> Carries => Parts.SelectMany(part => part.Carries);

    /// <summary>The fewest bytes that such a frame has.</summary>
    internal int Size => Parts.Aggregate(0, (at, part) => part.End(at));

    /// <summary>The most bytes that such a frame has when it is written.</summary>
    internal int Most => Parts.Aggregate(0, (at, part) => part.End(at) - part.Size + part.Most);

    internal IEnumerable<FrameCounter> Counters => Parts.SelectMany(part => part.Counters);

    public bool Has(string field) => Fields.Contains(field);

    /// <exception cref="ArgumentException">A field has no value, or one that does not fit.</exception>
    public byte[] Encode(FieldValues values)
    {
        var frame = new FrameWriter(values);
        foreach (var part in Parts)
            part.Write(frame);
        return frame.ToArray();
    }

    /// <param name="problem">What does not fit: a literal, the length or a checksum.</param>
    public bool TryDecode(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out FieldValues? values, [NotNullWhen(false)] out string? problem)
    {
        var frame = new FrameReader(bytes);
        foreach (var part in Parts)
        {
            part.Read(ref frame);
            if (frame.Problem is not null)
                break;
        }
        if (frame.Problem is null && !frame.AtEnd)
            frame.Fail($"goes on after {Phrase.Count(frame.Position, "byte")}");
        problem = frame.Problem;
        values = problem is null ? frame.Values : null;
        return values is not null;
    }
}
