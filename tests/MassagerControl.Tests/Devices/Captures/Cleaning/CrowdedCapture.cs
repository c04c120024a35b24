using System.Text;
using MassagerControl.Devices.Captures.Files;
using MassagerControl.Tests.Devices.Captures.Files;

namespace MassagerControl.Tests.Devices.Captures.Cleaning;

/// <summary>The sample session among strangers: their advertisements, links, names and keys, the phone's own name and address, pairing, and secrets inside of the device's own values.</summary>
internal static class CrowdedCapture
{
    public const string DeviceText = "C1:02:03:04:05:06";

    public static readonly byte[] Stranger = [0xA1, 0xA2, 0xA3, 0xA4, 0xA5, 0xA6];
    public static readonly byte[] Phone = [0xB1, 0xB2, 0xB3, 0xB4, 0xB5, 0xB6];
    public static readonly byte[] Private = [0xE1, 0xE2, 0xE3, 0xE4, 0xE5, 0x46];
    public static readonly byte[] LongTermKey = [.. Enumerable.Range(0x30, 16).Select(value => (byte)value)];
    public static readonly byte[] IdentityKey = [.. Enumerable.Range(0x90, 16).Select(value => (byte)value)];
    public static readonly byte[] SigningKey = [.. Enumerable.Range(0xC0, 16).Select(value => (byte)value)];
    public static readonly byte[] ClassicKey = [.. Enumerable.Range(0x50, 16).Select(value => (byte)value)];

    public const string StrangersName = "Anna's earbuds";
    public const string PhonesName = "Phone of Ben";

    public static byte[][] Secrets { get; } =
    [
        .. new[] { Stranger, Phone, Private, SampleSession.Device, LongTermKey, IdentityKey, SigningKey, ClassicKey }.SelectMany(bytes => new[] { bytes, [.. bytes.Reverse()] }),
        .. new[] { StrangersName, PhonesName, "A6A5A4A3A2A1", "c1:02:03:04:05:06" }.Select(Encoding.ASCII.GetBytes),
    ];

    public static byte[] Hci(CaptureFormat format)
    {
        CapturedPacket[] strangers =
        [
            Command([0x05, 0x20, 6, .. Phone]),
            Command([0x13, 0x0C, 248, .. Padded(PhonesName, 248)]),
            Event([0x0E, 10, 1, 0x09, 0x10, 0, .. Phone]),
            Event([0x3E, 47, 0x02, 2, .. Report(Stranger, StrangersName), .. Report(SampleSession.Device, "Gun1")[..^0]]),
            Event([0x03, 11, 0, 0x0B, 0, .. Stranger, 1, 0]),
            Event([0x07, 255, 0, .. Stranger, .. Padded(StrangersName, 248)]),
            Event([0x18, 23, .. Stranger, .. ClassicKey, 4]),
            Command([0x0B, 0x04, 22, .. Stranger, .. ClassicKey]),
            Data(0x0B, true, 0x41, [.. Encoding.ASCII.GetBytes(StrangersName)]),
        ];
        CapturedPacket[] within =
        [
            Data(0x40, false, 6, [0x06, .. LongTermKey]),
            Data(0x40, false, 6, [0x08, .. IdentityKey]),
            Data(0x40, false, 6, [0x09, 1, .. Private]),
            Data(0x40, true, 6, [0x0A, .. SigningKey]),
            Command([0x19, 0x20, 28, 0x40, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, .. LongTermKey]),
            Event([0x08, 4, 0, 0x40, 0, 1]),
            Event([0x3E, 30, 0x02, 1, .. Report(Private, "Gun1")]),
            Data(0x40, false, 4, [0x0A, 0x03, 0x00]),
            Data(0x40, true, 4, [0x0B, .. Encoding.ASCII.GetBytes(PhonesName)]),
            Data(0x40, false, 4, [0x0B, 1, .. SampleSession.Device, 2]),
            Data(0x40, false, 4, [0x0B, .. SampleSession.Device[..3], 0xFF, 0xFE, .. SampleSession.Device[3..]]),
            Data(0x40, false, 4, [0x1B, 0x13, 0, .. "phone=A6A5A4A3A2A1"u8]),
            Data(0x40, true, 4, [0x12, 0x10, 0, .. "me=c1:02:03:04:05:06"u8]),
            Data(0x40, true, 4, [0x12, 0x10, 0, .. Encoding.ASCII.GetBytes(PhonesName), .. LongTermKey.Reverse()]),
        ];
        return Written(format, [.. strangers, .. SampleSession.Hci[..^1], .. within, SampleSession.Hci[^1]]);
    }

    public static byte[] Air(CaptureFormat format)
    {
        CapturedPacket[] all =
        [
            OfAir(null, 0x8E89BED6, [0x40, (byte)(8 + StrangersName.Length), .. Stranger, (byte)(StrangersName.Length + 1), 9, .. Encoding.ASCII.GetBytes(StrangersName)]),
            OfAir(null, 0x8E89BED6, [0xC3, 12, .. Phone, .. SampleSession.Device]),
            .. SampleSession.Air,
            OfAir(false, 0x50655D4A, [0x06, 21, 17, 0, 6, 0, 0x06, .. LongTermKey]),
            OfAir(true, 0x50655D4A, [0x06, (byte)(5 + PhonesName.Length), (byte)(1 + PhonesName.Length), 0, 4, 0, 0x0B, .. Encoding.ASCII.GetBytes(PhonesName)]),
            OfAir(true, 0x12345678, [0x02, 7, 3, 0, 4, 0, 0x52, 0x10, 0]),
            OfAir(true, 0x50655D4A, [0x03, 23, 0x03, .. Enumerable.Range(1, 22).Select(value => (byte)value)]),
            OfAir(false, 0x50655D4A, [0x03, 1, 0x05]),
            OfAir(true, 0x50655D4A, [0x02, 20, .. ClassicKey, 1, 2, 3, 4]),
        ];
        return Written(format, all);
    }

    private static byte[] Written(CaptureFormat format, CapturedPacket[] packets)
    {
        var stream = new MemoryStream();
        using (var writer = new CaptureWriter(stream, format))
            foreach (var packet in packets)
                writer.Write(packet with { Microseconds = SampleSession.Began });
        return stream.ToArray();
    }

    private static CapturedPacket Command(byte[] bytes) => new(0, 0, 0, PacketKind.HciCommand, bytes) { FromHost = true };

    private static CapturedPacket Event(byte[] bytes) => new(0, 0, 0, PacketKind.HciEvent, bytes) { FromHost = false };

    private static CapturedPacket Data(int handle, bool fromHost, byte channel, byte[] bytes) =>
        new(0, 0, 0, PacketKind.HciAcl, (byte[])[(byte)handle, (byte)(fromHost ? 0 : 0x20), (byte)(bytes.Length + 4), 0, (byte)bytes.Length, 0, channel, 0, .. bytes]) { FromHost = fromHost };

    private static CapturedPacket OfAir(bool? fromHost, uint access, byte[] pdu) =>
        new(0, 0, 0, PacketKind.LinkLayer, (byte[])[(byte)(access & 0xFF), (byte)((access >> 8) & 0xFF), (byte)((access >> 16) & 0xFF), (byte)(access >> 24), .. pdu, 0, 0, 0]) { FromHost = fromHost };

    private static byte[] Report(byte[] address, string name) => [0, 1, .. address, (byte)(name.Length + 2), (byte)(name.Length + 1), 9, .. Encoding.ASCII.GetBytes(name), 0xC8];

    private static byte[] Padded(string text, int length)
    {
        var bytes = new byte[length];
        Encoding.ASCII.GetBytes(text, bytes);
        return bytes;
    }
}
