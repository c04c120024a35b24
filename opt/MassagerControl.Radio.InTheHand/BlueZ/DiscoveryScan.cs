using System.Collections.Immutable;
using System.Threading.Channels;
using Linux.Bluetooth;
using MassagerControl.Devices.Gatt;
using Tmds.DBus;

namespace MassagerControl.Radio.InTheHand.BlueZ;

/// <summary>Says which devices BlueZ knows and hears, with all that they advertise.</summary>
/// <remarks>
/// The package's ScanForDevicesAsync is not used: it ignores its filters and says neither name nor services nor signal, hangs for ever
/// where the adapter is off, and ends the process where bluetoothd does not run.
/// </remarks>
internal sealed class DiscoveryScan(BlueZBus bus, ObjectPath adapter) : IDisposable
{
    // BlueZ forgets devices that are not heard again after half a minute; in a hall full of them the later ones are told once only.
    private const int MostWatched = 256;

    // "Not available" in an advertising report (Bluetooth Core, vol. 4 part E, 7.7.65.2); 0 is what the library makes of no word at all.
    private const short NoSignal = 127;

    private static readonly string[] Telling = ["RSSI", "Name", "UUIDs", "ManufacturerData", "ServiceData"];

    private readonly Channel<ObjectPath> _changed = Channel.CreateBounded<ObjectPath>(
        new BoundedChannelOptions(1_024) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private readonly HashSet<ObjectPath> _watched = [];
    private readonly List<IDisposable> _watches = [];

    /// <summary>Goes on until it is cancelled; a device may be seen many times. Known ones come first, without strength as long as they are not heard.</summary>
    /// <exception cref="GattException">The radio does not work, or stopped working.</exception>
    public async Task RunAsync(Discovery discovery, Action<Advertisement> seen, CancellationToken cancellation)
    {
        await WatchAsync(cancellation).ConfigureAwait(false);
        await discovery.BeginAsync(bus, adapter, cancellation).ConfigureAwait(false);
        try
        {
            foreach (var (path, interfaces) in await bus.AllAsync(cancellation).ConfigureAwait(false))
                if (IsDevice(path, interfaces) && !IsOfClassic(interfaces[BluezConstants.DeviceInterface]))
                    _changed.Writer.TryWrite(path);
            await foreach (var path in _changed.Reader.ReadAllAsync(cancellation).ConfigureAwait(false))
                if (await LookAsync(path, cancellation).ConfigureAwait(false) is { } advertisement)
                    seen(advertisement);
        }
        finally
        {
            await discovery.EndAsync(bus, adapter).ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        foreach (var watch in _watches)
            watch.Dispose();
    }

    private async Task WatchAsync(CancellationToken cancellation)
    {
        _watches.Add(await bus.WatchDeathAsync(Fail, cancellation).ConfigureAwait(false));
        _watches.Add(await bus.AskAsync(() => BlueZBus.Objects.WatchInterfacesAddedAsync(Added), cancellation).ConfigureAwait(false));
        _watches.Add(await bus.AskAsync(() => BlueZBus.Objects.WatchInterfacesRemovedAsync(Removed), cancellation).ConfigureAwait(false));
        _watches.Add(await bus.AskAsync(() => BlueZBus.Adapter(adapter).WatchPropertiesAsync(AdapterChanged), cancellation).ConfigureAwait(false));
    }

    private bool IsDevice(ObjectPath path, IDictionary<string, IDictionary<string, object>> interfaces) =>
        BlueZBus.IsBelow(path, adapter) && interfaces.ContainsKey(BluezConstants.DeviceInterface);

    /// <summary>A device that was paired by the other kind of Bluetooth only never advertises.</summary>
    private static bool IsOfClassic(IDictionary<string, object> device) => device.ContainsKey("Class") && !device.ContainsKey("RSSI");

    private void Added((ObjectPath Path, IDictionary<string, IDictionary<string, object>> Interfaces) added)
    {
        if (IsDevice(added.Path, added.Interfaces))
            _changed.Writer.TryWrite(added.Path);
    }

    private void Removed((ObjectPath Path, string[] Interfaces) removed)
    {
        if (removed.Path == adapter && removed.Interfaces.Contains(BluezConstants.AdapterInterface))
            Fail("the Bluetooth adapter is gone");
    }

    private void AdapterChanged(PropertyChanges changes)
    {
        if (changes.Changed.Any(change => change is { Key: "Powered", Value: false }))
            Fail("Bluetooth was switched off");
    }

    private void Fail(string reason) => _changed.Writer.TryComplete(new GattException(GattFailure.Unreachable, reason));

    private void Changed(ObjectPath path, PropertyChanges changes)
    {
        if (changes.Changed.Any(change => Telling.Contains(change.Key)))
            _changed.Writer.TryWrite(path);
    }

    private async Task<Advertisement?> LookAsync(ObjectPath path, CancellationToken cancellation)
    {
        try
        {
            if (_watched.Count < MostWatched && _watched.Add(path))
                _watches.Add(await BlueZBus.Device(path).WatchPropertiesAsync(changes => Changed(path, changes)).Within(BlueZBus.Limit, bus.Time, cancellation).ConfigureAwait(false));
            var device = await BlueZBus.Device(path).GetAllAsync().Within(BlueZBus.Limit, bus.Time, cancellation).ConfigureAwait(false);
            return device.Address is null ? null : Of(device);
        }
        catch (DBusException)
        {
            // Gone again before it could be looked at.
            return null;
        }
        catch (Exception exception) when (BlueZErrors.IsKnown(exception))
        {
            throw BlueZErrors.OfRadio(exception);
        }
    }

    private static Advertisement Of(Device1Properties device) => new(device.Address, device.Name, device.RSSI is 0 or NoSignal ? null : device.RSSI)
    {
        Services = [.. (device.UUIDs ?? []).Select(text => GattUuid.TryParse(text, out var uuid) ? uuid : (GattUuid?)null).OfType<GattUuid>()],
        ManufacturerData = (device.ManufacturerData ?? ImmutableDictionary<ushort, object>.Empty)
            .Where(data => data.Value is byte[])
            .ToImmutableDictionary(data => data.Key, data => ImmutableArray.Create((byte[])data.Value)),
    };
}
