using System.Collections.Immutable;

namespace MassagerControl.Devices.Captures.Inference;

/// <summary>Frames of one place, one direction and one length, or those of them that begin alike.</summary>
internal sealed class Shape(int place, bool told, int length)
{
    /// <summary>More distinct frames than these say nothing new.</summary>
    internal const int MostDistinct = 2048;

    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    public int Place => place;

    public bool Told => told;

    public int Length => length;

    public List<SeenFrame> Frames { get; } = [];

    public List<SeenFrame> Distinct { get; } = [];

    public ChecksumFinding? Checksum { get; set; }

    public List<CountingNumber> Counters { get; } = [];

    /// <summary>Length bytes, and what a person said.</summary>
    public List<LearnedPart> Said { get; } = [];

    /// <summary>Bytes that may be counters, or a sweep through the levels.</summary>
    public HashSet<int> Suspects { get; } = [];

    /// <summary>Bytes that may be checksums.</summary>
    public HashSet<int> Doubtful { get; } = [];

    /// <summary>Counters and checksums: no part of what a frame means.</summary>
    public bool[] Masked { get; } = new bool[length];

    public void Add(SeenFrame frame)
    {
        Frames.Add(frame);
        if (Distinct.Count < MostDistinct && _known.Add(Convert.ToHexString(frame.Bytes.AsSpan())))
            Distinct.Add(frame);
    }

    public bool Varies(int at) => Distinct.Exists(frame => frame.Bytes[at] != Distinct[0].Bytes[at]);

    /// <summary>The bytes that mean something; the others are 0.</summary>
    public byte[] Core(ImmutableArray<byte> bytes)
    {
        var core = bytes.ToArray();
        for (var i = 0; i < core.Length; i++)
            if (Masked[i])
                core[i] = 0;
        return core;
    }

    /// <summary>Frames with the same key mean the same.</summary>
    public string Key(ImmutableArray<byte> bytes) => $"{Place}/{(Told ? 1 : 0)}/{Convert.ToHexString(Core(bytes))}";

    public void Mask(int at, int width)
    {
        for (var i = at; i < at + width; i++)
            Masked[i] = true;
    }
}
