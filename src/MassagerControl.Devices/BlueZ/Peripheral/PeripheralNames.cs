namespace MassagerControl.Devices.BlueZ.Peripheral;

/// <summary>Names of BlueZ's D-Bus interfaces and errors that a peripheral needs (BlueZ's doc/adapter-api, gatt-api and advertising-api).</summary>
internal static class PeripheralNames
{
    public const string Service = "org.bluez";
    public const string Adapter = "org.bluez.Adapter1";
    public const string Device = "org.bluez.Device1";
    public const string GattManager = "org.bluez.GattManager1";
    public const string AdvertisingManager = "org.bluez.LEAdvertisingManager1";
    public const string GattService = "org.bluez.GattService1";
    public const string GattCharacteristic = "org.bluez.GattCharacteristic1";
    public const string Advertisement = "org.bluez.LEAdvertisement1";

    public const string Failed = "org.bluez.Error.Failed";
    public const string NotPermitted = "org.bluez.Error.NotPermitted";
    public const string InvalidOffset = "org.bluez.Error.InvalidOffset";
}
