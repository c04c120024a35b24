namespace MassagerControl.Devices.Captures.Files;

/// <summary>A container and what is in it.</summary>
/// <param name="LinkType">The container's number for the kind of its packets; see <see cref="LinkTypes"/>. Of pcapng its first interface's; 0 for PacketLogger.</param>
internal sealed record CaptureFormat(CaptureContainer Container, int LinkType)
{
    /// <summary>Numbers have their highest byte first. Always so in btsnoop.</summary>
    public bool BigEndian { get; init; }

    /// <summary>Android's log: HCI packets with their type in front.</summary>
    public static CaptureFormat BtsnoopH4 { get; } = new(CaptureContainer.Btsnoop, LinkTypes.BtsnoopH4) { BigEndian = true };
}
