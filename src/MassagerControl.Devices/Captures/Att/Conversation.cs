using System.Buffers.Binary;

namespace MassagerControl.Devices.Captures.Att;

/// <summary>One link of a capture: its fragments, its channels, and what is said about the attributes of either side.</summary>
internal sealed class Conversation(int number, int adapter, ConversationPlace place)
{
    private const ushort ClassicSignals = 1;
    private const ushort Attributes = 4;
    private const ushort Signals = 5;
    private const ushort Security = 6;

    private readonly Assembly _fromHost = new();
    private readonly Assembly _fromPeer = new();
    private AttDialogue? _ofPeer;
    private AttDialogue? _ofHost;
    private ServedDevice? _peer;

    public int Adapter => adapter;

    /// <summary>What comes later is told of it as long as no other link has its handle.</summary>
    public bool Ended { get; set; }

    /// <summary>No Low Energy link: the attribute protocol has no fixed channel there.</summary>
    public bool IsClassic { get; init; }

    /// <summary>Whom it leads to; null until it is known that somebody is there.</summary>
    public ServedDevice? Peer
    {
        get => _peer;
        init
        {
            _peer = value;
            if (value is not null)
                value.Links++;
        }
    }

    public void Encrypt()
    {
        if (!IsClassic && (_peer ??= Unnamed()) is { } peer)
            peer.Encrypted = true;
    }

    /// <summary>The beginning of a packet of L2CAP, or all of it.</summary>
    /// <param name="fromHost">Null where nobody says it: then the packet itself does, as far as it can.</param>
    public void Begin(bool? fromHost, ReadOnlySpan<byte> fragment, Moment when)
    {
        var side = SideOf(fromHost, fragment);
        if (side.IsOpen)
            place.Tally.Add(CountedKind.Unfinished);
        Complete(side.Begin(fragment), fromHost, when);
    }

    public void GoOn(bool? fromHost, ReadOnlySpan<byte> fragment, Moment when)
    {
        var side = fromHost switch
        {
            true => _fromHost,
            false => _fromPeer,
            null => Open(fragment.Length),
        };
        if (side.IsOpen)
            Complete(side.GoOn(fragment), fromHost, when);
        else
            place.Tally.Add(CountedKind.FragmentsWithoutBeginning);
    }

    /// <summary>A fragment is not whole: the packet that it is of never will be.</summary>
    public void GiveUp(bool? fromHost)
    {
        if (fromHost != false)
            _fromHost.GiveUp();
        if (fromHost != true)
            _fromPeer.GiveUp();
    }

    private Assembly SideOf(bool? fromHost, ReadOnlySpan<byte> fragment)
    {
        if (fromHost is { } known)
            return known ? _fromHost : _fromPeer;
        var isAttribute = fragment.Length > Assembly.HeaderLength && BinaryPrimitives.ReadUInt16LittleEndian(fragment[sizeof(ushort)..]) == Attributes;
        return isAttribute && AttOpcode.IsOfServer(fragment[Assembly.HeaderLength]) == true ? _fromPeer : _fromHost;
    }

    /// <summary>The side whose packet a fragment goes on with.</summary>
    private Assembly Open(int length)
    {
        if (!_fromHost.IsOpen || !_fromPeer.IsOpen)
            return _fromPeer.IsOpen ? _fromPeer : _fromHost;
        if (length > _fromHost.Missing || length > _fromPeer.Missing)
            return length > _fromHost.Missing ? _fromPeer : _fromHost;
        // Neither can be believed: both are lost.
        place.Tally.Add(CountedKind.AmbiguousFragments);
        GiveUp(null);
        return _fromHost;
    }

    private void Complete(ReadOnlySpan<byte> packet, bool? fromHost, Moment when)
    {
        if (packet.IsEmpty)
            return;
        if (packet.Length != Assembly.HeaderLength + BinaryPrimitives.ReadUInt16LittleEndian(packet) || packet.Length == Assembly.HeaderLength)
        {
            place.Tally.Add(CountedKind.Malformed);
            return;
        }
        var payload = packet[Assembly.HeaderLength..];
        switch (BinaryPrimitives.ReadUInt16LittleEndian(packet[sizeof(ushort)..]))
        {
            case Attributes when !IsClassic:
                Hear(payload, fromHost, when);
                break;
            case Security when !IsClassic:
                HearSecurity(payload, fromHost);
                break;
            case ClassicSignals or Signals:
                ChannelSignals.Count(payload, place.Tally);
                break;
            default:
                place.Tally.Add(CountedKind.OtherChannels);
                break;
        }
    }

    private void Hear(ReadOnlySpan<byte> pdu, bool? fromHost, Moment when)
    {
        var dialogue = IsAboutHost(pdu[0], fromHost) ? _ofHost ??= Dialogue(place.Book.HostOf(adapter)) : _ofPeer ??= Dialogue(_peer ??= Unnamed());
        if (dialogue is not null)
        {
            dialogue.Hear(pdu, when);
            return;
        }
        place.Tally.Add(CountedKind.AttPackets);
        place.Tally.Add(CountedKind.PacketsOfDevicesLeftOut);
        place.Sink.Heard(new() { Packet = when.Packet, At = when.At, Link = number, Device = null, Bytes = pdu });
    }

    /// <summary>The opcode says whether the client or the server speaks; who of the two the host is, only the direction.</summary>
    private static bool IsAboutHost(byte opcode, bool? fromHost) => fromHost is { } known && AttOpcode.IsOfServer(opcode) is { } server && server == known;

    private ServedDevice? Unnamed()
    {
        if (place.Book.OfLink(number) is not { } device)
            return null;
        device.Links = 1;
        return device;
    }

    private AttDialogue? Dialogue(ServedDevice? device) => device is null ? null : new(number, device, place.Sink, place.Tally);

    private void HearSecurity(ReadOnlySpan<byte> payload, bool? fromHost)
    {
        const byte Request = 0x01;
        const byte FirstKey = 0x06;
        const byte IdentityAddress = 0x09;
        const byte LastKey = 0x0A;
        const int IdentityLength = 8;
        if (payload[0] == Request)
            place.Tally.Add(CountedKind.Pairings);
        if (payload[0] is < FirstKey or > LastKey || (_peer ??= Unnamed()) is not { } peer)
            return;
        // Keys go out last, over a link that is encrypted.
        peer.Encrypted = true;
        if (payload[0] == IdentityAddress && payload.Length == IdentityLength && fromHost == false)
            peer.Identity = WireUuid.Address(payload[2..]);
    }
}
