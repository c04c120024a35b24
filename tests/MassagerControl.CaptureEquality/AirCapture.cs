using System.Buffers.Binary;
using MassagerControl.Devices.Captures.Att;
using MassagerControl.Devices.Captures.Files;

namespace MassagerControl.CaptureEquality;

/// <summary>A session as a sniffer beside the phone hears it.</summary>
internal sealed class AirCapture
{
    private const uint Advertising = 0x8E89BED6;
    private const uint AdvertisingChecksum = 0x555555;
    private const uint LinkChecksum = 0x123456;
    private const int Meeting = 30_000;
    private const int Between = 400;
    private const byte EmptyKind = 1;

    private static readonly byte[] Phone = [0x09, 0, 0, 0, 0, 0xC0];

    private readonly List<CapturedPacket> _packets = [];
    private readonly Dictionary<int, Link> _links = [];
    private long _now = 1_700_000_000_000_000;

    private AirCapture()
    {
    }

    public static IReadOnlyList<CapturedPacket> Of(IEnumerable<SessionPart> session)
    {
        var capture = new AirCapture();
        foreach (var part in session)
            capture.Add(part);
        return capture._packets;
    }

    private void Add(SessionPart part)
    {
        switch (part)
        {
            case Advertised advertised:
                Advertise(0x40, [.. advertised.Address, .. advertised.Data]);
                if (!advertised.ScanAnswer.IsEmpty)
                    Advertise(0x44, [.. advertised.Address, .. advertised.ScanAnswer]);
                break;
            case Connected connected:
                Connect(connected);
                break;
            case Disconnected disconnected:
                Meet(_links[disconnected.Link], fromPhone: true, 3, [0x02, 0x13], once: true);
                break;
            case Spoken spoken:
                Take([spoken], once: true);
                break;
            case Mixed mixed:
                Take([.. mixed.Parts], once: true);
                break;
            case HeardTwice twice:
                Take([twice.Part], once: false);
                break;
        }
    }

    private void Advertise(byte header, byte[] payload) => Add(Advertising, AdvertisingChecksum, null, header, payload);

    private void Connect(Connected connected)
    {
        var link = new Link(connected.AccessAddress);
        _links[connected.Link] = link;
        var payload = new byte[34];
        Phone.CopyTo(payload, 0);
        connected.Address.AsSpan().CopyTo(payload.AsSpan(6));
        BinaryPrimitives.WriteUInt32LittleEndian(payload.AsSpan(12), link.Address);
        (payload[16], payload[17], payload[18]) = ((byte)(LinkChecksum & 0xFF), (byte)(LinkChecksum >> 8 & 0xFF), (byte)(LinkChecksum >> 16));
        byte[] terms = [2, 0, 0, 24, 0, 0, 0, 0xC8, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0x1F, 0x0A];
        terms.CopyTo(payload, 19);
        Advertise(0xC5, payload);
    }

    private void Take(Spoken[] parts, bool once)
    {
        var waiting = parts.Select(part => (Part: part, Fragments: new Queue<byte[]>(Fragments.Of(part)))).ToArray();
        var first = new HashSet<Spoken>(parts, ReferenceEqualityComparer.Instance);
        while (waiting.Any(part => part.Fragments.Count > 0))
            foreach (var (part, fragments) in waiting.Where(part => part.Fragments.Count > 0))
                Meet(_links[part.Link], part.FromPhone, first.Remove(part) ? (byte)2 : EmptyKind, fragments.Dequeue(), once);
    }

    /// <summary>One meeting of the two: the phone speaks first, the device answers; one of the two has nothing to say.</summary>
    private void Meet(Link link, bool fromPhone, byte kind, byte[] payload, bool once)
    {
        _now += Meeting;
        Say(link, true, fromPhone ? kind : EmptyKind, fromPhone ? payload : []);
        if (!once)
        {
            // The device's answer was not heard by the phone, nor by the sniffer.
            _now += Meeting;
            link.PhoneNumber ^= 1;
            Say(link, true, fromPhone ? kind : EmptyKind, fromPhone ? payload : []);
        }
        Say(link, false, fromPhone ? EmptyKind : kind, fromPhone ? [] : payload);
    }

    private void Say(Link link, bool fromPhone, byte kind, byte[] payload)
    {
        var (own, other) = fromPhone ? (link.PhoneNumber, link.DeviceNumber) : (link.DeviceNumber, link.PhoneNumber);
        Add(link.Address, LinkChecksum, fromPhone, (byte)(kind | other << 2 | own << 3), payload);
        if (fromPhone)
            link.PhoneNumber ^= 1;
        else
            link.DeviceNumber ^= 1;
    }

    private void Add(uint address, uint checksum, bool? fromPhone, byte header, byte[] payload)
    {
        byte[] pdu = [header, (byte)payload.Length, .. payload];
        var sum = AirChecksum.Of(pdu, checksum);
        var bytes = new byte[sizeof(uint) + pdu.Length + AirChecksum.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, address);
        pdu.CopyTo(bytes, sizeof(uint));
        (bytes[^3], bytes[^2], bytes[^1]) = ((byte)(sum & 0xFF), (byte)(sum >> 8 & 0xFF), (byte)(sum >> 16));
        _packets.Add(new(_packets.Count + 1, 0, _now += Between, PacketKind.LinkLayer, bytes) { FromHost = fromPhone, CrcRight = true });
    }

    private sealed class Link(uint address)
    {
        public uint Address => address;

        public int PhoneNumber { get; set; }

        public int DeviceNumber { get; set; }
    }
}
