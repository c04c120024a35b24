using System.Buffers.Binary;
using MassagerControl.Core;

namespace MassagerControl.Devices.Captures.Files;

/// <summary>What Nordic's sniffer puts in front of a packet of the air, in all its versions: 0 begins with BE EF, 1 counts its head, 2 and 3 have a length of two bytes.</summary>
internal static class NordicHead
{
    public const int Length = 17;

    private const int FlagsAt = 8;
    private const byte Version = 3;
    private const byte AdvertisementSeen = 2;
    private const byte DataSeen = 6;
    private const byte PartLength = 10;

    public static CapturedPacket Unwrap(in CapturedPacket packet, ReadOnlySpan<byte> bytes, out Phrase? problem)
    {
        problem = bytes.Length < Length
            ? Phrase.Of($"a packet of {bytes.Length} bytes is shorter than the head of Nordic's sniffer")
            : LengthOf(bytes) == bytes.Length ? null : Phrase.Of($"Nordic's sniffer says that its packet has {LengthOf(bytes)} bytes; it has {bytes.Length}");
        if (problem is not null)
            return packet;
        var flags = bytes[FlagsAt];
        var unwrapped = packet with { Kind = PacketKind.LinkLayer, Bytes = packet.Bytes[Length..], CrcRight = (flags & 1) != 0 };
        return IsData(bytes)
            ? unwrapped with { FromHost = (flags & 2) != 0, Encrypted = (flags & 4) != 0, Decrypted = (flags & 12) == 12 }
            : unwrapped;
    }

    public static int Wrap(in CapturedPacket packet, Span<byte> head)
    {
        head[..Length].Clear();
        var data = Air.AccessAddress(packet.Bytes.Span) != Air.Advertising;
        BinaryPrimitives.WriteUInt16LittleEndian(head[1..], (ushort)(PartLength + packet.Bytes.Length));
        head[3] = Version;
        BinaryPrimitives.WriteUInt16LittleEndian(head[4..], (ushort)packet.Number);
        head[6] = data ? DataSeen : AdvertisementSeen;
        head[7] = PartLength;
        head[FlagsAt] = (byte)((packet.CrcRight is false ? 0 : 1) | (data ? DataFlags(packet) : 0));
        head[9] = data ? (byte)0 : (byte)37;
        BinaryPrimitives.WriteUInt32LittleEndian(head[13..], (uint)(packet.Microseconds & uint.MaxValue));
        return Length;
    }

    private static int DataFlags(in CapturedPacket packet) => (packet.FromHost is true ? 2 : 0) | (packet.Encrypted ? 4 : 0) | (packet.Decrypted ? 8 : 0);

    private static bool IsLegacy(ReadOnlySpan<byte> bytes) => bytes is [0xBE, 0xEF, ..];

    /// <summary>Before version 3 only the access address tells data from advertisements.</summary>
    private static bool IsData(ReadOnlySpan<byte> bytes) =>
        IsLegacy(bytes) || bytes[3] < 3 ? Air.AccessAddress(bytes[Length..]) != Air.Advertising : bytes[6] == DataSeen;

    private static int LengthOf(ReadOnlySpan<byte> bytes)
    {
        if (IsLegacy(bytes))
            return 8 + bytes[7];
        return bytes[3] == 1 ? 1 + bytes[1] + bytes[2] : 7 + BinaryPrimitives.ReadUInt16LittleEndian(bytes[1..]);
    }
}
