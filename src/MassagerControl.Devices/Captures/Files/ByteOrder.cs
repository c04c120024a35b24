using System.Buffers.Binary;

namespace MassagerControl.Devices.Captures.Files;

/// <summary>Numbers of a file whose writer's machine decided which byte comes first.</summary>
internal readonly record struct ByteOrder(bool BigEndian)
{
    public ushort UInt16(ReadOnlySpan<byte> bytes) => BigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    public uint UInt32(ReadOnlySpan<byte> bytes) => BigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);

    public ulong UInt64(ReadOnlySpan<byte> bytes) => BigEndian ? BinaryPrimitives.ReadUInt64BigEndian(bytes) : BinaryPrimitives.ReadUInt64LittleEndian(bytes);

    public void Write(Span<byte> bytes, ushort number)
    {
        if (BigEndian)
            BinaryPrimitives.WriteUInt16BigEndian(bytes, number);
        else
            BinaryPrimitives.WriteUInt16LittleEndian(bytes, number);
    }

    public void Write(Span<byte> bytes, uint number)
    {
        if (BigEndian)
            BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        else
            BinaryPrimitives.WriteUInt32LittleEndian(bytes, number);
    }
}
