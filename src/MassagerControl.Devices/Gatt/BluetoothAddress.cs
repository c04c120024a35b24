using System.Text.RegularExpressions;

namespace MassagerControl.Devices.Gatt;

/// <summary>A device's Bluetooth address as text, <c>AA:BB:CC:DD:EE:FF</c>, for radios whose devices have one.</summary>
public static partial class BluetoothAddress
{
    /// <returns>It is six pairs of hex digits, of either case, with colons between them.</returns>
    public static bool IsOne(string text) => Form().IsMatch(text);

    /// <exception cref="GattException">It is no address; <see cref="GattFailure.Unreachable"/>.</exception>
    public static void ThrowIfNone(string text)
    {
        if (!IsOne(text))
            throw new GattException(GattFailure.Unreachable, $"'{text}' is no Bluetooth address: six pairs of hex digits with colons");
    }

    [GeneratedRegex("^[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){5}$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
