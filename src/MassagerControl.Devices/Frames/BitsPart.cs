using System.Collections.Immutable;

namespace MassagerControl.Devices.Frames;

/// <summary>A number whose bits are numbers of their own; bits that nobody has explained are 0 when it is written.</summary>
internal sealed record BitsPart(NumberFormat Number, ImmutableArray<BitField> Bits) : FramePart
{
    internal override int Size => Number.Width;

    internal override IEnumerable<FrameField> Carries => Bits.Select(bits => new FrameField(bits.Name, bits.Meaning.HighestValue(bits.Highest)));

    internal override void Write(FrameWriter frame)
    {
        var all = 0L;
        foreach (var bits in Bits)
        {
            var raw = frame.RawOf(bits.Name, bits.Meaning);
            ArgumentOutOfRangeException.ThrowIfNegative(raw);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(raw, bits.Highest);
            all |= raw << bits.Lowest;
        }
        Span<byte> bytes = stackalloc byte[Number.Width];
        Number.Write(all, bytes);
        frame.Add(bytes);
    }

    internal override void Read(ref FrameReader frame)
    {
        var bytes = frame.Take(Number.Width);
        if (frame.Problem is not null)
            return;
        var all = Number.Read(bytes);
        foreach (var bits in Bits)
            frame.Found(bits.Name, bits.Meaning.Value((all >> bits.Lowest) & bits.Highest));
    }
}

/// <param name="Lowest">The bit that counts 1; bit 0 is the number's lowest.</param>
/// <param name="Count">How many bits it has.</param>
internal sealed record BitField(string Name, int Lowest, int Count, FieldMeaning Meaning)
{
    public long Highest => (1L << Count) - 1;
}
