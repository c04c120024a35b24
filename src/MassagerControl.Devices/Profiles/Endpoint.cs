using MassagerControl.Devices.Gatt;

namespace MassagerControl.Devices.Profiles;

/// <summary>A characteristic by the profile's name for it.</summary>
/// <param name="Properties">What the device must offer there, or it is not the device that the profile describes.</param>
public sealed record Endpoint(string Name, GattUuid Service, GattUuid Characteristic, GattProperties Properties)
{
    public bool Can(GattProperties property) => (Properties & property) != 0;

    public bool Can(WriteMode mode) => Can(mode == WriteMode.WithResponse ? GattProperties.Write : GattProperties.WriteWithoutResponse);

    public bool CanNotify => Can(GattProperties.Notify | GattProperties.Indicate);
}
