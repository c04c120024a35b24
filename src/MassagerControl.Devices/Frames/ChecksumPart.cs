namespace MassagerControl.Devices.Frames;

/// <summary>A checksum of a range of the frame; it may stand before, behind or inside of what it covers.</summary>
/// <param name="From">The first byte covered, counted from 0; negative counts from the end, -1 is the last byte.</param>
/// <param name="To">The last byte covered; null is the byte before the checksum.</param>
public sealed record ChecksumPart(ChecksumAlgorithm Algorithm, int From, int? To) : FramePart
{
    internal override int Size => Algorithm.Width;

    internal override void Write(FrameWriter frame) => frame.AddChecksum(this);

    internal override void Read(ref FrameReader frame) => frame.TakeChecksum(this);

    /// <summary>Does the covered range lie inside a frame of this length, and leave the checksum itself out?</summary>
    internal bool Covers(int length, int at)
    {
        var (from, to) = Range(length, at);
        return from >= 0 && to < length && from <= to && (to < at || from >= at + Algorithm.Width);
    }

    internal byte[] Compute(ReadOnlySpan<byte> frame, int at)
    {
        var (from, to) = Range(frame.Length, at);
        return Algorithm.Compute(frame[from..(to + 1)]);
    }

    private (int From, int To) Range(int length, int at) => (Absolute(From, length), To is { } to ? Absolute(to, length) : at - 1);

    private static int Absolute(int index, int length) => index < 0 ? length + index : index;
}
