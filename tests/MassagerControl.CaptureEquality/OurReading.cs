using System.Buffers.Binary;
using MassagerControl.Devices.Captures.Att;
using MassagerControl.Devices.Captures.Files;

namespace MassagerControl.CaptureEquality;

/// <summary>Reads a file as the program does.</summary>
internal sealed class OurReading : IAttSink
{
    private const int HandleEnd = 3;

    private readonly List<SaidPacket> _said = [];

    private OurReading()
    {
    }

    public static (IReadOnlyList<SaidPacket> Said, AttSummary Summary) Of(string file)
    {
        var sink = new OurReading();
        using var capture = CaptureReader.Open(file);
        var reader = AttReader.Read(capture, sink);
        foreach (var fault in capture.Faults)
            Console.WriteLine($"  {file}: {fault.Offset}: {fault.Reason}");
        return (sink._said, reader.Summary);
    }

    public void Heard(in AttPacket packet) => _said.Add(new(packet.Packet, Convert.ToHexStringLower(packet.Bytes), Uuid(packet)));

    public void Said(in SaidValue value)
    {
        // The packets are compared, and they hold the values.
    }

    public void Answered(ServedDevice device, int link, long packet, bool accepted)
    {
        // As above.
    }

    private static string? Uuid(in AttPacket packet)
    {
        if (packet.Bytes.Length < HandleEnd || !SaidWithHandle.Has(packet.Bytes[0]))
            return null;
        return packet.Device?.Table.UuidOf(BinaryPrimitives.ReadUInt16LittleEndian(packet.Bytes[1..]))?.Value.ToString("N");
    }
}
