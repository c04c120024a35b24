namespace MassagerControl.Devices.Captures.Files;

/// <summary>Writes pcap with microseconds.</summary>
internal sealed class PcapWriter : ContainerWriter
{
    private readonly Stream _stream;
    private readonly ByteOrder _order;
    private readonly int _link;

    public PcapWriter(Stream stream, CaptureFormat format)
    {
        (_stream, _order, _link) = (stream, new(format.BigEndian), format.LinkType);
        Span<byte> head = stackalloc byte[PcapReader.HeadLength];
        head.Clear();
        _order.Write(head, PcapReader.Microseconds);
        _order.Write(head[4..], (ushort)2);
        _order.Write(head[6..], (ushort)4);
        _order.Write(head[16..], (uint)CaptureInput.LongestRecord);
        _order.Write(head[20..], (uint)_link);
        _stream.Write(head);
    }

    public override void Write(in CapturedPacket packet)
    {
        Span<byte> head = stackalloc byte[PcapReader.RecordHeadLength + LinkCoding.LongestHead];
        var link = LinkCoding.Wrap(_link, packet, head[PcapReader.RecordHeadLength..]);
        var length = (uint)(packet.Bytes.Length + link);
        _order.Write(head, (uint)(packet.Microseconds / 1_000_000));
        _order.Write(head[4..], (uint)(packet.Microseconds % 1_000_000));
        _order.Write(head[8..], length);
        _order.Write(head[12..], packet.Cut ? length + 1 : length);
        _stream.Write(head[..(PcapReader.RecordHeadLength + link)]);
        _stream.Write(packet.Bytes.Span);
    }
}
