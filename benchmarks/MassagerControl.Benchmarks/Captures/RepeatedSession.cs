using MassagerControl.Devices.Captures.Files;

namespace MassagerControl.Benchmarks.Captures;

/// <summary>A long Android log: the same session with a massager again and again, each a little later.</summary>
internal static class RepeatedSession
{
    private const long Began = 1_790_000_000_000_000;
    private const int Handle = 0x40;
    private static readonly byte[] Device = [6, 5, 4, 3, 2, 0xC1];

    /// <summary>Writes sessions until the file has so many bytes.</summary>
    public static void Write(string path, long bytes)
    {
        CapturedPacket[] session = [.. Session()];
        using var stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, 1 << 16);
        using var writer = new CaptureWriter(stream, CaptureFormat.BtsnoopH4);
        for (var at = Began; stream.Length < bytes; writer.Flush())
        {
            foreach (var packet in session)
                writer.Write(packet with { Microseconds = at += 7_500 });
        }
    }

    private static IEnumerable<CapturedPacket> Session()
    {
        yield return Event([0x3E, 0x12, 2, 1, 0, 1, .. Device, 6, 5, 9, .. "Gun1"u8, 0xC8]);
        yield return Event([0x3E, 0x13, 1, 0, Handle, 0, 0, 1, .. Device, 0x18, 0, 0, 0, 0x48, 0, 0]);
        yield return Data(fromHost: true, [2, 5, 2]);
        yield return Data(fromHost: false, [3, 0xB9, 0]);
        for (var value = 0; value < 100; value++)
        {
            var level = (byte)(value % 20);
            yield return Data(fromHost: true, [0x12, 0x10, 0, 0xAA, 0x55, 1, level, (byte)(1 + level)]);
            yield return Data(fromHost: false, [0x13]);
            yield return Data(fromHost: true, [0x52, 0x12, 0, 0xA5, (byte)value, 0]);
            yield return Data(fromHost: false, [0x1B, 0x14, 0, 0x5A, 100, level, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
            yield return Event([0x13, 5, 1, Handle, 0, 2, 0]);
        }
        yield return Event([5, 4, 0, Handle, 0, 0x13]);
    }

    private static CapturedPacket Event(byte[] bytes) => new(0, 0, 0, PacketKind.HciEvent, bytes) { FromHost = false };

    private static CapturedPacket Data(bool fromHost, byte[] att) =>
        new(0, 0, 0, PacketKind.HciAcl, (byte[])[Handle, fromHost ? (byte)0 : (byte)0x20, (byte)(att.Length + 4), 0, (byte)att.Length, 0, 4, 0, .. att]) { FromHost = fromHost };
}
