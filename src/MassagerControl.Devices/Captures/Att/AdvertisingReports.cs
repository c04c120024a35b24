using System.Buffers.Binary;

namespace MassagerControl.Devices.Captures.Att;

/// <summary>Reads what a controller reports of advertisements (Bluetooth Core, vol. 4 part E, 7.7.65.2 and 7.7.65.13). False means that the lengths do not fit.</summary>
internal static class AdvertisingReports
{
    // What a controller says that cannot tell.
    private const int UnknownRssi = 127;

    public static bool Read(ReadOnlySpan<byte> reports, Advertisers advertisers)
    {
        const int Address = 2;
        const int Length = 8;
        const int Data = 9;
        if (reports.IsEmpty)
            return false;
        var rest = reports[1..];
        for (var left = reports[0]; left > 0; left--)
        {
            // The signal's strength stands behind the data.
            if (rest.Length < Data + 1 || rest.Length < Data + rest[Length] + 1)
                return false;
            var end = Data + rest[Length];
            advertisers.Hear(rest.Slice(Address, 6), rest[Data..end], Rssi(rest[end]), more: false);
            rest = rest[(end + 1)..];
        }
        return true;
    }

    public static bool ReadExtended(ReadOnlySpan<byte> reports, Advertisers advertisers)
    {
        const int Address = 3;
        const int Strength = 13;
        const int Length = 23;
        const int Data = 24;
        const int Incomplete = 1;
        if (reports.IsEmpty)
            return false;
        var rest = reports[1..];
        for (var left = reports[0]; left > 0; left--)
        {
            if (rest.Length < Data || rest.Length < Data + rest[Length])
                return false;
            var end = Data + rest[Length];
            var state = BinaryPrimitives.ReadUInt16LittleEndian(rest) >> 5 & 3;
            advertisers.Hear(rest.Slice(Address, 6), rest[Data..end], Rssi(rest[Strength]), state == Incomplete);
            rest = rest[end..];
        }
        return true;
    }

    private static int? Rssi(byte strength) => strength == UnknownRssi ? null : unchecked((sbyte)strength);
}
