using System.Buffers.Binary;
using MassagerControl.Devices.Captures.Files;

namespace MassagerControl.Devices.Captures.Cleaning;

/// <summary>Keeps of a host's log what belongs to one device: its advertisements, the beginning and the end of its links, its attribute protocol. Everything else is left out, whatever it is.</summary>
/// <param name="own">The device under all of its addresses.</param>
internal sealed class HciCleaning(HashSet<ulong> own, Secrets secrets)
{
    private readonly CleanLinks _links = new();
    // The fragment that began last on a link, in one direction, was kept: what goes on with it is kept too.
    private readonly HashSet<(ulong Link, bool FromHost)> _goesOn = [];

    /// <returns>The packet's bytes as they may be written; null where it is left out.</returns>
    public byte[]? Cleaned(in CapturedPacket packet)
    {
        var bytes = packet.Bytes.Span;
        var cleaned = packet.Kind switch
        {
            PacketKind.HciCommand when bytes.Length >= 3 && BinaryPrimitives.ReadUInt16LittleEndian(bytes) == HciWords.Reset => bytes.ToArray(),
            PacketKind.HciEvent when bytes.Length >= 2 => Event(packet.Adapter, bytes),
            PacketKind.HciAcl when bytes.Length >= 5 => Acl(packet, bytes),
            _ => null,
        };
        // Addresses that were put in are no secrets of anybody.
        if (cleaned is not null)
            secrets.Blank(cleaned.AsSpan(Math.Min(cleaned.Length, 2)), own);
        return cleaned;
    }

    private byte[]? Event(int adapter, ReadOnlySpan<byte> bytes)
    {
        var rest = bytes[2..];
        switch (bytes[0])
        {
            case HciWords.Disconnected when rest.Length >= 4:
                var handle = Handle(rest[1..]);
                var isOwn = IsOwn(adapter, handle);
                if (rest[0] == 0)
                    _links.End(adapter, handle);
                return isOwn ? bytes.ToArray() : null;
            case HciWords.EncryptionChanged or HciWords.EncryptionChangedNewer when rest.Length >= 3 && IsOwn(adapter, Handle(rest[1..])):
                return bytes.ToArray();
            case HciWords.ClassicConnected when rest.Length >= 9:
                _links.Begin(adapter, Handle(rest[1..]), DeviceAddress.Other);
                return null;
            case HciWords.LowEnergy when rest.Length >= 4:
                return LowEnergy(adapter, bytes, rest[0]);
            default:
                return null;
        }
    }

    private byte[]? LowEnergy(int adapter, ReadOnlySpan<byte> bytes, byte code)
    {
        switch (code)
        {
            case HciWords.Connected or HciWords.ConnectedNewer or HciWords.ConnectedNewest when bytes.Length >= 14:
                return Connection(adapter, bytes, code);
            case HciWords.ConnectionUpdated when bytes.Length >= 6 && IsOwn(adapter, Handle(bytes[4..])):
            case HciWords.DataLengthChanged when bytes.Length >= 5 && IsOwn(adapter, Handle(bytes[3..])):
                return bytes.ToArray();
            case HciWords.Reports or HciWords.ExtendedReports:
                return Reports(bytes, code == HciWords.ExtendedReports);
            default:
                return null;
        }
    }

    private byte[]? Connection(int adapter, ReadOnlySpan<byte> bytes, byte code)
    {
        var peer = DeviceAddress.Of(bytes[8..]);
        if (bytes[3] == 0)
            _links.Begin(adapter, Handle(bytes[4..]), peer);
        if (bytes[3] != 0 || !own.Contains(peer))
            return null;
        var cleaned = bytes.ToArray();
        cleaned[7] = DeviceAddress.RandomKind;
        DeviceAddress.Write(cleaned.AsSpan(8), DeviceAddress.StandIn);
        // The addresses that both sides made up for this link.
        if (code != HciWords.Connected && cleaned.Length >= 26)
            cleaned.AsSpan(14, 12).Clear();
        return cleaned;
    }

    private byte[]? Reports(ReadOnlySpan<byte> bytes, bool extended)
    {
        var whole = bytes.ToArray();
        var rest = whole.AsSpan(4);
        var kept = new List<byte>();
        var count = 0;
        while (AdvertisedReport.TryTake(ref rest, extended, out var report))
        {
            if (!own.Contains(DeviceAddress.Of(report.Address)))
                continue;
            report.KindOfAddress[0] = DeviceAddress.RandomKind;
            DeviceAddress.Write(report.Address, DeviceAddress.StandIn);
            report.Target.Clear();
            kept.AddRange(report.Whole);
            count++;
        }
        return count == 0 ? null : [HciWords.LowEnergy, (byte)(kept.Count + 2), whole[2], (byte)count, .. kept];
    }

    private byte[]? Acl(in CapturedPacket packet, ReadOnlySpan<byte> bytes)
    {
        var head = BinaryPrimitives.ReadUInt16LittleEndian(bytes);
        var (peer, boundary) = (_links.Peer(packet.Adapter, head & CleanLinks.HandleMask), (head >> 12) & 3);
        if (!own.Contains(peer))
            return null;
        var fromHost = packet.FromHost ?? boundary == 0;
        if (boundary == 1)
            return _goesOn.Contains((peer, fromHost)) ? bytes.ToArray() : null;
        if (Stays(bytes, fromHost))
        {
            _goesOn.Add((peer, fromHost));
            return bytes.ToArray();
        }
        _goesOn.Remove((peer, fromHost));
        return null;
    }

    private static bool Stays(ReadOnlySpan<byte> bytes, bool fromHost) =>
        bytes.Length >= 9 && BinaryPrimitives.ReadUInt16LittleEndian(bytes[6..]) switch
        {
            HciWords.Att => AttWords.Stays(bytes[8], fromHost),
            HciWords.Signals => true,
            _ => false,
        };

    private static int Handle(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt16LittleEndian(bytes) & CleanLinks.HandleMask;

    private bool IsOwn(int adapter, int handle) => own.Contains(_links.Peer(adapter, handle));
}
