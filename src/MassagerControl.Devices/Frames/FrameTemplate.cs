using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using MassagerControl.Core;

namespace MassagerControl.Devices.Frames;

/// <summary>What a frame looks like. It encodes values to bytes and decodes bytes to values, strictly.</summary>
public sealed record FrameTemplate(ImmutableArray<FramePart> Parts)
{
    private const int FewParts = 64;

    /// <remarks>Fixed, like everything that is gathered from them once.</remarks>
    public ImmutableArray<FramePart> Parts { get; } = Parts;

    /// <summary>Names of the numbers in it, in order.</summary>
    public ImmutableArray<string> Fields { get; } = [.. Parts.SelectMany(part => part.Carries).Select(carried => carried.Name)];

    internal ImmutableArray<FrameField> Carries { get; } = [.. Parts.SelectMany(part => part.Carries)];

    /// <summary>The fewest bytes that such a frame has.</summary>
    internal int Size { get; } = Parts.Aggregate(0, (at, part) => part.End(at));

    /// <summary>The most bytes that such a frame has when it is written.</summary>
    internal int Most { get; } = Parts.Aggregate(0, (at, part) => part.End(at) - part.Size + part.Most);

    /// <summary>A number in it changes with every frame of a link.</summary>
    public bool HasCounter => !Counters.IsEmpty;

    /// <summary>A checksum stands in it, at whatever depth.</summary>
    internal bool HasChecksum { get; } = Parts.Any(part => part is ChecksumPart or SlipPart { Inner.HasChecksum: true } or Base64Part { Inner.HasChecksum: true });

    internal ImmutableArray<FrameCounter> Counters { get; } = [.. Parts.SelectMany(part => part.Counters)];

    public bool Has(string field) => Fields.Contains(field);

    /// <exception cref="ArgumentException">A field has no value, or one that does not fit.</exception>
    public byte[] Encode(FieldValues values)
    {
        var writer = new FrameWriter(values, Size);
        var places = Parts.Length <= FewParts ? stackalloc int[Parts.Length] : new int[Parts.Length];
        for (var i = 0; i < Parts.Length; i++)
        {
            places[i] = writer.Length;
            Parts[i].Write(writer);
        }
        var frame = writer.ToArray();
        // They may stand before what they cover, and a checksum covers lengths too.
        for (var i = 0; i < Parts.Length; i++)
            (Parts[i] as LengthPart)?.Fill(frame, places[i]);
        for (var i = 0; i < Parts.Length; i++)
            if (Parts[i] is ChecksumPart checksum)
                checksum.Compute(frame, places[i]).CopyTo(frame.AsSpan(places[i]));
        return frame;
    }

    /// <param name="problem">What does not fit: a literal, the length or a checksum.</param>
    public bool TryDecode(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out FieldValues? values, [NotNullWhen(false)] out string? problem)
    {
        var sight = Look(bytes, forgives: false);
        problem = sight.Problem;
        values = problem is null ? sight.Values : null;
        return values is not null;
    }

    /// <summary>The same for people: how far it fits.</summary>
    /// <param name="forgives">A wrong checksum is no problem, but told.</param>
    internal FrameSight Look(ReadOnlySpan<byte> bytes, bool forgives)
    {
        var frame = new FrameReader(bytes) { Forgives = forgives };
        var parts = 0;
        foreach (var part in Parts)
        {
            part.Read(ref frame);
            if (frame.Problem is not null)
                break;
            parts++;
        }
        if (frame.Problem is null && !frame.AtEnd)
            frame.Fail($"goes on after {Phrase.Count(frame.Position, "byte")}");
        return new(frame.Values, frame.Problem, frame.Wrong, parts);
    }
}
