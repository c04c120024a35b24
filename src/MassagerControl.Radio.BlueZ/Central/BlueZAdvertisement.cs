using System.Collections.Immutable;
using MassagerControl.Devices.Gatt;
using MassagerControl.Radio.BlueZ.Bus;

namespace MassagerControl.Radio.BlueZ.Central;

/// <summary>Reads from BlueZ's objects what a device has said of itself.</summary>
internal static class BlueZAdvertisement
{
    // What a controller says that cannot tell (Bluetooth Core, vol. 4 part E, 7.7.65.2).
    private const short Unknown = 127;

    private static readonly string[] Said = ["RSSI", "Name", "Alias", "UUIDs", "ManufacturerData", "ServiceData", "AdvertisingFlags", "AdvertisingData"];

    /// <summary>Is such a change the device's own voice?</summary>
    public static bool Speaks(ObjectChange change) => change.Changed is { } changed && Said.Any(changed.ContainsKey);

    /// <summary>A device that was paired by the other kind of Bluetooth only never advertises.</summary>
    public static bool IsOfClassic(ObjectTree tree, string path) =>
        tree.Find(path, BlueZNames.Device) is { } device && device.ContainsKey("Class") && !device.ContainsKey("RSSI");

    /// <summary>In dBm; null where nobody knows.</summary>
    public static int? Strength(ObjectTree tree, string path) =>
        tree.Value<short>(path, BlueZNames.Device, "RSSI") is { } strength and not Unknown ? strength : null;

    /// <summary>Null when there is no such device.</summary>
    public static Advertisement? Of(ObjectTree tree, string path) =>
        tree.Get<string>(path, BlueZNames.Device, "Address") is not { } address ? null : new(
            address,
            tree.Get<string>(path, BlueZNames.Device, "Name"),
            Strength(tree, path))
        {
            Services = Services(tree.Get<string[]>(path, BlueZNames.Device, "UUIDs") ?? []),
            ManufacturerData = Manufacturers(tree.Get<Dictionary<object, object>>(path, BlueZNames.Device, "ManufacturerData") ?? []),
            // Of other computers' links it knows nothing.
            InUse = tree.Value<bool>(path, BlueZNames.Device, "Connected") == true ? true : null,
        };

    private static ImmutableArray<GattUuid> Services(string[] uuids)
    {
        var services = ImmutableArray.CreateBuilder<GattUuid>();
        foreach (var text in uuids)
            if (GattUuid.TryParse(text, out var uuid))
                services.Add(uuid);
        return services.DrainToImmutable();
    }

    private static ImmutableDictionary<ushort, ImmutableArray<byte>> Manufacturers(Dictionary<object, object> data)
    {
        var manufacturers = ImmutableDictionary.CreateBuilder<ushort, ImmutableArray<byte>>();
        foreach (var (company, value) in data)
            if (company is ushort number && value is byte[] bytes)
                manufacturers[number] = [.. bytes];
        return manufacturers.ToImmutable();
    }
}
