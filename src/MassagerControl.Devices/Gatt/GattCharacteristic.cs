namespace MassagerControl.Devices.Gatt;

/// <summary>What a characteristic can do.</summary>
[Flags]
public enum GattProperties
{
    None = 0,
    Read = 1,
    Write = 2,
    WriteWithoutResponse = 4,
    Notify = 8,
    Indicate = 16,
}

/// <summary>A characteristic that a device has.</summary>
public sealed record GattCharacteristic(GattUuid Service, GattUuid Uuid, GattProperties Properties);
