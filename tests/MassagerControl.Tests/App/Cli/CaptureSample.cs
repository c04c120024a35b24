using System.Buffers.Binary;

namespace MassagerControl.Tests.App.Cli;

/// <summary>A small btsnoop file of H4 packets: commands to the handle 0x0010 and notifications of 0x0012 on one link.</summary>
internal static class CaptureSample
{
    // Microseconds from the year 0 to 2000.
    private const long Epoch = 0x00E03AB44A676000;

    public static void Write(string path, params (double At, bool Sent, string Hex)[] values)
    {
        using var file = File.Create(path);
        file.Write("btsnoop\0"u8);
        file.Write([0, 0, 0, 1, 0, 0, 0x03, 0xEA]);
        foreach (var (at, sent, hex) in values)
        {
            byte[] att = [(byte)(sent ? 0x52 : 0x1B), (byte)(sent ? 0x10 : 0x12), 0, .. Convert.FromHexString(hex)];
            byte[] packet = [2, 0x40, 0x20, (byte)(att.Length + 4), 0, (byte)att.Length, 0, 4, 0, .. att];
            var head = new byte[24];
            BinaryPrimitives.WriteInt32BigEndian(head, packet.Length);
            BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), packet.Length);
            BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(8), sent ? 0 : 1);
            BinaryPrimitives.WriteInt64BigEndian(head.AsSpan(16), Epoch + (long)(at * 1e6));
            file.Write(head);
            file.Write(packet);
        }
    }
}
