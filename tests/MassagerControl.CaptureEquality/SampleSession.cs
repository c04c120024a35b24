using System.Buffers.Binary;
using System.Collections.Immutable;

namespace MassagerControl.CaptureEquality;

/// <summary>A phone with two devices: found, discovered, driven, read, written to at length, refused, lost and met again.</summary>
internal static class SampleSession
{
    public const ushort LevelHandle = 0x0012;
    public const ushort StatusHandle = 0x0014;
    public const ushort SwitchHandle = 0x0015;
    public const ushort TextHandle = 0x0022;
    public const ushort SecretHandle = 0x0024;

    private static readonly byte[] LongService = Convert.FromHexString("9ECADC240EE5A9E093F3A3B50100406E");
    private static readonly byte[] LongText = Convert.FromHexString("9ECADC240EE5A9E093F3A3B50200406E");
    private static readonly byte[] LongSecret = Convert.FromHexString("9ECADC240EE5A9E093F3A3B50300406E");

    /// <summary>As they are sent: the last byte first.</summary>
    public static ImmutableArray<byte> Gun { get; } = [0x01, 0x00, 0x00, 0x00, 0x00, 0xC0];

    public static ImmutableArray<byte> Ball { get; } = [0x02, 0x00, 0x00, 0x00, 0x00, 0xC0];

    public static ImmutableArray<SessionPart> Parts { get; } =
    [
        new Advertised(Gun, [2, 1, 6, 3, 3, 0xF0, 0xFF, 5, 0xFF, 0xFF, 0xFF, 1, 2], [10, 9, .. "Made Gun1"u8]),
        new Advertised(Ball, [2, 1, 6, 17, 7, .. LongService], []),
        new Connected(0, 0x0040, Gun, 0x50655D2A),
        .. Exchange(0, [0x02, 0x05, 0x02], [0x03, 0xF7, 0x00]),
        .. Discovery(0),
        new Connected(1, 0x0041, Ball, 0xAF9A8B36),
        .. Exchange(0, Write(SwitchHandle, 1, 0), [0x13]),
        .. Discovery(1),
        .. Driving(0),
        // Both ways and both links at once.
        new Mixed([Notified(0, 40), Command(0, 60), Notified(1, 50), Command(1, 80)]),
        new Mixed([Command(1, 30), Notified(1, 100)]),
        .. LongWrite(0),
        .. LongRead(0),
        .. Exchange(0, [0x0A, .. Low(SecretHandle)], [0x01, 0x0A, .. Low(SecretHandle), 0x0F]),
        .. Exchange(0, Write(LevelHandle, 0xEE), [0x01, 0x12, .. Low(LevelHandle), 0x80]),
        new Spoken(1, false, [0x1D, .. Low(StatusHandle), 9, 9]),
        new Spoken(1, true, [0x1E]),
        new Spoken(1, true, [0xD2, .. Low(LevelHandle), 5, 6, 7, .. Enumerable.Range(0, 12).Select(i => (byte)i)]),
        new Spoken(0, false, [0x23, .. Low(StatusHandle), 2, 0, 0xAA, 0xBB, .. Low(LevelHandle), 1, 0, 0xCC]),
        new HeardTwice(new(0, true, [0x52, .. Low(LevelHandle), 0xAA, 0x55, 0x42])),
        new Disconnected(0),
        new Connected(2, 0x0043, Gun, 0x71764129),
        .. Exchange(2, Write(SwitchHandle, 1, 0), [0x13]),
        .. Driving(2),
        new Spoken(1, true, [0x52, .. Low(LevelHandle), 0xAA, 0x55, 0x00]),
        new Disconnected(2),
        new Disconnected(1),
    ];

    private static IEnumerable<SessionPart> Discovery(int link) =>
    [
        .. Exchange(link, [0x10, 1, 0, 0xFF, 0xFF, 0x00, 0x28], [0x11, 6, 1, 0, 7, 0, 0x00, 0x18, 0x10, 0, 0x15, 0, 0xF0, 0xFF]),
        .. Exchange(link, [0x10, 0x16, 0, 0xFF, 0xFF, 0x00, 0x28], [0x11, 20, 0x20, 0, 0x24, 0, .. LongService]),
        .. Exchange(link, [0x10, 0x25, 0, 0xFF, 0xFF, 0x00, 0x28], [0x01, 0x10, 0x25, 0, 0x0A]),
        .. Exchange(link, [0x08, 1, 0, 7, 0, 0x03, 0x28], [0x09, 7, 2, 0, 0x02, 3, 0, 0x00, 0x2A]),
        .. Exchange(link, [0x08, 0x10, 0, 0x15, 0, 0x03, 0x28], [0x09, 7, 0x11, 0, 0x0C, .. Low(LevelHandle), 0xF1, 0xFF, 0x13, 0, 0x30, .. Low(StatusHandle), 0xF2, 0xFF]),
        .. Exchange(link, [0x08, 0x20, 0, 0x24, 0, 0x03, 0x28], [0x09, 21, 0x21, 0, 0x0A, .. Low(TextHandle), .. LongText, 0x23, 0, 0x0A, .. Low(SecretHandle), .. LongSecret]),
        .. Exchange(link, [0x04, 0x15, 0, 0x15, 0], [0x05, 1, .. Low(SwitchHandle), 0x02, 0x29]),
        .. Exchange(link, [0x0A, 3, 0], [0x0B, .. "Made Gun1"u8]),
    ];

    /// <summary>Levels, each written and told of; the last with an answer.</summary>
    private static IEnumerable<SessionPart> Driving(int link)
    {
        foreach (var level in (byte[])[1, 2, 3, 63, 64, 100, 0])
        {
            yield return new Spoken(link, true, [0x52, .. Low(LevelHandle), 0xAA, 0x55, level, (byte)(0xFF - level)]);
            yield return new Spoken(link, false, [0x1B, .. Low(StatusHandle), 0xBB, level]);
        }
        foreach (var part in Exchange(link, Write(LevelHandle, 0xAA, 0x55, 0, 0xFF), [0x13]))
            yield return part;
    }

    private static IEnumerable<SessionPart> LongWrite(int link)
    {
        var text = Enumerable.Range(0, 50).Select(i => (byte)(i * 5)).ToArray();
        for (var at = 0; at < text.Length; at += 18)
        {
            byte[] part = [.. Low(TextHandle), .. Low((ushort)at), .. text[at..Math.Min(text.Length, at + 18)]];
            foreach (var said in Exchange(link, [0x16, .. part], [0x17, .. part]))
                yield return said;
        }
        foreach (var said in Exchange(link, [0x18, 1], [0x19]))
            yield return said;
    }

    private static IEnumerable<SessionPart> LongRead(int link) =>
    [
        .. Exchange(link, [0x0A, .. Low(TextHandle)], [0x0B, .. Enumerable.Range(0, 22).Select(i => (byte)i)]),
        .. Exchange(link, [0x0C, .. Low(TextHandle), 22, 0], [0x0D, .. Enumerable.Range(22, 5).Select(i => (byte)i)]),
    ];

    private static Spoken Command(int link, int length) =>
        new(link, true, [0x52, .. Low(LevelHandle), .. Enumerable.Range(0, length).Select(i => (byte)(i ^ link))]);

    private static Spoken Notified(int link, int length) =>
        new(link, false, [0x1B, .. Low(StatusHandle), .. Enumerable.Range(0, length).Select(i => (byte)(0xF0 - i + link))]);

    private static byte[] Write(ushort handle, params byte[] value) => [0x12, .. Low(handle), .. value];

    private static SessionPart[] Exchange(int link, byte[] request, byte[] answer) =>
        [new Spoken(link, true, [.. request]), new Spoken(link, false, [.. answer])];

    private static byte[] Low(ushort number)
    {
        var bytes = new byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, number);
        return bytes;
    }
}
