using System.Globalization;
using MassagerControl.Devices.Gatt;
using Tmds.DBus;

namespace MassagerControl.Radio.InTheHand.BlueZ;

/// <summary>Turns what the libraries throw into the one exception of the radio.</summary>
internal static class BlueZErrors
{
    /// <summary>The same is being done already, perhaps by another program.</summary>
    public const string InProgress = "org.bluez.Error.InProgress";

    private const string AttMark = "ATT error: 0x";

    // What BlueZ says of a device whose link is gone, and the bus of a daemon or an object that is gone.
    private static readonly string[] Gone =
    [
        "org.bluez.Error.NotConnected", "org.bluez.Error.DoesNotExist",
        "org.freedesktop.DBus.Error.UnknownObject", "org.freedesktop.DBus.Error.UnknownMethod", "org.freedesktop.DBus.Error.UnknownInterface",
        "org.freedesktop.DBus.Error.ServiceUnknown", "org.freedesktop.DBus.Error.NameHasNoOwner", "org.freedesktop.DBus.Error.NoReply",
        "org.freedesktop.DBus.Error.Disconnected",
    ];

    /// <summary>All that a call over the bus can end with, but for a cancellation. The libraries do not check what they are answered: nonsense can end in any exception.</summary>
    public static bool IsKnown(Exception exception) => exception is not (GattException or OperationCanceledException);

    /// <summary>What became of a request over a link.</summary>
    public static GattException OfRequest(Exception exception) => exception switch
    {
        DBusException bus when Gone.Contains(bus.ErrorName) || Says(bus, "Not connected") || Says(bus, "No ATT transport")
            => GattException.Lost(bus.ErrorMessage ?? bus.ErrorName),
        // Somebody else's request on the same characteristic: nothing will be sent before that is answered.
        DBusException { ErrorName: InProgress } bus => new(GattFailure.TimedOut, $"{bus.ErrorMessage}: a request is unanswered"),
        DBusException bus => new(GattFailure.Refused, bus.ErrorMessage ?? bus.ErrorName) { AttCode = AttCode(bus) },
        TimeoutException => new(GattFailure.TimedOut, "BlueZ did not answer in time"),
        DisconnectedException or ConnectException => GattException.Lost($"the message bus is gone: {exception.Message}"),
        _ => new(GattFailure.Refused, $"BlueZ answered what cannot be understood: {exception.Message}"),
    };

    /// <summary>Why there is no link, or no scan.</summary>
    public static GattException OfRadio(Exception exception) => exception switch
    {
        TimeoutException => new(GattFailure.TimedOut, "BlueZ did not answer in time"),
        DBusException { ErrorName: "org.bluez.Error.NotReady" } => new(GattFailure.Unreachable, "the Bluetooth adapter is switched off"),
        DBusException { ErrorName: "org.freedesktop.DBus.Error.ServiceUnknown" or "org.freedesktop.DBus.Error.NameHasNoOwner" }
            => new(GattFailure.Unreachable, "bluetoothd does not run"),
        DBusException { ErrorName: "org.freedesktop.DBus.Error.AccessDenied" } bus
            => new(GattFailure.Refused, $"this user may not use Bluetooth ({bus.ErrorMessage}): add the user to the group bluetooth and log in anew"),
        DBusException bus => new(GattFailure.Unreachable, bus.ErrorMessage ?? bus.ErrorName),
        DisconnectedException or ConnectException => new(GattFailure.Unreachable, $"there is no message bus to reach BlueZ by: {exception.Message}"),
        _ => new(GattFailure.Unreachable, $"BlueZ answered what cannot be understood: {exception.Message}"),
    };

    /// <summary>The Attribute Protocol's code (Bluetooth Core, vol. 3 part F, 3.4.1.1): BlueZ names some (src/gatt-client.c) and numbers the rest.</summary>
    private static byte? AttCode(DBusException bus) => (bus.ErrorName, bus.ErrorMessage) switch
    {
        ("org.bluez.Error.NotPermitted", "Read not permitted") => 0x02,
        ("org.bluez.Error.NotPermitted", "Write not permitted") => 0x03,
        ("org.bluez.Error.NotPermitted", "Not paired") => 0x05,
        ("org.bluez.Error.NotSupported", _) => 0x06,
        ("org.bluez.Error.NotAuthorized", _) => 0x08,
        ("org.bluez.Error.InvalidValueLength", _) or ("org.bluez.Error.InvalidArguments", "Invalid Length") => 0x0D,
        ("org.bluez.Error.InvalidArguments", "Invalid offset") => 0x07,
        _ => Number(bus.ErrorMessage),
    };

    private static bool Says(DBusException bus, string text) => bus.ErrorMessage?.StartsWith(text, StringComparison.OrdinalIgnoreCase) == true;

    private static byte? Number(string? message) =>
        message?.IndexOf(AttMark, StringComparison.Ordinal) is >= 0 and var at
        && byte.TryParse(message.AsSpan(at + AttMark.Length, Math.Min(2, message.Length - at - AttMark.Length)), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            ? code
            : null;
}
