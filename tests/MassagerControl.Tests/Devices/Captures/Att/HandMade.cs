using MassagerControl.Devices.Captures.Files;

namespace MassagerControl.Tests.Devices.Captures.Att;

/// <summary>Packets of a controller, made one by one.</summary>
internal sealed class HandMade
{
    private readonly List<CapturedPacket> _packets = [];

    public IReadOnlyList<CapturedPacket> Packets => _packets;

    public HandMade Connect(ushort handle, byte lastOfAddress, byte role = 0) =>
        Event(0x3E, [0x01, 0, (byte)handle, 0, role, 1, lastOfAddress, 0, 0, 0, 0, 0xC0, 24, 0, 0, 0, 0xC8, 0, 0]);

    public HandMade Disconnect(ushort handle) => Event(0x05, [0, (byte)handle, 0, 0x13]);

    public HandMade Event(byte code, byte[] rest, bool? fromHost = false) => Add(PacketKind.HciEvent, fromHost, [code, (byte)rest.Length, .. rest]);

    /// <summary>A packet of the attribute protocol, whole.</summary>
    public HandMade Att(ushort handle, bool fromHost, byte[] pdu, bool? said = null, int adapter = 0) =>
        Acl(handle, fromHost ? 0 : 2, [(byte)pdu.Length, 0, 4, 0, .. pdu], said ?? fromHost, adapter);

    public HandMade Acl(ushort handle, int boundary, byte[] data, bool? said, int adapter = 0, bool cut = false, int? length = null) =>
        Add(PacketKind.HciAcl, said, [(byte)handle, (byte)(boundary << 4), (byte)(length ?? data.Length), 0, .. data], adapter, cut);

    public HandMade Air(uint address, byte header, byte[] payload, bool? fromCentral = null, byte[]? checksum = null) =>
        Add(PacketKind.LinkLayer, fromCentral, [.. BitConverter.GetBytes(address), header, (byte)payload.Length, .. payload, .. checksum ?? []]);

    private HandMade Add(PacketKind kind, bool? fromHost, byte[] bytes, int adapter = 0, bool cut = false)
    {
        _packets.Add(new(_packets.Count + 1, 0, 1_700_000_000_000_000 + (_packets.Count * 1000), kind, bytes) { FromHost = fromHost, Adapter = adapter, Cut = cut });
        return this;
    }
}
