using MassagerControl.Core;

namespace MassagerControl.Devices.Captures.Files;

/// <summary>Reads Apple's PacketLogger: records of length, time, type and packet, in either byte order, without any head of the file.</summary>
internal sealed class PacketLoggerReader : ContainerReader
{
    public const int RecordHeadLength = 12;

    private const int TimeLength = 8;
    private const int RecordsLookedAt = 5;

    private readonly ByteOrder _order;

    /// <param name="order">As <see cref="OrderOf"/> found it.</param>
    public PacketLoggerReader(CaptureInput input, FaultList faults, ByteOrder order)
        : base(input, faults) => _order = order;

    public override CaptureFormat Format => new(CaptureContainer.PacketLogger, 0) { BigEndian = _order.BigEndian };

    /// <param name="begin">As much of the file's beginning as there is.</param>
    /// <returns>Null where the first records are none of PacketLogger.</returns>
    public static ByteOrder? OrderOf(ReadOnlySpan<byte> begin)
    {
        if (LooksRight(begin, new(true)))
            return new(true);
        return LooksRight(begin, new(false)) ? new(false) : null;
    }

    public override bool TryRead(long number, out CapturedPacket packet)
    {
        packet = default;
        if (!HasHead(RecordHeadLength))
            return false;
        var offset = Input.Offset;
        var head = Input.Peek(RecordHeadLength);
        var (length, seconds, part) = (_order.UInt32(head), _order.UInt32(head[4..]), _order.UInt32(head[8..]));
        if (length < TimeLength)
        {
            Faults.Add(offset, Phrase.Of($"a record of {length} bytes, which is too short; what follows was not read"));
            return false;
        }
        if (!TryBody(offset, length - TimeLength, RecordHeadLength, out var body))
            return false;
        packet = Unwrap(new(number, offset, Stamps.Known((seconds * 1_000_000L) + part), PacketKind.Other, body));
        return true;
    }

    private static CapturedPacket Unwrap(CapturedPacket packet)
    {
        if (packet.Bytes.Length == 0)
            return packet;
        var rest = packet.Bytes[1..];
        return packet.Bytes.Span[0] switch
        {
            0 => packet with { Kind = PacketKind.HciCommand, Bytes = rest, FromHost = true },
            1 => packet with { Kind = PacketKind.HciEvent, Bytes = rest, FromHost = false },
            2 => packet with { Kind = PacketKind.HciAcl, Bytes = rest, FromHost = true },
            3 => packet with { Kind = PacketKind.HciAcl, Bytes = rest, FromHost = false },
            _ => packet,
        };
    }

    private static bool LooksRight(ReadOnlySpan<byte> begin, ByteOrder order)
    {
        var seen = 0;
        for (; seen < RecordsLookedAt && begin.Length > RecordHeadLength; seen++)
        {
            var length = order.UInt32(begin);
            if (length is < TimeLength or > ushort.MaxValue || order.UInt32(begin[8..]) >= 1_000_000)
                return false;
            if (length > TimeLength && !IsType(begin[RecordHeadLength]))
                return false;
            begin = begin[Math.Min(begin.Length, 4 + (int)length)..];
        }
        return seen > 0;
    }

    /// <summary>HCI, sound, the link's own words, and Apple's notes.</summary>
    private static bool IsType(byte type) => type is <= 3 or (>= 8 and <= 11) or >= 0xF7 and <= 0xFE;
}
