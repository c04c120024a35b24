using System.Buffers.Binary;
using System.Text;
using MassagerControl.Devices.Captures.Files;

namespace MassagerControl.Devices.Captures.Cleaning;

/// <summary>The first reading of a capture: who is in it, whom was written to, and everything that must not be in the cleaned one.</summary>
internal sealed class Census
{
    private const int MostDevices = 10_000;

    private readonly Dictionary<ulong, long> _writes = [];
    private readonly Dictionary<ulong, string> _names = [];
    private readonly Dictionary<ulong, HashSet<ulong>> _others = [];
    private readonly Dictionary<uint, ulong> _ofAir = [];
    private readonly CleanLinks _links = new();

    public Secrets Secrets { get; } = new();

    /// <summary>Devices that were written to or connected to, and how many values were written to each.</summary>
    public IReadOnlyDictionary<ulong, long> Writes => _writes;

    public long HciPackets { get; private set; }

    public long AirPackets { get; private set; }

    public void Add(in CapturedPacket packet)
    {
        var bytes = packet.Bytes.Span;
        switch (packet.Kind)
        {
            case PacketKind.HciCommand when bytes.Length >= 3:
                HciPackets++;
                Command(BinaryPrimitives.ReadUInt16LittleEndian(bytes), bytes[3..]);
                break;
            case PacketKind.HciEvent when bytes.Length >= 2:
                HciPackets++;
                Event(packet.Adapter, bytes[0], bytes[2..]);
                break;
            case PacketKind.HciAcl when bytes.Length >= 9:
                HciPackets++;
                Acl(packet, bytes);
                break;
            case PacketKind.LinkLayer when bytes.Length >= 6:
                AirPackets++;
                OfAir(packet, bytes);
                break;
        }
    }

    /// <returns>The device under all of its addresses.</returns>
    public HashSet<ulong> AddressesOf(ulong device)
    {
        HashSet<ulong> all = [device];
        var open = new Queue<ulong>([device]);
        while (open.TryDequeue(out var one))
        {
            foreach (var other in _others.GetValueOrDefault(one) ?? [])
            {
                if (all.Add(other))
                    open.Enqueue(other);
            }
        }
        return all;
    }

    /// <summary>Makes the names of these addresses no secret.</summary>
    public void Keep(HashSet<ulong> own)
    {
        foreach (var address in own)
        {
            if (_names.TryGetValue(address, out var name))
                Secrets.Forget(name);
        }
    }

    private void Command(int code, ReadOnlySpan<byte> rest)
    {
        switch (code)
        {
            case HciWords.LinkKeyReply when rest.Length >= 22:
                Secrets.Address(rest);
                Secrets.Key(rest[6..]);
                break;
            case HciWords.SetRandomAddress:
                Secrets.Address(rest);
                break;
            case HciWords.SetRandomAddressOfSet or HciWords.AddToFilter when rest.Length >= 7:
                Secrets.Address(rest[1..]);
                break;
            case HciWords.CreateConnection when rest.Length >= 12:
                Secrets.Address(rest[6..]);
                break;
            case HciWords.WriteLocalName:
                Secrets.Name(rest);
                break;
            case HciWords.SetAdvertisingData or HciWords.SetScanResponse when rest.Length >= 1:
                NamesIn(null, rest[1..]);
                break;
            case HciWords.Encrypt when rest.Length >= 28:
                Secrets.Key(rest[12..]);
                break;
            case HciWords.LongTermKeyReply when rest.Length >= 18:
                Secrets.Key(rest[2..]);
                break;
            case HciWords.AddToResolvingList when rest.Length >= 39:
                Secrets.Address(rest[1..]);
                Secrets.Key(rest[7..]);
                Secrets.Key(rest[23..]);
                break;
        }
    }

    private void Event(int adapter, byte code, ReadOnlySpan<byte> rest)
    {
        switch (code)
        {
            case HciWords.LowEnergy when rest.Length >= 1:
                LowEnergy(adapter, rest[0], rest[1..]);
                break;
            case HciWords.Disconnected when rest.Length >= 3 && rest[0] == 0:
                _links.End(adapter, BinaryPrimitives.ReadUInt16LittleEndian(rest[1..]) & CleanLinks.HandleMask);
                break;
            case HciWords.ClassicConnected when rest.Length >= 9:
                _links.Begin(adapter, BinaryPrimitives.ReadUInt16LittleEndian(rest[1..]) & CleanLinks.HandleMask, DeviceAddress.Of(rest[3..]));
                Secrets.Address(rest[3..]);
                break;
            case HciWords.ClassicRequest:
                Secrets.Address(rest);
                break;
            case HciWords.RemoteName when rest.Length >= 7:
                Secrets.Address(rest[1..]);
                Secrets.Name(rest[7..]);
                break;
            case HciWords.LinkKey when rest.Length >= 22:
                Secrets.Address(rest);
                Secrets.Key(rest[6..]);
                break;
            case HciWords.InquiryResult or HciWords.InquiryResultWithSignal or HciWords.InquiryResultExtended when rest.Length >= 7:
                for (var at = 1; at + DeviceAddress.Length <= rest.Length; at += 14)
                    Secrets.Address(rest[at..]);
                break;
            case HciWords.CommandComplete when rest.Length >= 10:
                Answered(BinaryPrimitives.ReadUInt16LittleEndian(rest[1..]), rest[4..]);
                break;
        }
    }

    private void Answered(int command, ReadOnlySpan<byte> rest)
    {
        if (command == HciWords.ReadAddress)
            Secrets.Address(rest);
        if (command == HciWords.ReadLocalName)
            Secrets.Name(rest);
    }

    private void LowEnergy(int adapter, byte code, ReadOnlySpan<byte> rest)
    {
        if (code is HciWords.Reports or HciWords.ExtendedReports && rest.Length > 1)
        {
            Span<byte> reports = rest[1..].ToArray();
            while (AdvertisedReport.TryTake(ref reports, code == HciWords.ExtendedReports, out var report))
            {
                Secrets.Address(report.Address);
                Secrets.Address(report.Target);
                NamesIn(DeviceAddress.Of(report.Address), report.Data);
            }
        }
        if (code is not (HciWords.Connected or HciWords.ConnectedNewer or HciWords.ConnectedNewest) || rest.Length < 11 || rest[0] != 0)
            return;
        var peer = DeviceAddress.Of(rest[5..]);
        _links.Begin(adapter, BinaryPrimitives.ReadUInt16LittleEndian(rest[1..]) & CleanLinks.HandleMask, peer);
        Secrets.Address(peer);
        Count(peer, 0);
        if (code == HciWords.Connected || rest.Length < 23)
            return;
        Secrets.Address(rest[11..]);
        Secrets.Address(rest[17..]);
        Same(peer, DeviceAddress.Of(rest[17..]));
    }

    private void Acl(in CapturedPacket packet, ReadOnlySpan<byte> bytes)
    {
        var head = BinaryPrimitives.ReadUInt16LittleEndian(bytes);
        if (((head >> 12) & 3) == 1)
            return;
        var peer = _links.Peer(packet.Adapter, head & CleanLinks.HandleMask);
        Said(peer, BinaryPrimitives.ReadUInt16LittleEndian(bytes[6..]), bytes[8..], packet.FromHost ?? ((head >> 12) & 3) == 0);
    }

    /// <param name="fromHost">Null where it is not known.</param>
    private void Said(ulong peer, int channel, ReadOnlySpan<byte> bytes, bool? fromHost)
    {
        if (channel == HciWords.Att && bytes is [0x12 or 0x52, ..] && fromHost is not false)
            Count(peer, 1);
        if (channel != HciWords.Pairing || bytes.Length < 8)
            return;
        if (bytes[0] is 0x06 or 0x08 or 0x0A)
            Secrets.Key(bytes[1..]);
        if (bytes[0] != 0x09)
            return;
        Secrets.Address(bytes[2..]);
        if (fromHost is false)
            Same(peer, DeviceAddress.Of(bytes[2..]));
    }

    private void OfAir(in CapturedPacket packet, ReadOnlySpan<byte> bytes)
    {
        var access = Air.AccessAddress(bytes);
        var pdu = bytes[4..Math.Min(bytes.Length, 6 + bytes[5])];
        if (access == Air.Advertising)
        {
            Advertised(pdu[0] & 15, pdu[2..]);
            return;
        }
        if ((pdu[0] & 3) == 2 && pdu.Length >= 7)
            Said(_ofAir.GetValueOrDefault(access, DeviceAddress.OfAccess(access)), BinaryPrimitives.ReadUInt16LittleEndian(pdu[4..]), pdu[6..], packet.FromHost);
    }

    private void Advertised(int type, ReadOnlySpan<byte> rest)
    {
        // All but the extended kind have an address first, and the directed and the asking kinds a second one.
        if (type > 6 || rest.Length < DeviceAddress.Length)
            return;
        Secrets.Address(rest);
        if (type is 1 or 3 or 5 && rest.Length >= 12)
            Secrets.Address(rest[6..]);
        if (type is 0 or 2 or 4 or 6)
            NamesIn(DeviceAddress.Of(rest), rest[6..]);
        if (type != 5 || rest.Length < 34 || _ofAir.Count >= MostDevices)
            return;
        _ofAir[BinaryPrimitives.ReadUInt32LittleEndian(rest[12..])] = DeviceAddress.Of(rest[6..]);
        Count(DeviceAddress.Of(rest[6..]), 0);
    }

    private void NamesIn(ulong? address, ReadOnlySpan<byte> data)
    {
        while (data.Length > 1 && data[0] > 0 && data[0] < data.Length)
        {
            if (data[1] is 8 or 9)
            {
                var name = data[2..(1 + data[0])];
                Secrets.Name(name);
                if (address is { } known && _names.Count < MostDevices)
                    _names[known] = Encoding.Latin1.GetString(name);
            }
            data = data[(1 + data[0])..];
        }
    }

    private void Count(ulong peer, long writes)
    {
        if (_writes.Count < MostDevices || _writes.ContainsKey(peer))
            _writes[peer] = _writes.GetValueOrDefault(peer) + writes;
    }

    private void Same(ulong one, ulong other)
    {
        if (DeviceAddress.IsEmpty(other) || !DeviceAddress.IsKnown(one) || _others.Count >= MostDevices)
            return;
        foreach (var (from, to) in new[] { (one, other), (other, one) })
        {
            if (!_others.TryGetValue(from, out var known))
                _others[from] = known = [];
            known.Add(to);
        }
    }
}
