using System.Collections.Immutable;
using Linux.Bluetooth;
using MassagerControl.Devices.Gatt;
using Tmds.DBus;
using OurCharacteristic = MassagerControl.Devices.Gatt.GattCharacteristic;
using TheirCharacteristic = InTheHand.Bluetooth.GattCharacteristic;

namespace MassagerControl.Radio.InTheHand.BlueZ;

/// <summary>What a device has: each characteristic as the package knows it, and where it lies on the bus.</summary>
internal sealed class CharacteristicTable
{
    private readonly ImmutableDictionary<OurCharacteristic, (TheirCharacteristic Theirs, ObjectPath Path)> _entries;

    private CharacteristicTable(ImmutableArray<(OurCharacteristic Ours, TheirCharacteristic Theirs, ObjectPath Path)> found, bool hidesBattery)
    {
        HidesBattery = hidesBattery;
        Characteristics = [.. found.Select(entry => entry.Ours), .. hidesBattery ? [BlueZBattery.Characteristic] : Array.Empty<OurCharacteristic>()];
        _entries = found.ToImmutableDictionary(entry => entry.Ours, entry => (entry.Theirs, entry.Path));
    }

    public ImmutableArray<OurCharacteristic> Characteristics { get; }

    /// <summary>The device has a Battery service that BlueZ does not show.</summary>
    public bool HidesBattery { get; }

    /// <exception cref="ArgumentException">It is none of this link's.</exception>
    public TheirCharacteristic Of(OurCharacteristic characteristic) => Entry(characteristic).Theirs;

    /// <inheritdoc cref="Of"/>
    public ObjectPath PathOf(OurCharacteristic characteristic) => Entry(characteristic).Path;

    /// <summary>Asks the package for the services of a connected device.</summary>
    /// <exception cref="GattException">BlueZ did not answer.</exception>
    public static async Task<CharacteristicTable> ReadAsync(BlueZBus bus, Device device, CancellationToken cancellation)
    {
        // Of two services with one UUID the package knows the first only; so does this table.
        var paths = await PathsAsync(bus, device.ObjectPath, cancellation).ConfigureAwait(false);
        var found = new Dictionary<OurCharacteristic, (OurCharacteristic, TheirCharacteristic, ObjectPath)>();
        global::InTheHand.Bluetooth.BluetoothDevice theirs = device;
        foreach (var service in await bus.AskAsync(() => theirs.Gatt.GetPrimaryServicesAsync(), cancellation).ConfigureAwait(false))
            foreach (var characteristic in await bus.AskAsync(service.GetCharacteristicsAsync, cancellation).ConfigureAwait(false))
            {
                var ours = new OurCharacteristic(new(service.Uuid.Value), new(characteristic.Uuid.Value), Properties(characteristic));
                if (paths.TryGetValue((ours.Service, ours.Uuid), out var path))
                    found.TryAdd(ours, (ours, characteristic, path));
            }
        var services = await bus.AskAsync(() => BlueZBus.Device(device.ObjectPath).GetUUIDsAsync(), cancellation).ConfigureAwait(false);
        var hidesBattery = services.Contains(GattUuid.BatteryService.ToString()) && found.Keys.All(ours => ours.Uuid != GattUuid.BatteryLevel);
        return new([.. found.Values], hidesBattery);
    }

    /// <summary>The package's characteristics do not say where they lie on the bus.</summary>
    private static async Task<Dictionary<(GattUuid Service, GattUuid Characteristic), ObjectPath>> PathsAsync(BlueZBus bus, ObjectPath device, CancellationToken cancellation)
    {
        var all = await bus.AllAsync(cancellation).ConfigureAwait(false);
        var paths = new Dictionary<(GattUuid, GattUuid), ObjectPath>();
        foreach (var (path, interfaces) in all.Where(found => BlueZBus.IsBelow(found.Key, device)).OrderBy(found => found.Key.ToString(), StringComparer.Ordinal))
            if (interfaces.TryGetValue(BluezConstants.GattCharacteristicInterface, out var characteristic)
                && characteristic.TryGetValue("Service", out var at) && at is ObjectPath service
                && all.TryGetValue(service, out var parent) && parent.TryGetValue(BluezConstants.GattServiceInterface, out var of)
                && Uuid(of) is { } serviceUuid && Uuid(characteristic) is { } uuid)
                paths.TryAdd((serviceUuid, uuid), path);
        return paths;
    }

    private static GattUuid? Uuid(IDictionary<string, object> properties) =>
        properties.TryGetValue("UUID", out var text) && text is string value && GattUuid.TryParse(value, out var uuid) ? uuid : null;

    private static GattProperties Properties(TheirCharacteristic characteristic)
    {
        var theirs = characteristic.Properties;
        var ours = GattProperties.None;
        Add(global::InTheHand.Bluetooth.GattCharacteristicProperties.Read, GattProperties.Read);
        Add(global::InTheHand.Bluetooth.GattCharacteristicProperties.Write, GattProperties.Write);
        Add(global::InTheHand.Bluetooth.GattCharacteristicProperties.WriteWithoutResponse, GattProperties.WriteWithoutResponse);
        Add(global::InTheHand.Bluetooth.GattCharacteristicProperties.Notify, GattProperties.Notify);
        Add(global::InTheHand.Bluetooth.GattCharacteristicProperties.Indicate, GattProperties.Indicate);
        return ours;

        void Add(global::InTheHand.Bluetooth.GattCharacteristicProperties flag, GattProperties property)
        {
            if ((theirs & flag) != 0)
                ours |= property;
        }
    }

    private (TheirCharacteristic Theirs, ObjectPath Path) Entry(OurCharacteristic characteristic) => _entries.TryGetValue(characteristic, out var entry)
        ? entry
        : throw new ArgumentException("The characteristic is none of this link's.", nameof(characteristic));
}
