using System.Buffers.Binary;
using MassagerControl.Devices.Captures.Files;

namespace MassagerControl.Devices.Captures.Att;

/// <summary>Follows advertisements and links on the air, as a sniffer hears them (Bluetooth Core, vol. 6 part B, 2).</summary>
internal sealed class AirPackets(int most, Links links, ConversationPlace place, Advertisers advertisers)
{
    /// <summary>Access address and header.</summary>
    public const int HeaderLength = 6;

    private const uint Advertising = 0x8E89BED6;
    private const uint AdvertisingChecksumStart = 0x555555;
    private const int AddressLength = 6;

    private readonly Dictionary<(int Adapter, uint Address), AirLink> _links = [];

    public void Hear(in CapturedPacket packet, Moment when)
    {
        var bytes = packet.Bytes.Span;
        if (bytes.Length < HeaderLength || bytes.Length < HeaderLength + bytes[HeaderLength - 1])
        {
            place.Tally.Add(packet.Cut ? CountedKind.Cut : CountedKind.Malformed);
            return;
        }
        var address = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        var end = HeaderLength + bytes[HeaderLength - 1];
        var link = address == Advertising ? null : AtAddress(packet.Adapter, address);
        if (!IsRight(packet, end, link is null ? AdvertisingChecksumStart : link.ChecksumStart))
        {
            place.Tally.Add(CountedKind.AirChecksumErrors);
            return;
        }
        if (link is not null)
            link.Hear(packet, bytes[sizeof(uint)], bytes[HeaderLength..end], when);
        else if (!Advertise(packet.Adapter, bytes[sizeof(uint)], bytes[HeaderLength..end]))
            place.Tally.Add(CountedKind.Malformed);
    }

    private static bool IsRight(in CapturedPacket packet, int end, uint? start)
    {
        if (packet.CrcRight is { } known)
            return known;
        var rest = packet.Bytes.Span[end..];
        return start is not { } from || rest.Length != AirChecksum.Length || AirChecksum.Fits(packet.Bytes.Span[sizeof(uint)..end], rest, from);
    }

    /// <returns>False where it is too short for what it says.</returns>
    private bool Advertise(int adapter, byte header, ReadOnlySpan<byte> payload)
    {
        const int Connectable = 0;
        const int NotConnectable = 2;
        const int ScanAnswer = 4;
        const int Connect = 5;
        const int Scannable = 6;
        const int Extended = 7;
        const int Kind = 0x0F;
        switch (header & Kind)
        {
            case Connectable or NotConnectable or ScanAnswer or Scannable when payload.Length >= AddressLength:
                advertisers.Hear(payload, payload[AddressLength..], null, more: false);
                return true;
            case Connect:
                return Begin(adapter, payload);
            case Extended:
                return AdvertiseExtended(payload);
            default:
                return payload.Length >= AddressLength;
        }
    }

    /// <summary>Who connects to whom, and what their packets are known by.</summary>
    private bool Begin(int adapter, ReadOnlySpan<byte> payload)
    {
        const int LinkAddress = 2 * AddressLength;
        const int ChecksumStart = LinkAddress + sizeof(uint);
        const int Length = LinkAddress + 22;
        if (payload.Length != Length)
            return false;
        var start = payload[ChecksumStart] | (uint)payload[ChecksumStart + 1] << 8 | (uint)payload[ChecksumStart + 2] << 16;
        var conversation = links.Unlisted(adapter, payload[AddressLength..]);
        Add(adapter, BinaryPrimitives.ReadUInt32LittleEndian(payload[LinkAddress..]), new(conversation, place.Tally, start));
        return true;
    }

    private bool AdvertiseExtended(ReadOnlySpan<byte> payload)
    {
        const int HeadMask = 0x3F;
        const byte HasAddress = 1;
        const int Flags = 1;
        if (payload.IsEmpty || payload.Length < 1 + (payload[0] & HeadMask))
            return false;
        var head = payload[1..(1 + (payload[0] & HeadMask))];
        if (head.Length >= Flags + AddressLength && (head[0] & HasAddress) != 0)
            advertisers.Hear(head[Flags..], payload[(1 + head.Length)..], null, more: false);
        return true;
    }

    private AirLink AtAddress(int adapter, uint address)
    {
        if (!_links.TryGetValue((adapter, address), out var link))
            Add(adapter, address, link = new(links.Unlisted(adapter), place.Tally, null));
        return link;
    }

    private void Add(int adapter, uint address, AirLink link)
    {
        if (_links.Count >= most)
            foreach (var key in _links.Where(known => known.Value.ChecksumStart is null).Select(known => known.Key).DefaultIfEmpty(_links.First().Key).ToArray())
                _links.Remove(key);
        _links[(adapter, address)] = link;
    }
}
