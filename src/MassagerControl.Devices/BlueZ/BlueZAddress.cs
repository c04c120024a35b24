using System.Text.RegularExpressions;
using MassagerControl.Devices.Gatt;

namespace MassagerControl.Devices.BlueZ;

/// <summary>A device's Bluetooth address, and where BlueZ keeps the device.</summary>
internal static partial class BlueZAddress
{
    private const string Prefix = "/dev_";

    public static bool IsOne(string text) => Form().IsMatch(text);

    /// <exception cref="GattException">It is no address.</exception>
    public static string PathOf(string adapter, string address) => IsOne(address)
        ? $"{adapter}{Prefix}{address.ToUpperInvariant().Replace(':', '_')}"
        : throw new GattException(GattFailure.Unreachable, $"'{address}' is no Bluetooth address: six pairs of hex digits with colons");

    /// <param name="path">Of a device.</param>
    public static string Of(string path) => path[(path.LastIndexOf(Prefix, StringComparison.Ordinal) + Prefix.Length)..].Replace('_', ':');

    [GeneratedRegex("^[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){5}$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
