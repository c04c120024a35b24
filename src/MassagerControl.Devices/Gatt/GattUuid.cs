using System.Globalization;

namespace MassagerControl.Devices.Gatt;

/// <summary>The UUID of a service or characteristic.</summary>
public readonly record struct GattUuid(Guid Value)
{
    // 16- and 32-bit UUIDs stand for a place in this one (Bluetooth Core, vol. 3 part B, 2.5.1).
    private const string BaseTail = "-0000-1000-8000-00805f9b34fb";

    /// <summary>The standard Battery service.</summary>
    public static readonly GattUuid BatteryService = FromShort(0x180F);

    /// <summary>Its Battery Level characteristic: one byte, 0–100 %.</summary>
    public static readonly GattUuid BatteryLevel = FromShort(0x2A19);

    /// <summary>The standard Device Information service.</summary>
    public static readonly GattUuid DeviceInformationService = FromShort(0x180A);

    /// <summary>Its Manufacturer Name String.</summary>
    public static readonly GattUuid ManufacturerName = FromShort(0x2A29);

    /// <summary>Its Model Number String.</summary>
    public static readonly GattUuid ModelNumber = FromShort(0x2A24);

    /// <summary>Its Firmware Revision String.</summary>
    public static readonly GattUuid FirmwareRevision = FromShort(0x2A26);

    /// <summary>The UUID for which a 16-bit number of the Bluetooth SIG stands.</summary>
    public static GattUuid FromShort(ushort number) =>
        new(Guid.Parse(number.ToString("x8", CultureInfo.InvariantCulture) + BaseTail));

    /// <summary>Reads 4 or 8 hex digits, or the long form with hyphens.</summary>
    /// <returns>False for anything else; the UUID is then all zeros.</returns>
    public static bool TryParse(string text, out GattUuid uuid)
    {
        var full = text.Length is 4 or 8 && text.All(char.IsAsciiHexDigit) ? text.PadLeft(8, '0') + BaseTail : text;
        var valid = Guid.TryParseExact(full, "D", out var value);
        uuid = new(value);
        return valid;
    }

    /// <returns>The long form in lower case.</returns>
    public override string ToString() => Value.ToString("D");
}
