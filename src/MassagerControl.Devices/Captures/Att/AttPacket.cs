namespace MassagerControl.Devices.Captures.Att;

/// <summary>One packet of the attribute protocol, put together from its fragments.</summary>
internal readonly ref struct AttPacket
{
    /// <summary>The number of the record that completed it.</summary>
    public required long Packet { get; init; }

    /// <summary>Since the first packet of the file.</summary>
    public required TimeSpan At { get; init; }

    public required int Link { get; init; }

    /// <summary>Whose attributes it speaks of; null where there are more devices than are kept.</summary>
    public required ServedDevice? Device { get; init; }

    /// <summary>From its opcode on.</summary>
    public required ReadOnlySpan<byte> Bytes { get; init; }
}
