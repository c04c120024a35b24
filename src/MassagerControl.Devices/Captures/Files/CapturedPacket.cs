namespace MassagerControl.Devices.Captures.Files;

/// <summary>One packet of a capture file, without what its container puts around it.</summary>
/// <param name="Number">Its record's place in the file, from 1; as other programs count them.</param>
/// <param name="Offset">Where its record begins in the (unpacked) file, bytes.</param>
/// <param name="Microseconds">Since 1970 by the file's clock; 0 where the file does not say.</param>
/// <param name="Bytes">Valid until the next packet is read.</param>
internal readonly record struct CapturedPacket(long Number, long Offset, long Microseconds, PacketKind Kind, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>It left the host, or on the air the central, which is the phone; null where the file does not say.</summary>
    public bool? FromHost { get; init; }

    /// <summary>Which controller or interface of the file, from 0.</summary>
    public int Adapter { get; init; }

    /// <summary>The file holds only its beginning.</summary>
    public bool Cut { get; init; }

    /// <summary>The checksum of a packet of the air was right; null where nobody checked it.</summary>
    public bool? CrcRight { get; init; }

    /// <summary>The sniffer says that a packet of the air was encrypted.</summary>
    public bool Encrypted { get; init; }

    /// <summary>It was encrypted, and the sniffer could read it: these are its plain bytes.</summary>
    public bool Decrypted { get; init; }
}
