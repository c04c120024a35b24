using System.Buffers.Binary;
using MassagerControl.Devices.Gatt;

namespace MassagerControl.Devices.Captures.Att;

/// <summary>UUIDs as they are sent, the last byte first.</summary>
internal static class WireUuid
{
    public const int LongLength = 16;

    /// <param name="bytes">2 or 16 of them.</param>
    /// <returns>Null for any other length.</returns>
    public static GattUuid? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length == sizeof(ushort))
            return GattUuid.FromShort(BinaryPrimitives.ReadUInt16LittleEndian(bytes));
        if (bytes.Length != LongLength)
            return null;
        Span<byte> readable = stackalloc byte[LongLength];
        bytes.CopyTo(readable);
        readable.Reverse();
        return new(new Guid(readable, bigEndian: true));
    }

    /// <summary>An address of six bytes, the last first.</summary>
    public static string Address(ReadOnlySpan<byte> bytes) =>
        $"{bytes[5]:X2}:{bytes[4]:X2}:{bytes[3]:X2}:{bytes[2]:X2}:{bytes[1]:X2}:{bytes[0]:X2}";

    /// <summary>The same as a number, for looking it up.</summary>
    public static long AddressNumber(ReadOnlySpan<byte> bytes) =>
        BinaryPrimitives.ReadUInt32LittleEndian(bytes) | (long)BinaryPrimitives.ReadUInt16LittleEndian(bytes[4..]) << 32;
}
