using System.Globalization;
using MassagerControl.Core;
using MassagerControl.Devices.Gatt;
using MassagerControl.Radio.BlueZ.Bus;

namespace MassagerControl.Radio.BlueZ.Central;

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

    // What bluetoothd 5.66 answers where the device wants encryption and no program has an agent; then the link breaks.
    private const byte Unlikely = 0x0E;

    // A characteristic that bluetoothd remembers, and that is not there any more.
    private const byte InvalidHandle = 0x01;
    private const byte AttributeNotFound = 0x0A;
    private const byte DatabaseOutOfSync = 0x12;
    private const string AttError = "ATT error: 0x";

    /// <summary>While there is no link: finding devices and connecting.</summary>
    public static GattException OfRadio(BusException exception) => exception switch
    {
        { Failure: BusFailure.NoBus } => new(GattFailure.Unreachable, Phrase.Verbatim(exception.Message)),
        { Failure: BusFailure.Lost } => new(GattFailure.Unreachable, $"Bluetooth is gone: {exception.Message}"),
        { Failure: BusFailure.NoOwner } => NotRunning(),
        { Failure: BusFailure.TimedOut } => new(GattFailure.TimedOut, $"bluetoothd does not answer: {exception.Message}"),
        { ErrorName: BlueZNames.NotReady } => SwitchedOff(),
        { ErrorName: BusErrors.AccessDenied } => new(GattFailure.Refused, $"this user may not use Bluetooth ({exception.Message}): add the user to the group bluetooth and log in anew"),
        { ErrorName: BusErrors.UnknownObject } => new(GattFailure.Unreachable, "the device was removed from the known ones"),
        { Failure: BusFailure.Malformed } => new(GattFailure.Refused, Phrase.Verbatim(exception.Message)),
        _ => new(GattFailure.Unreachable, Phrase.Verbatim(exception.Message)),
    };

    /// <summary>Of a connect: null where <see cref="OfRadio"/> says it.</summary>
    public static GattException? OfConnecting(BusException exception, string address) => exception switch
    {
        _ when IsBusy(exception) => new(GattFailure.Unreachable, $"bluetoothd is connecting it already ({exception.Message})") { Advice = BlueZAdvice.Busy },
        { ErrorName: BlueZNames.AuthenticationFailed } => LostBond(exception.Message, address),
        { Failure: BusFailure.Refused } when Says(exception, "key-missing") => LostBond(exception.Message, address),
        _ => null,
    };

    /// <summary>Somebody else's attempt to connect is under way: BlueZ 5.66 and 5.82 have a name each for it.</summary>
    public static bool IsBusy(BusException exception) => exception.ErrorName == BlueZNames.InProgress
        || (exception.ErrorName == BlueZNames.Failed && Says(exception, "already in progress"));

    public static GattException Classic(string detail, string address) => new(
        GattFailure.Unreachable, $"bluetoothd connects it over classic Bluetooth, which no massager is driven over: the device speaks both kinds ({detail})")
    { Advice = BlueZAdvice.Classic(address) };

    public static GattException LostBond(string detail, string address, GattFailure failure = GattFailure.Unreachable) => new(
        failure, $"it is bonded with this computer, and most likely does not know that any more: {detail}")
    { Advice = BlueZAdvice.LostBond(address) };

    /// <summary>While there is a link, of a request to the device: with what a person can do about it.</summary>
    public static GattException OfRequest(BusException exception, BlueZDevice device)
    {
        var failed = OfRequest(exception);
        return failed switch
        {
            { Failure: not GattFailure.Refused } => failed,
            { WantsBond: true } when device.IsPaired => Explained(failed, "the bond with this computer is not enough for it, or not known to it any more", BlueZAdvice.LostBond(device.Address)),
            { WantsBond: true } => Explained(failed, "the device wants to be bonded with first", BlueZAdvice.Bond(device.Address)),
            { AttCode: Unlikely } when !device.IsPaired => Explained(failed, "most likely the device wants to be bonded with first", BlueZAdvice.Bond(device.Address)),
            { AttCode: InvalidHandle or AttributeNotFound or DatabaseOutOfSync } => Explained(
                failed, "bluetoothd remembers services that the device does not have any more", BlueZAdvice.StaleServices(device.Address)),
            _ => failed,
        };
    }

    private static GattException Explained(GattException failed, Phrase what, Phrase advice) =>
        new(failed.Failure, $"{failed.Words}: {what}") { AttCode = failed.AttCode, Advice = advice };

    private static GattException OfRequest(BusException exception) => exception switch
    {
        { Failure: BusFailure.TimedOut } => new(GattFailure.TimedOut, Phrase.Verbatim(exception.Message)),
        { Failure: BusFailure.Lost or BusFailure.NoOwner } => GattException.Lost(Phrase.Verbatim(exception.Message)),
        { ErrorName: BlueZNames.NotConnected or BlueZNames.DoesNotExist or BusErrors.UnknownObject or BusErrors.UnknownMethod } => GattException.Lost(Phrase.Verbatim(exception.Message)),
        { ErrorName: BlueZNames.Failed } when Says(exception, "Not connected") || Says(exception, "No ATT transport") => GattException.Lost(Phrase.Verbatim(exception.Message)),
        // Somebody else's request on the same characteristic: what is asked here was not sent, and nothing will be before that is answered.
        { ErrorName: BlueZNames.InProgress } => new(GattFailure.TimedOut, $"{exception.Message}: a request of another program is unanswered"),
        _ => new(GattFailure.Refused, Phrase.Verbatim(exception.Message)) { AttCode = AttCodeOf(exception) },
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
