using System.Buffers.Binary;
using MassagerControl.Devices.Captures.Files;

namespace MassagerControl.Devices.Captures.Att;

/// <summary>Follows the links of controllers by what they and their hosts say to each other (Bluetooth Core, vol. 4 part E).</summary>
internal sealed class HciPackets(Links links, Advertisers advertisers, Tally tally)
{
    private const int AclHeaderLength = 4;
    private const int HandleMask = 0x0FFF;

    // Directions of a file that once said that an event came from the host are not believed.
    private readonly HashSet<int> _wrong = [];

    public void Command(in CapturedPacket packet)
    {
        const ushort Reset = 0x0C03;
        CheckDirection(packet, truth: true);
        var bytes = packet.Bytes.Span;
        if (bytes.Length >= sizeof(ushort) && BinaryPrimitives.ReadUInt16LittleEndian(bytes) == Reset)
            links.EndAll(packet.Adapter);
    }

    public void Acl(in CapturedPacket packet, Moment when)
    {
        var bytes = packet.Bytes.Span;
        if (bytes.Length < AclHeaderLength)
        {
            tally.Add(packet.Cut ? CountedKind.Cut : CountedKind.Malformed);
            return;
        }
        var head = BinaryPrimitives.ReadUInt16LittleEndian(bytes);
        var data = bytes[AclHeaderLength..];
        var boundary = head >> 12 & 3;
        var link = links.AtHandle(packet.Adapter, head & HandleMask);
        var fromHost = Direction(packet, boundary);
        if (data.Length != BinaryPrimitives.ReadUInt16LittleEndian(bytes[sizeof(ushort)..]))
        {
            tally.Add(packet.Cut ? CountedKind.Cut : CountedKind.Malformed);
            link.GiveUp(fromHost);
            return;
        }
        const int GoesOn = 1;
        if (boundary == GoesOn)
            link.GoOn(fromHost, data, when);
        else
            link.Begin(fromHost, data, when);
    }

    public void Event(in CapturedPacket packet)
    {
        const int HeaderLength = 2;
        CheckDirection(packet, truth: false);
        var bytes = packet.Bytes.Span;
        if (bytes.Length < HeaderLength || bytes.Length - HeaderLength < bytes[1])
        {
            tally.Add(packet.Cut ? CountedKind.Cut : CountedKind.Malformed);
            return;
        }
        if (!Event(packet.Adapter, bytes[0], bytes.Slice(HeaderLength, bytes[1])))
            tally.Add(CountedKind.Malformed);
    }

    private static ushort Handle(ReadOnlySpan<byte> bytes) => (ushort)(BinaryPrimitives.ReadUInt16LittleEndian(bytes) & HandleMask);

    /// <returns>False where it is too short for what it says.</returns>
    private bool Event(int adapter, byte code, ReadOnlySpan<byte> rest)
    {
        const byte ClassicConnected = 0x03;
        const byte Disconnected = 0x05;
        const byte EncryptionChanged = 0x08;
        const byte EncryptionChangedNewer = 0x59;
        const byte LowEnergy = 0x3E;
        const int HandleEnd = 3;
        if (code == LowEnergy)
            return !rest.IsEmpty && LowEnergyEvent(adapter, rest[0], rest[1..]);
        if (code is not (ClassicConnected or Disconnected or EncryptionChanged or EncryptionChangedNewer))
            return true;
        if (rest.Length <= HandleEnd)
            return false;
        // The status comes first; what failed changes nothing.
        if (rest[0] != 0)
            return true;
        var handle = Handle(rest[1..]);
        if (code == ClassicConnected)
            links.BeginClassic(adapter, handle);
        else if (code == Disconnected)
            links.End(adapter, handle);
        else if (rest[HandleEnd] != 0)
            links.AtHandle(adapter, handle).Encrypt();
        return true;
    }

    private bool LowEnergyEvent(int adapter, byte code, ReadOnlySpan<byte> rest)
    {
        const byte Connected = 0x01;
        const byte Reports = 0x02;
        const byte ConnectedNewer = 0x0A;
        const byte ExtendedReports = 0x0D;
        const byte ConnectedNewest = 0x29;
        switch (code)
        {
            case Connected or ConnectedNewer or ConnectedNewest:
                return Connect(adapter, rest);
            case Reports:
                return AdvertisingReports.Read(rest, advertisers);
            case ExtendedReports:
                return AdvertisingReports.ReadExtended(rest, advertisers);
            default:
                return true;
        }
    }

    /// <summary>Status, handle, role, kind of address, address, and more that is of no matter here.</summary>
    private bool Connect(int adapter, ReadOnlySpan<byte> rest)
    {
        const int Address = 5;
        const int AddressEnd = Address + 6;
        if (rest.Length < AddressEnd)
            return false;
        if (rest[0] == 0)
            links.Begin(adapter, Handle(rest[1..]), rest[Address..AddressEnd]);
        return true;
    }

    /// <summary>Commands come from the host and events do not, whatever a file says.</summary>
    private void CheckDirection(in CapturedPacket packet, bool truth)
    {
        if (packet.FromHost is not { } said || said == truth)
            return;
        tally.Add(CountedKind.WrongDirections);
        _wrong.Add(packet.Adapter);
    }

    /// <summary>A controller marks the first fragment of a packet otherwise than a host does.</summary>
    private bool? Direction(in CapturedPacket packet, int boundary)
    {
        const int FirstFromHost = 0;
        const int FirstFromController = 2;
        if (packet.FromHost is { } said && (_wrong.Count == 0 || !_wrong.Contains(packet.Adapter)))
            return said;
        return boundary switch
        {
            FirstFromHost => true,
            FirstFromController => false,
            _ => null,
        };
    }
}
