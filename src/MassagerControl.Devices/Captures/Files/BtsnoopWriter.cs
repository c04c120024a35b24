using System.Buffers.Binary;

namespace MassagerControl.Devices.Captures.Files;

/// <summary>Writes btsnoop.</summary>
internal sealed class BtsnoopWriter : ContainerWriter
{
    private readonly Stream _stream;
    private readonly int _link;

    /// <exception cref="ArgumentException">No link type of btsnoop that is known.</exception>
    public BtsnoopWriter(Stream stream, int link)
    {
        if (link is not (LinkTypes.BtsnoopHci or LinkTypes.BtsnoopH4 or LinkTypes.BtsnoopMonitor))
            throw new ArgumentException($"btsnoop has no data link {link}");
        (_stream, _link) = (stream, link);
        Span<byte> head = stackalloc byte[BtsnoopReader.HeadLength];
        BtsnoopReader.Magic.CopyTo(head);
        BinaryPrimitives.WriteUInt32BigEndian(head[8..], 1);
        BinaryPrimitives.WriteInt32BigEndian(head[12..], link);
        _stream.Write(head);
    }

    public override void Write(in CapturedPacket packet)
    {
        var type = H4.TypeOf(packet.Kind) ?? throw new ArgumentException($"btsnoop holds no packet of kind {packet.Kind}");
        var length = packet.Bytes.Length + (_link == LinkTypes.BtsnoopH4 ? 1 : 0);
        Span<byte> head = stackalloc byte[BtsnoopReader.RecordHeadLength + 1];
        BinaryPrimitives.WriteInt32BigEndian(head, packet.Cut ? length + 1 : length);
        BinaryPrimitives.WriteInt32BigEndian(head[4..], length);
        BinaryPrimitives.WriteUInt32BigEndian(head[8..], Flags(packet));
        BinaryPrimitives.WriteUInt32BigEndian(head[12..], 0);
        BinaryPrimitives.WriteInt64BigEndian(head[16..], packet.Microseconds == 0 ? 0 : packet.Microseconds + BtsnoopReader.Epoch);
        head[BtsnoopReader.RecordHeadLength] = type;
        _stream.Write(_link == LinkTypes.BtsnoopH4 ? head : head[..BtsnoopReader.RecordHeadLength]);
        _stream.Write(packet.Bytes.Span);
    }

    private uint Flags(in CapturedPacket packet)
    {
        if (_link == LinkTypes.BtsnoopMonitor)
            return (uint)Monitor.OperationOf(packet) | ((uint)packet.Adapter << 16);
        return (H4.IsFromHost(packet) ? 0 : 1u) | (packet.Kind == PacketKind.HciAcl ? 0 : 2u);
    }
}
