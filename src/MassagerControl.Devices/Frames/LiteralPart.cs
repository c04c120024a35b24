using System.Collections.Immutable;

namespace MassagerControl.Devices.Frames;

/// <summary>Bytes that are always the same.</summary>
public sealed record LiteralPart(ImmutableArray<byte> Bytes) : FramePart
{
    internal override int Size => Bytes.Length;

    internal override void Write(FrameWriter frame) => frame.Add(Bytes.AsSpan());

    internal override void Read(ref FrameReader frame)
    {
        var at = frame.Position;
        var found = frame.Take(Bytes.Length);
        if (frame.Problem is null && !found.SequenceEqual(Bytes.AsSpan()))
            frame.Fail($"has {Hex.Format(found)} at byte {at}, not {Hex.Format(Bytes.AsSpan())}");
    }
}
