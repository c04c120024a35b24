using MassagerControl.Radio.BlueZ.Central;

namespace MassagerControl.Radio.BlueZ.Peripheral;

/// <summary>Names of BlueZ's D-Bus interfaces and errors that only a peripheral needs (doc/gatt-api.txt and doc/advertising-api.txt of BlueZ).</summary>
internal static class PeripheralNames
{
    public const string GattManager = "org.bluez.GattManager1";
    public const string AdvertisingManager = "org.bluez.LEAdvertisingManager1";
    public const string Advertisement = "org.bluez.LEAdvertisement1";
    public const string InvalidOffset = BlueZNames.Error + "InvalidOffset";
}
