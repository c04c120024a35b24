namespace MassagerControl.Devices.Captures.Files;

/// <summary>Writes pcapng: one section, one interface with microseconds, enhanced packet blocks. The direction stands in the flags of a packet where its link type has no place for it.</summary>
internal sealed class PcapngWriter : ContainerWriter
{
    private const int PacketHead = 28;

    private readonly Stream _stream;
    private readonly ByteOrder _order;
    private readonly int _link;

    public PcapngWriter(Stream stream, CaptureFormat format)
    {
        (_stream, _order, _link) = (stream, new(format.BigEndian), format.LinkType);
        Span<byte> head = stackalloc byte[28 + 20];
        head.Clear();
        _order.Write(head, PcapngReader.SectionBlock);
        _order.Write(head[4..], 28u);
        _order.Write(head[8..], PcapngReader.OrderMagic);
        _order.Write(head[12..], (ushort)1);
        head.Slice(16, 8).Fill(0xFF);
        _order.Write(head[24..], 28u);
        var one = head[28..];
        _order.Write(one, PcapngReader.InterfaceBlock);
        _order.Write(one[4..], 20u);
        _order.Write(one[8..], (ushort)_link);
        _order.Write(one[16..], 20u);
        _stream.Write(head);
    }

    public override void Write(in CapturedPacket packet)
    {
        Span<byte> head = stackalloc byte[PacketHead + LinkCoding.LongestHead];
        var link = LinkCoding.Wrap(_link, packet, head[PacketHead..]);
        var length = packet.Bytes.Length + link;
        var flags = _link == LinkTypes.H4 && packet.FromHost is { } fromHost ? (fromHost ? 2u : 1) : 0;
        var block = (uint)(PacketHead + length + (-length & 3) + (flags == 0 ? 4 : 16));
        _order.Write(head, PcapngReader.EnhancedPacketBlock);
        _order.Write(head[4..], block);
        _order.Write(head[8..], 0u);
        _order.Write(head[12..], (uint)(packet.Microseconds >> 32));
        _order.Write(head[16..], (uint)(packet.Microseconds & uint.MaxValue));
        _order.Write(head[20..], (uint)length);
        _order.Write(head[24..], (uint)(packet.Cut ? length + 1 : length));
        _stream.Write(head[..(PacketHead + link)]);
        _stream.Write(packet.Bytes.Span);
        WriteEnd(block, -length & 3, flags);
    }

    private void WriteEnd(uint block, int padding, uint flags)
    {
        Span<byte> end = stackalloc byte[3 + 16];
        end.Clear();
        var rest = end[padding..];
        if (flags != 0)
        {
            _order.Write(rest, (ushort)PcapngOptions.Flags);
            _order.Write(rest[2..], (ushort)4);
            _order.Write(rest[4..], flags);
            rest = rest[12..];
        }
        _order.Write(rest, block);
        _stream.Write(end[..(padding + (flags == 0 ? 4 : 16))]);
    }
}
