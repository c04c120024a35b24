using System.Collections.Immutable;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Profiles;

namespace MassagerControl.Devices.Simulation;

/// <summary>The characteristics that a simulated device offers: what its profile needs, no more.</summary>
internal static class SimulatedCharacteristics
{
    public static ImmutableArray<GattCharacteristic> Of(DeviceProfile profile)
    {
        var characteristics = profile.Endpoints
            .Select((endpoint, index) => (endpoint, Uuid: endpoint.ByProperty ? MadeUp(index) : endpoint.Characteristic))
            .GroupBy(place => (place.endpoint.Service, place.Uuid))
            .Select(group => new GattCharacteristic(
                group.Key.Service,
                group.Key.Uuid,
                group.Aggregate(GattProperties.None, (all, place) => all | place.endpoint.Properties)));
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
