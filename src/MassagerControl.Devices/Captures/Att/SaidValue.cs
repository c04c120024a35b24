namespace MassagerControl.Devices.Captures.Att;

/// <summary>A value as it crosses a link.</summary>
internal readonly ref struct SaidValue
{
    /// <summary>The number of the record that completed it.</summary>
    public required long Packet { get; init; }

    /// <summary>Since the first packet of the file.</summary>
    public required TimeSpan At { get; init; }

    public required int Link { get; init; }

    public required ServedDevice Device { get; init; }

    public required AttKind Kind { get; init; }

    public required ushort Handle { get; init; }

    public required ReadOnlySpan<byte> Bytes { get; init; }
}
