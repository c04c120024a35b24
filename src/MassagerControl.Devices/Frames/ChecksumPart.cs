namespace MassagerControl.Devices.Frames;

/// <summary>A checksum of a range of the frame; it may stand before, behind or inside of what it covers.</summary>
/// <param name="From">The first byte covered, counted from 0; negative counts from the end, -1 is the last byte.</param>
/// <param name="To">The last byte covered; null is the byte before the checksum.</param>
public sealed record ChecksumPart(ChecksumAlgorithm Algorithm, int From, int? To) : FramePart
{
    /// <summary>A constant that the device adds, 0–255.</summary>
    public int Plus { get; init; }

    internal override int Size => Algorithm.Width;

    private ByteRange Range => new(From, To);

    internal override void Write(FrameWriter frame) => frame.Leave(Size);

    internal override void Read(ref FrameReader frame) => frame.TakeChecksum(this);

    /// <summary>Does the covered range lie inside a frame of this length, and leave the checksum itself out?</summary>
    internal bool Covers(int length, int at)
    {
        var (from, to) = Range.Of(length, at);
        return Range.IsInside(length, at) && (to < at || from >= at + Algorithm.Width);
    }

    internal byte[] Compute(ReadOnlySpan<byte> frame, int at)
    {
        var (from, to) = Range.Of(frame.Length, at);
        return Algorithm.Compute(frame[from..(to + 1)], Plus);
    }
}
