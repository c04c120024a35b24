using System.Buffers.Binary;
using System.Text;

namespace MassagerControl.Tests.Radio.BlueZ.Bus;

/// <summary>A signal in bytes, with whatever body: a bus would not pass on most of them.</summary>
internal static class RawSignal
{
    private const byte LittleEndian = (byte)'l';
    private const byte Signal = 4;
    private const byte Version = 1;

    public static byte[] PropertiesChanged(string sender, string path, string signature, params byte[] body)
    {
        var fields = new List<byte>();
        Field(fields, 1, "o", path);
        Field(fields, 2, "s", "org.freedesktop.DBus.Properties");
        Field(fields, 3, "s", "PropertiesChanged");
        Field(fields, 7, "s", sender);
        Pad(fields, 8);
        fields.AddRange([8, 1, (byte)'g', 0, (byte)signature.Length, .. Encoding.ASCII.GetBytes(signature), 0]);
        return Message(fields, body);
    }

    /// <summary>One whose header says that its fields are longer than the whole.</summary>
    public static byte[] Unreadable()
    {
        var fields = new List<byte>();
        Pad(fields, 8);
        fields.AddRange([1, 1, (byte)'o', 0, 0xFF, 0xFF, 0xFF, 0x7F]);
        return Message(fields, []);
    }

    private static byte[] Message(List<byte> fields, byte[] body)
    {
        var message = new List<byte> { LittleEndian, Signal, 0, Version };
        message.AddRange(Number(body.Length));
        message.AddRange(Number(77));
        message.AddRange(Number(fields.Count));
        message.AddRange(fields);
        Pad(message, 8);
        message.AddRange(body);
        return [.. message];
    }

    private static void Field(List<byte> fields, byte code, string type, string value)
    {
        Pad(fields, 8);
        fields.AddRange([code, 1, (byte)type[0], 0]);
        fields.AddRange(Number(value.Length));
        fields.AddRange(Encoding.ASCII.GetBytes(value));
        fields.Add(0);
    }

    private static void Pad(List<byte> bytes, int to)
    {
        while (bytes.Count % to != 0)
            bytes.Add(0);
    }

    private static byte[] Number(int value)
    {
        var bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }
}
