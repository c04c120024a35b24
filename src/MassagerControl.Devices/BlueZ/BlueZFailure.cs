using System.Globalization;
using MassagerControl.Devices.BlueZ.Bus;
using MassagerControl.Devices.Gatt;

namespace MassagerControl.Devices.BlueZ;

/// <summary>What a failure on the bus means on the radio.</summary>
internal static class BlueZFailure
{
    // Error codes of the Attribute Protocol (Bluetooth Core, vol. 3 part F, 3.4.1.1), and what BlueZ makes of them (src/gatt-client.c).
    private const byte ReadNotPermitted = 0x02;
    private const byte WriteNotPermitted = 0x03;
    private const byte InsufficientAuthentication = 0x05;
    private const byte NotSupported = 0x06;
    private const byte InvalidOffset = 0x07;
    private const byte InsufficientAuthorization = 0x08;
    private const byte InvalidLength = 0x0D;
    private const string AttError = "ATT error: 0x";

    /// <summary>While there is no link: finding devices and connecting.</summary>
    public static GattException OfRadio(BusException exception) => exception switch
    {
        { Failure: BusFailure.NoLibrary or BusFailure.NoBus } => new(GattFailure.Unreachable, exception.Message),
        { Failure: BusFailure.Lost } => new(GattFailure.Unreachable, $"Bluetooth is gone: {exception.Message}"),
        { Failure: BusFailure.NoOwner } => NotRunning(),
        { Failure: BusFailure.TimedOut } => new(GattFailure.TimedOut, $"bluetoothd does not answer: {exception.Message}"),
        { ErrorName: BlueZNames.NotReady } => SwitchedOff(),
        { ErrorName: BusErrors.AccessDenied } => new(GattFailure.Refused, $"this user may not use Bluetooth ({exception.Message}): add the user to the group bluetooth and log in anew"),
        { ErrorName: BusErrors.UnknownObject } => new(GattFailure.Unreachable, "the device was removed from the known ones"),
        { Failure: BusFailure.Malformed } => new(GattFailure.Refused, exception.Message),
        _ => new(GattFailure.Unreachable, exception.Message),
    };

    /// <summary>While there is a link, of a request to the device.</summary>
    public static GattException OfRequest(BusException exception) => exception switch
    {
        { Failure: BusFailure.TimedOut } => new(GattFailure.TimedOut, exception.Message),
        { Failure: BusFailure.Lost or BusFailure.NoOwner } => GattException.Lost(exception.Message),
        { ErrorName: BlueZNames.NotConnected or BlueZNames.DoesNotExist or BusErrors.UnknownObject or BusErrors.UnknownMethod } => GattException.Lost(exception.Message),
        { ErrorName: BlueZNames.Failed } when Says(exception, "Not connected") || Says(exception, "No ATT transport") => GattException.Lost(exception.Message),
        // Somebody else's request on the same characteristic: what is asked here was not sent, and nothing will be before that is answered.
        { ErrorName: BlueZNames.InProgress } => new(GattFailure.TimedOut, $"{exception.Message}: a request of another program is unanswered"),
        _ => new(GattFailure.Refused, exception.Message) { AttCode = AttCodeOf(exception) },
    };

    public static GattException NotRunning() => new(GattFailure.Unreachable, "the Bluetooth service (bluetoothd) is not running: install the package bluez, then 'systemctl start bluetooth' as root");

    public static GattException SwitchedOff() => new(
        GattFailure.Unreachable, "Bluetooth is switched off: 'rfkill unblock bluetooth', then 'bluetoothctl power on'");

    private static byte? AttCodeOf(BusException exception) => exception.ErrorName switch
    {
        BlueZNames.NotPermitted when Says(exception, "Read not permitted") => ReadNotPermitted,
        BlueZNames.NotPermitted when Says(exception, "Write not permitted") => WriteNotPermitted,
        BlueZNames.NotPermitted when Says(exception, "Not paired") => InsufficientAuthentication,
        BlueZNames.NotAuthorized => InsufficientAuthorization,
        BlueZNames.NotSupported => NotSupported,
        BlueZNames.InvalidValueLength => InvalidLength,
        BlueZNames.InvalidArguments when Says(exception, "Invalid Length") => InvalidLength,
        BlueZNames.InvalidArguments when Says(exception, "Invalid offset") => InvalidOffset,
        _ => Number(exception.Message),
    };

    private static byte? Number(string detail)
    {
        var at = detail.IndexOf(AttError, StringComparison.OrdinalIgnoreCase) + AttError.Length;
        return at >= AttError.Length && at + 2 <= detail.Length
            && byte.TryParse(detail.AsSpan(at, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) ? code : null;
    }

    private static bool Says(BusException exception, string text) => exception.Message.Contains(text, StringComparison.OrdinalIgnoreCase);
}
