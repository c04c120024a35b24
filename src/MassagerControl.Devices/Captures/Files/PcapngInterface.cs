namespace MassagerControl.Devices.Captures.Files;

/// <summary>An interface of pcapng.</summary>
/// <param name="SnapLength">How much of a packet is kept at most, bytes.</param>
/// <param name="Resolution">As if_tsresol: 6 is a microsecond.</param>
/// <param name="Shift">Seconds to add to every time.</param>
internal sealed record PcapngInterface(int LinkType, uint SnapLength, byte Resolution, long Shift)
{
    /// <param name="body">Of the block, without heads; one that is too short is an interface of link type 0.</param>
    public static PcapngInterface Of(ReadOnlySpan<byte> body, ByteOrder order)
    {
        if (body.Length < 8)
            return new(0, uint.MaxValue, 6, 0);
        var (resolution, shift) = ((byte)6, 0L);
        foreach (var option in new PcapngOptions(body[8..], order))
        {
            if (option is { Code: PcapngOptions.TimeResolution, Value.Length: >= 1 })
                resolution = option.Value[0];
            if (option is { Code: PcapngOptions.TimeShift, Value.Length: >= 8 })
                shift = unchecked((long)order.UInt64(option.Value));
        }
        var snap = order.UInt32(body[4..]);
        return new(order.UInt16(body), snap == 0 ? uint.MaxValue : snap, resolution, shift);
    }

    /// <returns>Since 1970; 0 for no time.</returns>
    public long Microseconds(ulong ticks)
    {
        var plain = Stamps.OfTicks(ticks, Resolution);
        // More than ten thousand years is no shift of any clock.
        return Shift is 0 or > 400_000_000_000 or < -400_000_000_000 ? plain : Stamps.Known(plain + (Shift * 1_000_000));
    }
}
