using System.Buffers.Binary;
using MassagerControl.Devices.Captures.Files;

namespace MassagerControl.Tests.Devices.Captures.Files;

/// <summary>One short session with a massager, as a host's log and as a sniffer hear it: advertisement, connection, discovery of its MTU, a level, a notification, the end.</summary>
internal static class SampleSession
{
    public const long Began = 1_790_000_000_000_000;

    public static readonly byte[] Device = [0x06, 0x05, 0x04, 0x03, 0x02, 0xC1];

    private const ushort Handle = 0x0040;
    private const uint Access = 0x50655D4A;

    /// <summary>As in the log of the phone.</summary>
    public static CapturedPacket[] Hci { get; } = Numbered(
        (PacketKind.HciCommand, true, [0x0C, 0x20, 0x02, 0x01, 0x00]),
        (PacketKind.HciEvent, false, [0x0E, 0x04, 0x01, 0x0C, 0x20, 0x00]),
        (PacketKind.HciEvent, false, Meta(0x02, [0x01, 0x00, 0x01, .. Device, 6, 5, 0x09, .. "Gun1"u8, 0xC8])),
        (PacketKind.HciEvent, false, Meta(0x01, [0x00, 0x40, 0x00, 0x00, 0x01, .. Device, 0x18, 0, 0, 0, 0x48, 0, 0])),
        (PacketKind.HciAcl, true, Acl(fromHost: true, [0x02, 0x05, 0x02])),
        (PacketKind.HciAcl, false, Acl(fromHost: false, [0x03, 0xB9, 0x00])),
        (PacketKind.HciAcl, true, Acl(fromHost: true, [0x12, 0x10, 0x00, 0xAA, 0x55, 0x01, 0x03, 0x04])),
        (PacketKind.HciAcl, false, Acl(fromHost: false, [0x13])),
        (PacketKind.HciAcl, true, Acl(fromHost: true, [0x52, 0x10, 0x00, 0xAA, 0x55, 0x01, 0x00, 0x01])),
        (PacketKind.HciAcl, false, Acl(fromHost: false, [0x1B, 0x13, 0x00, 0x5A, 0x64])),
        (PacketKind.HciEvent, false, [0x05, 0x04, 0x00, 0x40, 0x00, 0x13]));

    /// <summary>As a sniffer hears it.</summary>
    public static CapturedPacket[] Air { get; } = Numbered(
        (PacketKind.LinkLayer, null, InAir(0x8E89BED6, [0x40, 12, .. Device, 5, 0x09, .. "Gun1"u8])),
        (PacketKind.LinkLayer, null, InAir(0x8E89BED6, [0x85, 34, 1, 2, 3, 4, 5, 0x46, .. Device, .. Bytes(Access), 0x11, 0x22, 0x33, 2, 6, 0, 0x18, 0, 0, 0, 0x48, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0x1F, 5])),
        (PacketKind.LinkLayer, true, InAir(Access, Data([0x02, 0x05, 0x02]))),
        (PacketKind.LinkLayer, false, InAir(Access, Data([0x03, 0xB9, 0x00]))),
        (PacketKind.LinkLayer, true, InAir(Access, [0x01, 0x00])),
        (PacketKind.LinkLayer, true, InAir(Access, Data([0x12, 0x10, 0x00, 0xAA, 0x55, 0x01, 0x03, 0x04]))),
        (PacketKind.LinkLayer, false, InAir(Access, Data([0x13]))),
        (PacketKind.LinkLayer, false, InAir(Access, Data([0x1B, 0x13, 0x00, 0x5A, 0x64]))));

    /// <summary>Everything that a capture can stand in.</summary>
    public static CaptureFormat[] Formats { get; } =
    [
        CaptureFormat.BtsnoopH4,
        CaptureFormat.BtsnoopH4 with { LinkType = LinkTypes.BtsnoopHci },
        CaptureFormat.BtsnoopH4 with { LinkType = LinkTypes.BtsnoopMonitor },
        .. from container in new[] { CaptureContainer.Pcap, CaptureContainer.Pcapng }
           from link in new[] { LinkTypes.H4, LinkTypes.H4Directed, LinkTypes.Air, LinkTypes.Monitor, LinkTypes.AirWithHead, LinkTypes.NordicSniffer }
           from bigEndian in new[] { false, true }
           select new CaptureFormat(container, link) { BigEndian = bigEndian },
        new(CaptureContainer.PacketLogger, 0) { BigEndian = true },
        new(CaptureContainer.PacketLogger, 0),
    ];

    public static bool IsOfAir(CaptureFormat format) => format.LinkType is LinkTypes.Air or LinkTypes.AirWithHead or LinkTypes.NordicSniffer;

    /// <summary>The session as a file of this format.</summary>
    public static byte[] In(CaptureFormat format)
    {
        var stream = new MemoryStream();
        using (var writer = new CaptureWriter(stream, format))
            foreach (var packet in IsOfAir(format) ? Air : Hci)
                writer.Write(packet);
        return stream.ToArray();
    }

    private static CapturedPacket[] Numbered(params (PacketKind Kind, bool? FromHost, byte[] Bytes)[] packets) =>
        [.. packets.Select((packet, index) => new CapturedPacket(index + 1, 0, Began + (index * 31_250), packet.Kind, packet.Bytes) { FromHost = packet.FromHost, CrcRight = packet.Kind == PacketKind.LinkLayer ? true : null })];

    private static byte[] Meta(byte subevent, byte[] rest) => [0x3E, (byte)(rest.Length + 1), subevent, .. rest];

    private static byte[] Acl(bool fromHost, byte[] att) =>
        [Handle & 0xFF, (byte)(fromHost ? 0x00 : 0x20), (byte)(att.Length + 4), 0, (byte)att.Length, 0, 4, 0, .. att];

    private static byte[] Data(byte[] att) => [0x02, (byte)(att.Length + 4), (byte)att.Length, 0, 4, 0, .. att];

    private static byte[] InAir(uint access, byte[] pdu) => [.. Bytes(access), .. pdu, .. Crc(access == Access ? 0x332211u : 0x555555u, pdu)];

    /// <summary>The lowest bit of the register leaves first, as on the air; the beginning is the connection's CRCInit.</summary>
    private static byte[] Crc(uint begin, byte[] pdu)
    {
        var register = 0u;
        for (var bit = 0; bit < 24; bit++)
            register |= ((begin >> bit) & 1) << (23 - bit);
        foreach (var value in pdu)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                var next = (register ^ (uint)(value >> bit)) & 1;
                register >>= 1;
                if (next == 1)
                    register ^= 0xDA6000;
            }
        }
        return [(byte)(register & 0xFF), (byte)((register >> 8) & 0xFF), (byte)((register >> 16) & 0xFF)];
    }

    private static byte[] Bytes(uint number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, number);
        return bytes;
    }
}
