using System.Collections.Immutable;
using MassagerControl.Devices.Gatt;
using MassagerControl.Radio.BlueZ.Bus;

namespace MassagerControl.Radio.BlueZ.Central;

/// <summary>The characteristics of a connected device, and the paths of their objects.</summary>
/// <remarks>
/// Some bluetoothd keep the Battery service to themselves and show its level as a property only (5.66, 5.82 and 5.87 show both): there the standard
/// characteristic stands for that property, at the path of the device. Of two characteristics with the same two UUIDs and the same properties the first is taken.
/// </remarks>
internal static class BlueZCharacteristics
{
    private static readonly GattCharacteristic Battery = new(GattUuid.BatteryService, GattUuid.BatteryLevel, GattProperties.Read | GattProperties.Notify);

    private static readonly ImmutableDictionary<string, GattProperties> Flags = new Dictionary<string, GattProperties>
    {
        ["read"] = GattProperties.Read,
        ["write"] = GattProperties.Write,
        ["write-without-response"] = GattProperties.WriteWithoutResponse,
        ["notify"] = GattProperties.Notify,
        ["indicate"] = GattProperties.Indicate,
    }.ToImmutableDictionary();

    public static ImmutableDictionary<GattCharacteristic, string> Of(BlueZDevice device)
    {
        var (tree, below) = (device.Objects.Tree, device.Path + '/');
        var found = ImmutableDictionary.CreateBuilder<GattCharacteristic, string>();
        foreach (var path in tree.Objects.Keys.Where(path => path.StartsWith(below, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
            if (Read(tree, path) is { } characteristic && !found.ContainsKey(characteristic))
                found[characteristic] = path;
        if (device.HasBattery && !found.Keys.Any(one => one.Service == Battery.Service && one.Uuid == Battery.Uuid))
            found[Battery] = device.Path;
        return found.ToImmutable();
    }

    private static GattCharacteristic? Read(ObjectTree tree, string path)
    {
        if (tree.Value<BusPath>(path, BlueZNames.Characteristic, "Service") is not { } service
            || Uuid(tree, service.Value, BlueZNames.GattService) is not { } serviceUuid
            || Uuid(tree, path, BlueZNames.Characteristic) is not { } uuid)
            return null;
        var flags = tree.Get<string[]>(path, BlueZNames.Characteristic, "Flags") ?? [];
        return new(serviceUuid, uuid, flags.Aggregate(GattProperties.None, (all, flag) => all | Flags.GetValueOrDefault(flag)));
    }

    private static GattUuid? Uuid(ObjectTree tree, string path, string @interface) =>
        tree.Get<string>(path, @interface, "UUID") is { } text && GattUuid.TryParse(text, out var uuid) ? uuid : null;
}
