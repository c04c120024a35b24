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
}
