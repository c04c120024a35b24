using System.Buffers.Binary;
using MassagerControl.Core;

namespace MassagerControl.Devices.Captures.Files;

/// <summary>Reads pcapng: sections of either byte order, interfaces, packets in enhanced, simple and old blocks. All other blocks are skipped.</summary>
internal sealed class PcapngReader : ContainerReader
{
    public const uint SectionBlock = 0x0A0D0D0A;
    public const uint InterfaceBlock = 1;
    public const uint OldPacketBlock = 2;
    public const uint SimplePacketBlock = 3;
    public const uint EnhancedPacketBlock = 6;
    public const uint JournalBlock = 9;
    public const uint CustomBlock = 0xBAD;
    public const uint CustomBlockNotCopied = 0x40000BAD;
    public const uint OrderMagic = 0x1A2B3C4D;

    private const int BlockHead = 8;
    private const int MostInterfaces = 4096;

    private readonly List<PcapngInterface> _interfaces = [];
    private ByteOrder _order;

    public PcapngReader(CaptureInput input, FaultList faults)
        : base(input, faults)
    {
        var begin = Input.Peek(Input.Have(12));
        _order = OrderOf(begin[8..]) ?? default;
    }

    public override CaptureFormat Format =>
        new(CaptureContainer.Pcapng, _interfaces is [var first, ..] ? first.LinkType : 0) { BigEndian = _order.BigEndian };

    public static bool IsOne(ReadOnlySpan<byte> begin) =>
        begin.Length >= 12 && BinaryPrimitives.ReadUInt32BigEndian(begin) == SectionBlock && OrderOf(begin[8..]) is not null;

    public override bool TryRead(long number, out CapturedPacket packet)
    {
        packet = default;
        while (HasHead(BlockHead + 4))
        {
            var offset = Input.Offset;
            var head = Input.Peek(BlockHead + 4);
            var isSection = BinaryPrimitives.ReadUInt32BigEndian(head) == SectionBlock;
            if (isSection && !TrySection(offset, head[8..]))
                return false;
            var (type, length) = (isSection ? SectionBlock : _order.UInt32(head), _order.UInt32(head[4..]));
            if (length < BlockHead + 4 || length % 4 != 0)
                return Fails(offset, Phrase.Of($"a block of {length} bytes; what follows was not read"));
            if (IsPacket(type) || type == InterfaceBlock)
            {
                if (!TryBody(offset, length - BlockHead, BlockHead, out var body))
                    return false;
                if (type == InterfaceBlock)
                    AddInterface(offset, body.Span[..^4]);
                else
                    packet = Packet(type, new(number, offset, 0, PacketKind.Other, default), body[..^4]);
                if (type != InterfaceBlock)
                    return true;
            }
            else if (Input.Skip(length) is var skipped && skipped < length)
            {
                return Fails(offset, Phrase.Of($"the last block is cut off: {skipped} of {length} bytes are there"));
            }
            else if (IsCounted(type))
            {
                packet = new(number, offset, 0, PacketKind.Other, default);
                return true;
            }
        }
        return false;
    }

    private static bool IsPacket(uint type) => type is EnhancedPacketBlock or SimplePacketBlock or OldPacketBlock;

    /// <summary>No packets, but tshark gives them numbers of packets.</summary>
    private static bool IsCounted(uint type) => type is JournalBlock or CustomBlock or CustomBlockNotCopied;

    private static ByteOrder? OrderOf(ReadOnlySpan<byte> magic) => BinaryPrimitives.ReadUInt32BigEndian(magic) switch
    {
        OrderMagic => new(true),
        0x4D3C2B1A => new(false),
        _ => null,
    };

    private bool Fails(long offset, Phrase reason)
    {
        Faults.Add(offset, reason);
        return false;
    }

    private bool TrySection(long offset, ReadOnlySpan<byte> magic)
    {
        if (OrderOf(magic) is not { } order)
            return Fails(offset, "a section without its byte order; what follows was not read");
        _order = order;
        _interfaces.Clear();
        return true;
    }

    private void AddInterface(long offset, ReadOnlySpan<byte> body)
    {
        if (_interfaces.Count == MostInterfaces)
        {
            Faults.Add(offset, Phrase.Of($"more than {MostInterfaces} interfaces; the packets of this one were only counted"));
            return;
        }
        var one = PcapngInterface.Of(body, _order);
        if (!LinkCoding.IsKnown(one.LinkType))
            Faults.Add(offset, Phrase.Of($"interface {_interfaces.Count} has link type {one.LinkType}, which is none of Bluetooth that is understood; its packets were only counted"));
        _interfaces.Add(one);
    }

    private CapturedPacket Packet(uint type, CapturedPacket packet, Memory<byte> body) => type switch
    {
        EnhancedPacketBlock => Timed(packet, body, 20, body.Length < 4 ? 0 : _order.UInt32(body.Span)),
        OldPacketBlock => Timed(packet, body, 20, body.Length < 4 ? 0u : _order.UInt16(body.Span)),
        _ => Simple(packet, body),
    };

    /// <summary>Interface, time, lengths, then the packet and its options.</summary>
    private CapturedPacket Timed(CapturedPacket packet, Memory<byte> body, int head, uint number)
    {
        var span = body.Span;
        if (span.Length < head || _order.UInt32(span[12..]) > span.Length - head)
        {
            Faults.Add(packet.Offset, "a packet that is longer than its block; it was only counted");
            return packet;
        }
        var (included, original) = ((int)_order.UInt32(span[12..]), _order.UInt32(span[16..]));
        packet = packet with { Bytes = body.Slice(head, included), Cut = original > included };
        if (Interface(packet.Offset, number) is not { } one)
            return packet;
        var ticks = ((ulong)_order.UInt32(span[4..]) << 32) | _order.UInt32(span[8..]);
        var options = span[Math.Min(span.Length, head + included + (-included & 3))..];
        return Unwrap(packet with { Adapter = (int)number, Microseconds = one.Microseconds(ticks) }, one.LinkType, span.Slice(head, included), PcapngOptions.FromHost(options, _order));
    }

    private CapturedPacket Simple(CapturedPacket packet, Memory<byte> body)
    {
        if (body.Length < 4 || Interface(packet.Offset, 0) is not { } one)
            return packet;
        var original = _order.UInt32(body.Span);
        var included = (int)Math.Min(Math.Min(original, one.SnapLength), (uint)(body.Length - 4));
        var bytes = body.Slice(4, included);
        return Unwrap(packet with { Bytes = bytes, Cut = original > included }, one.LinkType, bytes.Span, fromHost: null);
    }

    private PcapngInterface? Interface(long offset, uint number)
    {
        if (number < _interfaces.Count)
            return _interfaces[(int)number];
        Faults.Add(offset, Phrase.Of($"a packet of interface {number}, which the file does not describe; it was only counted"));
        return null;
    }
}
