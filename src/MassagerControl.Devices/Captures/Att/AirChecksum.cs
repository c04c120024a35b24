namespace MassagerControl.Devices.Captures.Att;

/// <summary>The checksum of packets of the air (Bluetooth Core, vol. 6 part B, 3.1.1), the lowest bit first.</summary>
internal static class AirChecksum
{
    public const int Length = 3;

    private const uint Polynomial = 0xDA6000;

    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(value => Shift((uint)value))];

    /// <param name="start">As a connection request names it.</param>
    public static bool Fits(ReadOnlySpan<byte> packet, ReadOnlySpan<byte> checksum, uint start) =>
        Of(packet, start) == (checksum[0] | (uint)checksum[1] << 8 | (uint)checksum[2] << 16);

    public static uint Of(ReadOnlySpan<byte> packet, uint start)
    {
        var sum = Reversed(start);
        foreach (var value in packet)
            sum = sum >> 8 ^ Table[(sum ^ value) & byte.MaxValue];
        return sum;
    }

    private static uint Shift(uint value)
    {
        for (var bit = 0; bit < 8; bit++)
            value = (value & 1) == 0 ? value >> 1 : value >> 1 ^ Polynomial;
        return value;
    }

    private static uint Reversed(uint value)
    {
        var reversed = 0u;
        for (var bit = 0; bit < 24; bit++)
            reversed |= (value >> bit & 1) << (23 - bit);
        return reversed;
    }
}
