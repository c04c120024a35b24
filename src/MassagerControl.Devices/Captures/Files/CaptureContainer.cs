namespace MassagerControl.Devices.Captures.Files;

/// <summary>How a file holds its packets.</summary>
internal enum CaptureContainer
{
    /// <summary>Android's, BlueZ's and Windows tools' log: a head, then records with a time in microseconds since the year 0.</summary>
    Btsnoop,

    /// <summary>A head that says the kind of all its packets, then records.</summary>
    Pcap,

    /// <summary>Blocks: interfaces, packets and whatever else.</summary>
    Pcapng,

    /// <summary>Apple's: records without any head.</summary>
    PacketLogger,
}
