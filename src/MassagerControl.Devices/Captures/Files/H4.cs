namespace MassagerControl.Devices.Captures.Files;

/// <summary>The byte in front of an HCI packet that says what it is.</summary>
internal static class H4
{
    public const byte Command = 1;
    public const byte Acl = 2;
    public const byte Event = 4;

    /// <summary>Takes the type off; a command and an event say by themselves who sent them.</summary>
    /// <param name="fromHost">What the container says; null where it does not.</param>
    public static CapturedPacket Strip(CapturedPacket packet, bool? fromHost)
    {
        if (packet.Bytes.Length == 0)
            return packet;
        var rest = packet.Bytes[1..];
        return packet.Bytes.Span[0] switch
        {
            Command => packet with { Kind = PacketKind.HciCommand, Bytes = rest, FromHost = true },
            Acl => packet with { Kind = PacketKind.HciAcl, Bytes = rest, FromHost = fromHost },
            Event => packet with { Kind = PacketKind.HciEvent, Bytes = rest, FromHost = false },
            _ => packet with { FromHost = fromHost },
        };
    }

    /// <returns>Null for what HCI does not carry.</returns>
    public static byte? TypeOf(PacketKind kind) => kind switch
    {
        PacketKind.HciCommand => Command,
        PacketKind.HciAcl => Acl,
        PacketKind.HciEvent => Event,
        _ => null,
    };

    /// <summary>Where nobody said it, data counts as sent: a container that has to say something says that.</summary>
    public static bool IsFromHost(in CapturedPacket packet) => packet.Kind == PacketKind.HciCommand || (packet.Kind == PacketKind.HciAcl && packet.FromHost is not false);
}
