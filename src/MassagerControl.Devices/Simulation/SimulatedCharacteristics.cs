using System.Collections.Immutable;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Profiles;

namespace MassagerControl.Devices.Simulation;

/// <summary>The characteristics that a simulated device offers: what its profile needs, no more.</summary>
/// <remarks>Two endpoints with one UUID that have no property in common are two characteristics: the device that is harder to drive.</remarks>
public static class SimulatedCharacteristics
{
    /// <returns>In the order of the profile's endpoints, then those of the standard services; the same for the same profile.</returns>
    public static ImmutableArray<GattCharacteristic> Of(DeviceProfile profile)
    {
        var characteristics = new List<GattCharacteristic>();
        foreach (var (endpoint, index) in profile.Endpoints.Select((endpoint, index) => (endpoint, index)))
        {
            var uuid = endpoint.ByProperty ? MadeUp(index) : endpoint.Characteristic;
            var same = characteristics.FindIndex(one => one.Service == endpoint.Service && one.Uuid == uuid && (one.Properties & endpoint.Properties) != GattProperties.None);
            if (same < 0)
                characteristics.Add(new(endpoint.Service, uuid, endpoint.Properties));
            else
                characteristics[same] = characteristics[same] with { Properties = characteristics[same].Properties | endpoint.Properties };
        }
        return [.. characteristics, .. Standard(profile)];
    }

    private static IEnumerable<GattCharacteristic> Standard(DeviceProfile profile)
    {
        if (profile.BatteryService)
            yield return new(GattUuid.BatteryService, GattUuid.BatteryLevel, GattProperties.Read | GattProperties.Notify);
        if (!profile.DeviceInformation)
            yield break;
        foreach (var uuid in new[] { GattUuid.ManufacturerName, GattUuid.ModelNumber, GattUuid.FirmwareRevision })
            yield return new(GattUuid.DeviceInformationService, uuid, GattProperties.Read);
    }

    /// <summary>A profile that finds its characteristics by property names none: the simulated device's stand for nobody's.</summary>
    private static GattUuid MadeUp(int index) => new(new Guid(index + 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
}
