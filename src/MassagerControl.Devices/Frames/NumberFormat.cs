namespace MassagerControl.Devices.Frames;

/// <summary>An unsigned whole number of 1 to 4 bytes.</summary>
public sealed record NumberFormat(int Width, bool BigEndian)
{
    /// <summary>The highest value that fits.</summary>
    public long Highest => (1L << (8 * Width)) - 1;

    internal void Write(long value, Span<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, Highest);
        for (var i = 0; i < Width; i++)
            bytes[i] = (byte)((value >> Shift(i)) & 0xFF);
    }

    internal long Read(ReadOnlySpan<byte> bytes)
    {
        var value = 0L;
        for (var i = 0; i < Width; i++)
            value |= (long)bytes[i] << Shift(i);
        return value;
    }

    private int Shift(int index) => 8 * (BigEndian ? Width - 1 - index : index);
}
