namespace MassagerControl.Radio.BlueZ.Central;

/// <summary>Names of BlueZ's D-Bus interfaces and errors (doc/*-api.txt and src/error.c of BlueZ).</summary>
internal static class BlueZNames
{
    public const string Service = "org.bluez";
    public const string Root = "/org/bluez";
    public const string Adapter = "org.bluez.Adapter1";
    public const string Device = "org.bluez.Device1";
    public const string GattService = "org.bluez.GattService1";
    public const string Characteristic = "org.bluez.GattCharacteristic1";
    public const string Battery = "org.bluez.Battery1";
    public const string AgentManager = "org.bluez.AgentManager1";
    public const string Agent = "org.bluez.Agent1";

    public const string Error = "org.bluez.Error.";
    public const string Failed = Error + "Failed";
    public const string InProgress = Error + "InProgress";
    public const string NotAvailable = Error + "NotAvailable";
    public const string AuthenticationFailed = Error + "AuthenticationFailed";
    public const string NotReady = Error + "NotReady";
    public const string NotConnected = Error + "NotConnected";
    public const string NotPermitted = Error + "NotPermitted";
    public const string NotAuthorized = Error + "NotAuthorized";
    public const string NotSupported = Error + "NotSupported";
    public const string InvalidArguments = Error + "InvalidArguments";
    public const string InvalidValueLength = Error + "InvalidValueLength";
    public const string AlreadyConnected = Error + "AlreadyConnected";
    public const string AlreadyExists = Error + "AlreadyExists";
    public const string DoesNotExist = Error + "DoesNotExist";
    public const string Rejected = Error + "Rejected";
    public const string ConnectionAttemptFailed = Error + "ConnectionAttemptFailed";
}
