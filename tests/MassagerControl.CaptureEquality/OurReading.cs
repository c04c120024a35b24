using System.Buffers.Binary;
using MassagerControl.Devices.Captures.Att;
using MassagerControl.Devices.Captures.Files;

namespace MassagerControl.CaptureEquality;

/// <summary>Reads a file as the program does.</summary>
internal sealed class OurReading : IAttSink
{
    private const int HandleEnd = 3;

    private readonly List<SaidPacket> _said = [];
    private readonly Dictionary<int, HashSet<ServedDevice>> _sides = [];

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

    public void Heard(in AttPacket packet)
    {
        if (!_sides.TryGetValue(packet.Link, out var sides))
            _sides[packet.Link] = sides = [];
        if (packet.Device is { } device)
            sides.Add(device);
        var handle = Handle(packet);
        _said.Add(new(packet.Packet, Convert.ToHexStringLower(packet.Bytes), Uuid(packet.Device, handle))
        {
            UuidOfOtherSide = Uuid(OtherThan(packet.Device, sides), handle),
        });
    }

    public void Said(in SaidValue value)
    {
        // The packets are compared, and they hold the values.
    }

    public void Answered(ServedDevice device, int link, long packet, bool accepted)
    {
        // As above.
    }

    private static ServedDevice? OtherThan(ServedDevice? device, HashSet<ServedDevice> sides) => sides.FirstOrDefault(side => side != device);

    private static ushort? Handle(in AttPacket packet) =>
        packet.Bytes.Length >= HandleEnd && SaidWithHandle.Has(packet.Bytes[0]) ? BinaryPrimitives.ReadUInt16LittleEndian(packet.Bytes[1..]) : null;

    private static string? Uuid(ServedDevice? device, ushort? handle) =>
        handle is { } known ? device?.Table.UuidOf(known)?.Value.ToString("N") : null;
}
