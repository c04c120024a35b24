using MassagerControl.Devices.Captures.Files;

namespace MassagerControl.Devices.Captures.Att;

/// <summary>Reads the conversations with devices out of the packets of a capture, one packet after the other, in bounded memory.</summary>
/// <remarks>Who is the client and who the server, the code of each packet says; which of the two the host is, the direction, where the file has one. For one thread.</remarks>
internal sealed class AttReader
{
    // More than any ordinary capture has, and few megabytes at most.
    private const int MostDevices = 1024;
    private const int MostAdvertisers = 4096;
    private const int MostLinks = 1024;

    private readonly Tally _tally = new();
    private readonly Advertisers _advertisers;
    private readonly DeviceBook _book;
    private readonly Links _links;
    private readonly HciPackets _hci;
    private readonly AirPackets _air;
    private long? _began;

    public AttReader(IAttSink sink)
    {
        _advertisers = new(MostAdvertisers, _tally);
        _book = new(MostDevices, _advertisers);
        var place = new ConversationPlace(_book, sink, _tally);
        _links = new(MostLinks, place);
        _hci = new(_links, _advertisers, _tally);
        _air = new(MostLinks, _links, place, _advertisers);
    }

    /// <summary>In the order in which they were met.</summary>
    public IReadOnlyList<ServedDevice> Devices => _book.Devices;

    public Advertisers Advertisers => _advertisers;

    public AttSummary Summary => _tally.ToSummary(_links.Count);

    /// <summary>Reads a capture to its end.</summary>
    public static AttReader Read(CaptureReader capture, IAttSink sink)
    {
        var reader = new AttReader(sink);
        while (capture.TryRead(out var packet))
            reader.Add(packet);
        return reader;
    }

    public void Add(in CapturedPacket packet)
    {
        _tally.Add(CountedKind.Packets);
        var when = new Moment(packet.Number, Since(packet.Microseconds));
        switch (packet.Kind)
        {
            case PacketKind.HciAcl:
                _hci.Acl(packet, when);
                break;
            case PacketKind.HciEvent:
                _hci.Event(packet);
                break;
            case PacketKind.HciCommand:
                _hci.Command(packet);
                break;
            case PacketKind.LinkLayer:
                _air.Hear(packet, when);
                break;
            default:
                _tally.Add(CountedKind.Other);
                break;
        }
    }

    /// <summary>A file may say nothing of the time, or nonsense.</summary>
    private TimeSpan Since(long microseconds)
    {
        if (microseconds == 0)
            return default;
        _began ??= microseconds;
        // Half of what there is: the time between two of them is still one.
        const long Most = long.MaxValue / 2 / TimeSpan.TicksPerMicrosecond;
        var passed = (Int128)microseconds - _began.Value;
        return TimeSpan.FromTicks((long)Int128.Clamp(passed, -Most, Most) * TimeSpan.TicksPerMicrosecond);
    }
}
