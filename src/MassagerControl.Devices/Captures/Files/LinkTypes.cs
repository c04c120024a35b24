namespace MassagerControl.Devices.Captures.Files;

/// <summary>The numbers of the containers for kinds of packets.</summary>
internal static class LinkTypes
{
    /// <summary>btsnoop: HCI packets; the flags of the record say which.</summary>
    public const int BtsnoopHci = 1001;

    /// <summary>btsnoop: HCI packets with their type in front.</summary>
    public const int BtsnoopH4 = 1002;

    /// <summary>btsnoop: Linux's monitor; operation and controller stand in the flags of the record.</summary>
    public const int BtsnoopMonitor = 2001;

    /// <summary>pcap: HCI packets with their type in front.</summary>
    public const int H4 = 187;

    /// <summary>pcap: as 187, with a direction in front.</summary>
    public const int H4Directed = 201;

    /// <summary>pcap: packets of the air.</summary>
    public const int Air = 251;

    /// <summary>pcap: Linux's monitor; controller and operation in front.</summary>
    public const int Monitor = 254;

    /// <summary>pcap: packets of the air with ten bytes of what the sniffer knows in front.</summary>
    public const int AirWithHead = 256;

    /// <summary>pcap: Nordic's sniffer.</summary>
    public const int NordicSniffer = 272;
}
