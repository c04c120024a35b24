using System.Buffers.Binary;
using MassagerControl.Core;

namespace MassagerControl.Devices.Captures.Files;

/// <summary>Reads pcap of either byte order, with microseconds or nanoseconds.</summary>
internal sealed class PcapReader : ContainerReader
{
    public const int HeadLength = 24;
    public const int RecordHeadLength = 16;
    public const uint Microseconds = 0xA1B2C3D4;
    public const uint Nanoseconds = 0xA1B23C4D;

    private readonly ByteOrder _order;
    private readonly bool _nanoseconds;

    /// <summary>A link type that is none of Bluetooth is a fault; its packets are then only counted.</summary>
    public PcapReader(CaptureInput input, FaultList faults)
        : base(input, faults)
    {
        var head = Input.Take(HeadLength).Span;
        _order = new(IsMagic(BinaryPrimitives.ReadUInt32BigEndian(head)));
        _nanoseconds = _order.UInt32(head) == Nanoseconds;
        // The upper bits say how long a checksum of the link is; none of these has one there.
        var link = (int)(_order.UInt32(head[20..]) & 0xFFFF);
        Format = new(CaptureContainer.Pcap, link) { BigEndian = _order.BigEndian };
        if (!LinkCoding.IsKnown(link))
            Faults.Add(20, Phrase.Of($"link type {link} is none of Bluetooth that is understood (187, 201, 251, 254, 256, 272); its packets were only counted"));
    }

    public override CaptureFormat Format { get; }

    public static bool IsOne(ReadOnlySpan<byte> begin) =>
        begin.Length >= 4 && (IsMagic(BinaryPrimitives.ReadUInt32BigEndian(begin)) || IsMagic(BinaryPrimitives.ReadUInt32LittleEndian(begin)));

    public override bool TryRead(long number, out CapturedPacket packet)
    {
        packet = default;
        if (!HasHead(RecordHeadLength))
            return false;
        var offset = Input.Offset;
        var head = Input.Peek(RecordHeadLength);
        var (seconds, part) = (_order.UInt32(head), _order.UInt32(head[4..]));
        var (included, original) = (_order.UInt32(head[8..]), _order.UInt32(head[12..]));
        if (!TryBody(offset, included, RecordHeadLength, out var body))
            return false;
        var stamp = Stamps.Known((seconds * 1_000_000L) + (_nanoseconds ? part / 1000 : part));
        packet = Unwrap(new(number, offset, stamp, PacketKind.Other, body) { Cut = original > included }, Format.LinkType, body.Span, fromHost: null);
        return true;
    }

    private static bool IsMagic(uint number) => number is Microseconds or Nanoseconds;
}
