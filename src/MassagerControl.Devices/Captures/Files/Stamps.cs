namespace MassagerControl.Devices.Captures.Files;

/// <summary>Times of the containers as microseconds since 1970.</summary>
internal static class Stamps
{
    // The year 10000.
    private const long End = 253_402_300_800_000_000;

    /// <returns>0, which is unknown, for what no calendar has.</returns>
    public static long Known(long microseconds) => microseconds is > 0 and < End ? microseconds : 0;

    /// <inheritdoc cref="Known(long)" path="/returns"/>
    public static long Known(UInt128 microseconds) => microseconds < (UInt128)End ? (long)microseconds : 0;

    /// <param name="resolution">As pcapng's if_tsresol: a power of ten, or with its highest bit a power of two, of which a tick is one part.</param>
    public static long OfTicks(ulong ticks, byte resolution)
    {
        var power = resolution & 0x7F;
        if ((resolution & 0x80) != 0)
            return power > 100 ? 0 : Known(((UInt128)ticks * 1_000_000) >> power);
        if (power <= 6)
            return Known((UInt128)ticks * PowerOfTen(6 - power));
        return power > 24 ? 0 : Known((UInt128)ticks / PowerOfTen(power - 6));
    }

    private static UInt128 PowerOfTen(int power)
    {
        UInt128 value = 1;
        for (var i = 0; i < power; i++)
            value *= 10;
        return value;
    }
}
