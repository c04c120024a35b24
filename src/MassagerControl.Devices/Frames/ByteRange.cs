namespace MassagerControl.Devices.Frames;

/// <summary>A range of a frame's bytes, both ends included.</summary>
/// <param name="From">The first byte, counted from 0; negative counts from the end, -1 is the last byte.</param>
/// <param name="To">The last byte; null is the byte before the part that names the range.</param>
internal readonly record struct ByteRange(int From, int? To)
{
    /// <param name="length">Of the frame.</param>
    /// <param name="at">Where the part that names the range stands.</param>
    public (int From, int To) Of(int length, int at) => (Absolute(From, length), To is { } to ? Absolute(to, length) : at - 1);

    public bool IsInside(int length, int at)
    {
        var (from, to) = Of(length, at);
        return from >= 0 && to < length && from <= to;
    }

    private static int Absolute(int index, int length) => index < 0 ? length + index : index;
}
