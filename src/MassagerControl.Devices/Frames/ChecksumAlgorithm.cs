using System.Buffers.Binary;
using System.Collections.Immutable;

namespace MassagerControl.Devices.Frames;

/// <summary>A checksum by its name in profiles.</summary>
public sealed class ChecksumAlgorithm
{
    // The two generator polynomials: 8005 read from the low bit, and 1021 from the high bit.
    private const uint ModbusPolynomial = 0xA001;
    private const uint CcittPolynomial = 0x1021;

    private readonly Func<ReadOnlySpan<byte>, uint> _sum;
    private readonly bool _bigEndian;

    private ChecksumAlgorithm(string name, int width, Func<ReadOnlySpan<byte>, uint> sum, bool bigEndian = true) =>
        (Name, Width, _sum, _bigEndian) = (name, width, sum, bigEndian);

    /// <summary>Byte sums, and the 16-bit cyclic redundancy checks under their catalogue names with the order of their two bytes.</summary>
    public static ImmutableArray<ChecksumAlgorithm> All { get; } =
    [
        new("sum8", 1, Sum),
        new("xor8", 1, Xor),
        new("sum8Complement", 1, covered => ~Sum(covered) & 0xFF),
        new("crc16ModbusLe", 2, Modbus, bigEndian: false),
        new("crc16ModbusBe", 2, Modbus),
        new("crc16XmodemLe", 2, covered => Ccitt(covered, 0), bigEndian: false),
        new("crc16XmodemBe", 2, covered => Ccitt(covered, 0)),
        new("crc16CcittFalseLe", 2, covered => Ccitt(covered, 0xFFFF), bigEndian: false),
        new("crc16CcittFalseBe", 2, covered => Ccitt(covered, 0xFFFF)),
    ];

    public string Name { get; }

    /// <summary>Bytes.</summary>
    public int Width { get; }

    /// <param name="plus">Added to the sum, modulo its width.</param>
    internal byte[] Compute(ReadOnlySpan<byte> covered, int plus = 0)
    {
        var sum = _sum(covered) + (uint)plus;
        if (Width == 1)
            return [(byte)(sum & 0xFF)];
        var bytes = new byte[2];
        var word = (ushort)(sum & 0xFFFF);
        if (_bigEndian)
            BinaryPrimitives.WriteUInt16BigEndian(bytes, word);
        else
            BinaryPrimitives.WriteUInt16LittleEndian(bytes, word);
        return bytes;
    }

    private static uint Sum(ReadOnlySpan<byte> covered)
    {
        uint sum = 0;
        foreach (var value in covered)
            sum = (sum + value) & 0xFF;
        return sum;
    }

    private static uint Xor(ReadOnlySpan<byte> covered)
    {
        uint sum = 0;
        foreach (var value in covered)
            sum ^= value;
        return sum;
    }

    private static uint Modbus(ReadOnlySpan<byte> covered)
    {
        uint crc = 0xFFFF;
        foreach (var value in covered)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ ModbusPolynomial : crc >> 1;
        }
        return crc;
    }

    private static uint Ccitt(ReadOnlySpan<byte> covered, uint crc)
    {
        foreach (var value in covered)
        {
            crc ^= (uint)value << 8;
            for (var bit = 0; bit < 8; bit++)
                crc = ((crc & 0x8000) != 0 ? (crc << 1) ^ CcittPolynomial : crc << 1) & 0xFFFF;
        }
        return crc;
    }
}
