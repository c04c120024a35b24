using System.Buffers.Binary;
using MassagerControl.Core;

namespace MassagerControl.Devices.Captures.Files;

/// <summary>Reads btsnoop: a head of 16 bytes, then records with heads of 24, the highest byte first.</summary>
internal sealed class BtsnoopReader : ContainerReader
{
    public const int HeadLength = 16;
    public const int RecordHeadLength = 24;

    /// <summary>From the year 0, as btsnoop counts, to 1970; microseconds.</summary>
    public const long Epoch = 0x00dcddb30f2f8000;

    private readonly int _link;

    /// <summary>A link type that nobody knows is a fault, and there are no packets then.</summary>
    public BtsnoopReader(CaptureInput input, FaultList faults)
        : base(input, faults)
    {
        var head = Input.Take(HeadLength).Span;
        _link = BinaryPrimitives.ReadInt32BigEndian(head[12..]);
        Format = CaptureFormat.BtsnoopH4 with { LinkType = _link };
        if (BinaryPrimitives.ReadUInt32BigEndian(head[8..]) is var version && version != 1)
            Faults.Add(8, Phrase.Of($"btsnoop of version {version}; it was read as version 1"));
        if (!IsKnown)
            Faults.Add(12, Phrase.Of($"btsnoop of data link {_link}; only 1001, 1002 and 2001 are understood"));
    }

    public static ReadOnlySpan<byte> Magic => "btsnoop\0"u8;

    public override CaptureFormat Format { get; }

    private bool IsKnown => _link is LinkTypes.BtsnoopHci or LinkTypes.BtsnoopH4 or LinkTypes.BtsnoopMonitor;

    public override bool TryRead(long number, out CapturedPacket packet)
    {
        packet = default;
        if (!IsKnown || !HasHead(RecordHeadLength))
            return false;
        var offset = Input.Offset;
        var head = Input.Peek(RecordHeadLength);
        var (original, included) = (BinaryPrimitives.ReadUInt32BigEndian(head), BinaryPrimitives.ReadUInt32BigEndian(head[4..]));
        var (flags, stamp) = (BinaryPrimitives.ReadUInt32BigEndian(head[8..]), BinaryPrimitives.ReadInt64BigEndian(head[16..]));
        if (!TryBody(offset, included, RecordHeadLength, out var body))
            return false;
        packet = Unwrap(new(number, offset, Since1970(stamp), PacketKind.Other, body) { Cut = original > included }, flags);
        return true;
    }

    private static long Since1970(long stamp) => stamp < Epoch ? 0 : Stamps.Known(stamp - Epoch);

    private CapturedPacket Unwrap(CapturedPacket packet, uint flags) => _link switch
    {
        LinkTypes.BtsnoopHci => OfFlags(packet, flags),
        LinkTypes.BtsnoopH4 => H4.Strip(packet, (flags & 1) == 0),
        _ => Monitor.Unwrap(packet, (ushort)(flags & 0xFFFF), (int)(flags >> 16)),
    };

    /// <summary>Bit 0: received. Bit 1: a command or an event.</summary>
    private static CapturedPacket OfFlags(CapturedPacket packet, uint flags) => (flags & 3) switch
    {
        0 => packet with { Kind = PacketKind.HciAcl, FromHost = true },
        1 => packet with { Kind = PacketKind.HciAcl, FromHost = false },
        2 => packet with { Kind = PacketKind.HciCommand, FromHost = true },
        _ => packet with { Kind = PacketKind.HciEvent, FromHost = false },
    };
}
