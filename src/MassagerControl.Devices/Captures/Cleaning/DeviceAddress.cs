using System.Globalization;

namespace MassagerControl.Devices.Captures.Cleaning;

/// <summary>An address as a number, its first byte of the air lowest; links whose address is not known have numbers above.</summary>
internal static class DeviceAddress
{
    public const int Length = 6;

    /// <summary>Stands for the device in a cleaned capture: C0:00:00:00:00:01, a random static address that nobody was given.</summary>
    public const ulong StandIn = 0xC000_0000_0001;

    /// <summary>Stands for everybody else: C0:00:00:00:00:02.</summary>
    public const ulong Other = 0xC000_0000_0002;

    /// <summary>The kind of address that both stand-ins are.</summary>
    public const byte RandomKind = 1;

    private const ulong UnknownLink = 1UL << 60;

    public static ulong Of(ReadOnlySpan<byte> bytes)
    {
        var address = 0UL;
        for (var i = Length - 1; i >= 0; i--)
            address = (address << 8) | bytes[i];
        return address;
    }

    public static void Write(Span<byte> bytes, ulong address)
    {
        for (var i = 0; i < Length; i++)
            bytes[i] = (byte)((address >> (8 * i)) & 0xFF);
    }

    /// <summary>Its bytes the other way round.</summary>
    public static ulong Turned(ulong address)
    {
        var turned = 0UL;
        for (var i = 0; i < Length; i++)
            turned = (turned << 8) | ((address >> (8 * i)) & 0xFF);
        return turned;
    }

    /// <summary>What is no address of anybody: all bytes the same.</summary>
    public static bool IsEmpty(ulong address) => address == (address & 0xFF) * 0x0101_0101_0101;

    public static ulong OfHandle(int adapter, int handle) => UnknownLink | ((ulong)(uint)adapter << 16) | (uint)handle;

    public static ulong OfAccess(uint access) => UnknownLink | (1UL << 59) | access;

    public static bool IsKnown(ulong address) => address < UnknownLink;

    /// <returns>As people write it.</returns>
    public static string Text(ulong address) => IsKnown(address)
        ? string.Join(':', Enumerable.Range(0, Length).Select(at => ((address >> (8 * (Length - 1 - at))) & 0xFF).ToString("X2", CultureInfo.InvariantCulture)))
        : "a link that began before the capture";

    /// <param name="text">Six pairs of hex digits with colons.</param>
    public static ulong Parse(string text) => ulong.Parse(text.Replace(":", "", StringComparison.Ordinal), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
