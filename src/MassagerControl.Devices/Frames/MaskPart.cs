using System.Collections.Immutable;

namespace MassagerControl.Devices.Frames;

/// <summary>Bytes of which some bits are always the same; the others are 0 when it is written.</summary>
/// <param name="Mask">As many bytes; 1 where the bit counts.</param>
internal sealed record MaskPart(ImmutableArray<byte> Bytes, ImmutableArray<byte> Mask) : FramePart
{
    internal override int Size => Bytes.Length;

    internal override void Write(FrameWriter frame)
    {
        for (var i = 0; i < Bytes.Length; i++)
            frame.Add([(byte)(Bytes[i] & Mask[i])]);
    }

    internal override void Read(ref FrameReader frame)
    {
        var at = frame.Position;
        var found = frame.Take(Bytes.Length);
        for (var i = 0; i < found.Length; i++)
            if (((found[i] ^ Bytes[i]) & Mask[i]) != 0)
                frame.Fail($"has {Hex.Format(found)} at byte {at}, not {Hex.Format(Bytes.AsSpan())} under {Hex.Format(Mask.AsSpan())}");
    }
}
