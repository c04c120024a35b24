namespace MassagerControl.Devices.Captures.Files;

/// <summary>The operations of Linux's monitor, which btmon writes.</summary>
internal static class Monitor
{
    private const ushort Command = 2;
    private const ushort Event = 3;
    private const ushort AclSent = 4;
    private const ushort AclReceived = 5;

    /// <summary>All other operations are notes about controllers, and sound.</summary>
    public static CapturedPacket Unwrap(CapturedPacket packet, ushort operation, int adapter)
    {
        packet = packet with { Adapter = adapter };
        return operation switch
        {
            Command => packet with { Kind = PacketKind.HciCommand, FromHost = true },
            Event => packet with { Kind = PacketKind.HciEvent, FromHost = false },
            AclSent => packet with { Kind = PacketKind.HciAcl, FromHost = true },
            AclReceived => packet with { Kind = PacketKind.HciAcl, FromHost = false },
            _ => packet,
        };
    }

    /// <exception cref="ArgumentException">It is no HCI packet.</exception>
    public static ushort OperationOf(in CapturedPacket packet) => packet.Kind switch
    {
        PacketKind.HciCommand => Command,
        PacketKind.HciEvent => Event,
        PacketKind.HciAcl => packet.FromHost is false ? AclReceived : AclSent,
        _ => throw new ArgumentException($"{packet.Kind} is no HCI packet"),
    };
}
