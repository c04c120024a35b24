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
/// <remarks>A device may have several of one UUID in one service; those with the same properties cannot be told apart here.</remarks>
/// <param name="Service">The UUID of the service that it is in.</param>
public sealed record GattCharacteristic(GattUuid Service, GattUuid Uuid, GattProperties Properties);
