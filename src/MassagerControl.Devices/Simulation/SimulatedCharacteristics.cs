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
            .GroupBy(endpoint => (endpoint.Service, endpoint.Characteristic))
            .Select(group => new GattCharacteristic(
                group.Key.Service,
                group.Key.Characteristic,
                group.Aggregate(GattProperties.None, (all, endpoint) => all | endpoint.Properties)));
        return profile.BatteryService
            ? [.. characteristics, new(GattUuid.BatteryService, GattUuid.BatteryLevel, GattProperties.Read | GattProperties.Notify)]
            : [.. characteristics];
    }
}
