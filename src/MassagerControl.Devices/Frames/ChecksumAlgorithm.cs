using System.Collections.Immutable;

namespace MassagerControl.Devices.Frames;

/// <summary>A checksum by its name in profiles.</summary>
public sealed class ChecksumAlgorithm
{
    private readonly Func<ReadOnlySpan<byte>, uint> _sum;
    private readonly bool _bigEndian;

    private ChecksumAlgorithm(string name, int width, Func<ReadOnlySpan<byte>, uint> sum, bool bigEndian = true) =>
        (Name, Width, _sum, _bigEndian) = (name, width, sum, bigEndian);

    /// <summary>Byte sums, and the cyclic redundancy checks under their catalogue names; those of two bytes with the order of the bytes.</summary>
    public static ImmutableArray<ChecksumAlgorithm> All { get; } =
    [
        new("sum8", 1, covered => Sum(covered) & 0xFF),
        new("xor8", 1, Xor),
        new("sum8Complement", 1, covered => ~Sum(covered) & 0xFF),
        new("sum8Negated", 1, covered => (0x100 - (Sum(covered) & 0xFF)) & 0xFF),
        .. BothOrders("sum16", covered => Sum(covered) & 0xFFFF),
        new("crc8Smbus", 1, Crc(CyclicCheck.Straight(8, 0x07, first: 0, last: 0))),
        new("crc8MaximDow", 1, Crc(CyclicCheck.Reflected(8, 0x31, first: 0, last: 0))),
        new("crc8Nrsc5", 1, Crc(CyclicCheck.Straight(8, 0x31, first: 0xFF, last: 0))),
        new("crc8GsmA", 1, Crc(CyclicCheck.Straight(8, 0x1D, first: 0, last: 0))),
        new("crc8SaeJ1850", 1, Crc(CyclicCheck.Straight(8, 0x1D, first: 0xFF, last: 0xFF))),
        new("crc8Lte", 1, Crc(CyclicCheck.Straight(8, 0x9B, first: 0, last: 0))),
        new("crc8Cdma2000", 1, Crc(CyclicCheck.Straight(8, 0x9B, first: 0xFF, last: 0))),
        new("crc8Wcdma", 1, Crc(CyclicCheck.Reflected(8, 0x9B, first: 0, last: 0))),
        new("crc8Rohc", 1, Crc(CyclicCheck.Reflected(8, 0x07, first: 0xFF, last: 0))),
        .. BothOrders("crc16Modbus", Crc(CyclicCheck.Reflected(16, 0x8005, first: 0xFFFF, last: 0))),
        .. BothOrders("crc16Xmodem", Crc(CyclicCheck.Straight(16, 0x1021, first: 0, last: 0))),
        .. BothOrders("crc16CcittFalse", Crc(CyclicCheck.Straight(16, 0x1021, first: 0xFFFF, last: 0))),
        .. BothOrders("crc16Arc", Crc(CyclicCheck.Reflected(16, 0x8005, first: 0, last: 0))),
        .. BothOrders("crc16Usb", Crc(CyclicCheck.Reflected(16, 0x8005, first: 0xFFFF, last: 0xFFFF))),
        .. BothOrders("crc16Kermit", Crc(CyclicCheck.Reflected(16, 0x1021, first: 0, last: 0))),
        .. BothOrders("crc16X25", Crc(CyclicCheck.Reflected(16, 0x1021, first: 0xFFFF, last: 0xFFFF))),
        .. BothOrders("crc16Mcrf4xx", Crc(CyclicCheck.Reflected(16, 0x1021, first: 0xFFFF, last: 0))),
        .. BothOrders("crc16SpiFujitsu", Crc(CyclicCheck.Straight(16, 0x1021, first: 0x1D0F, last: 0))),
    ];

    public string Name { get; }

    /// <summary>Bytes.</summary>
    public int Width { get; }

    /// <param name="plus">Added to the sum, modulo its width.</param>
    internal byte[] Compute(ReadOnlySpan<byte> covered, int plus = 0)
    {
        var bytes = new byte[Width];
        Write(Value(covered, plus), bytes);
        return bytes;
    }

    /// <returns>The number whose bytes are the checksum.</returns>
    internal uint Value(ReadOnlySpan<byte> covered, int plus = 0) => (_sum(covered) + (uint)plus) & (Width == 1 ? 0xFFu : 0xFFFFu);

    /// <returns>The number that stands in these bytes.</returns>
    internal uint Read(ReadOnlySpan<byte> bytes) =>
        Width == 1 ? bytes[0] : _bigEndian ? (uint)((bytes[0] << 8) | bytes[1]) : (uint)((bytes[1] << 8) | bytes[0]);

    internal void Write(uint value, Span<byte> bytes)
    {
        var (low, high) = ((byte)(value & 0xFF), (byte)(value >> 8));
        bytes[Width == 1 || !_bigEndian ? 0 : 1] = low;
        if (Width == 2)
            bytes[_bigEndian ? 0 : 1] = high;
    }

    private static ChecksumAlgorithm[] BothOrders(string name, Func<ReadOnlySpan<byte>, uint> sum) => [new($"{name}Le", 2, sum, bigEndian: false), new($"{name}Be", 2, sum)];

    private static Func<ReadOnlySpan<byte>, uint> Crc(CyclicCheck check) => check.Of;

    private static uint Sum(ReadOnlySpan<byte> covered)
    {
        uint sum = 0;
        foreach (var value in covered)
            sum += value;
        return sum;
    }

    private static uint Xor(ReadOnlySpan<byte> covered)
    {
        uint sum = 0;
        foreach (var value in covered)
            sum ^= value;
        return sum;
    }
}
