using System.Buffers.Binary;

namespace MassagerControl.Devices.Captures.Files;

/// <summary>The ten bytes of link type 256: channel, signal, noise, faults of the access address, the access address listened for, flags. The lowest byte first.</summary>
internal static class AirHead
{
    public const int Length = 10;

    private const int Dewhitened = 0x0001;
    private const int IsDecrypted = 0x0008;
    private const int ReferenceValid = 0x0010;
    private const int CrcChecked = 0x0400;
    private const int CrcValid = 0x0800;
    private const int Coded = 2;
    private const int FromCentral = 2;
    private const int FromPeripheral = 3;

    /// <summary>A packet that is still whitened stays as it is: nobody can read it.</summary>
    public static CapturedPacket Unwrap(in CapturedPacket packet, Span<byte> bytes)
    {
        int flags = BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]);
        if ((flags & Dewhitened) == 0)
            return packet;
        var at = Length;
        // With the coded physical layer a byte about the coding stands behind the access address.
        if (flags >> 14 == Coded && bytes.Length >= Length + 5)
        {
            bytes.Slice(Length, 4).CopyTo(bytes[(Length + 1)..]);
            at++;
        }
        return packet with
        {
            Kind = PacketKind.LinkLayer,
            Bytes = packet.Bytes[at..],
            FromHost = ((flags >> 7) & 7) switch { FromCentral => true, FromPeripheral => false, _ => null },
            CrcRight = (flags & CrcChecked) == 0 ? null : (flags & CrcValid) != 0,
            Encrypted = (flags & IsDecrypted) != 0,
            Decrypted = (flags & IsDecrypted) != 0,
        };
    }

    public static int Wrap(in CapturedPacket packet, Span<byte> head)
    {
        head[..Length].Clear();
        var access = Air.AccessAddress(packet.Bytes.Span);
        head[0] = access == Air.Advertising ? (byte)0 : (byte)1;
        BinaryPrimitives.WriteUInt32LittleEndian(head[4..], access);
        var type = packet.FromHost switch { true => FromCentral, false => FromPeripheral, _ => 0 };
        var flags = Dewhitened | ReferenceValid | (access == Air.Advertising ? 0 : type << 7) | (packet.Decrypted ? IsDecrypted : 0);
        flags |= packet.CrcRight switch { true => CrcChecked | CrcValid, false => CrcChecked, _ => 0 };
        BinaryPrimitives.WriteUInt16LittleEndian(head[8..], (ushort)flags);
        return Length;
    }
}
