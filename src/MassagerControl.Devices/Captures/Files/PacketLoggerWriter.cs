namespace MassagerControl.Devices.Captures.Files;

/// <summary>Writes Apple's PacketLogger.</summary>
internal sealed class PacketLoggerWriter(Stream stream, bool bigEndian) : ContainerWriter
{
    private readonly ByteOrder _order = new(bigEndian);

    public override void Write(in CapturedPacket packet)
    {
        Span<byte> head = stackalloc byte[PacketLoggerReader.RecordHeadLength + 1];
        _order.Write(head, (uint)packet.Bytes.Length + 9);
        _order.Write(head[4..], (uint)(packet.Microseconds / 1_000_000));
        _order.Write(head[8..], (uint)(packet.Microseconds % 1_000_000));
        head[^1] = TypeOf(packet);
        stream.Write(head);
        stream.Write(packet.Bytes.Span);
    }

    private static byte TypeOf(in CapturedPacket packet) => packet.Kind switch
    {
        PacketKind.HciCommand => 0,
        PacketKind.HciEvent => 1,
        PacketKind.HciAcl => H4.IsFromHost(packet) ? (byte)2 : (byte)3,
        _ => throw new ArgumentException($"PacketLogger holds no packet of kind {packet.Kind}"),
    };
}
