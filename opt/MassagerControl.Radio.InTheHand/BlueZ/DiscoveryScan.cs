using System.Collections.Immutable;
using System.Threading.Channels;
using Linux.Bluetooth;
using MassagerControl.Devices.Gatt;
using Tmds.DBus;

namespace MassagerControl.Radio.InTheHand.BlueZ;

/// <summary>One discovery of BlueZ: says which device was seen, with all that it advertises.</summary>
/// <remarks>
/// The package's ScanForDevicesAsync is not used: it ignores its filters and says neither name nor services nor signal, hangs for ever
/// where the adapter is off, and ends the process where bluetoothd does not run.
/// </remarks>
internal sealed class DiscoveryScan(BlueZBus bus, ObjectPath adapter) : IAsyncDisposable
{
    // BlueZ forgets devices that are not seen again after half a minute; in a hall full of them the later ones are told once only.
    private const int MostWatched = 256;

    private static readonly string[] Telling = ["RSSI", "Name", "UUIDs", "ManufacturerData"];

    private readonly Channel<ObjectPath> _changed = Channel.CreateBounded<ObjectPath>(
        new BoundedChannelOptions(1_024) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private readonly HashSet<ObjectPath> _watched = [];
    private readonly List<IDisposable> _watches = [];

    /// <summary>Scans until it is cancelled; a device may be seen many times.</summary>
    /// <exception cref="GattException">The radio does not work, or stopped working.</exception>
    public async Task RunAsync(Action<Advertisement> seen, CancellationToken cancellation)
    {
        try
        {
            await BeginAsync(cancellation).ConfigureAwait(false);
            await foreach (var path in _changed.Reader.ReadAllAsync(cancellation).ConfigureAwait(false))
                if (await LookAsync(path, cancellation).ConfigureAwait(false) is { } advertisement)
                    seen(advertisement);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The ordinary end.
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var watch in _watches)
            watch.Dispose();
        await bus.TryAsync(() => BlueZBus.Adapter(adapter).StopDiscoveryAsync(), BlueZBus.Limit).ConfigureAwait(false);
    }

    private async Task BeginAsync(CancellationToken cancellation)
    {
        _watches.Add(await bus.WatchDeathAsync(Fail, cancellation).ConfigureAwait(false));
        _watches.Add(await bus.AskAsync(() => BlueZBus.Objects.WatchInterfacesAddedAsync(Added), cancellation).ConfigureAwait(false));
        _watches.Add(await bus.AskAsync(() => BlueZBus.Objects.WatchInterfacesRemovedAsync(Removed), cancellation).ConfigureAwait(false));
        _watches.Add(await bus.AskAsync(() => BlueZBus.Adapter(adapter).WatchPropertiesAsync(AdapterChanged), cancellation).ConfigureAwait(false));
        await bus.AskAsync(() => BlueZBus.Adapter(adapter).SetDiscoveryFilterAsync(Filter()), cancellation).ConfigureAwait(false);
        await bus.AskAsync(() => BlueZBus.Adapter(adapter).StartDiscoveryAsync(), cancellation).ConfigureAwait(false);
        foreach (var (path, interfaces) in await bus.AllAsync(cancellation).ConfigureAwait(false))
            if (BlueZBus.IsBelow(path, adapter) && interfaces.TryGetValue(BluezConstants.DeviceInterface, out var device))
            {
                await WatchAsync(path, cancellation).ConfigureAwait(false);
                // One that BlueZ merely remembers has no signal strength; it is told when it is seen.
                if (device.ContainsKey("RSSI"))
                    _changed.Writer.TryWrite(path);
            }
    }

    /// <summary>LE only, and a word for each advertisement: BlueZ's own default merges both.</summary>
    private static Dictionary<string, object> Filter() => new() { ["Transport"] = "le", ["DuplicateData"] = true };

    private void Added((ObjectPath Path, IDictionary<string, IDictionary<string, object>> Interfaces) added)
    {
        if (added.Interfaces.ContainsKey(BluezConstants.DeviceInterface) && BlueZBus.IsBelow(added.Path, adapter))
            _changed.Writer.TryWrite(added.Path);
    }

    private void Removed((ObjectPath Path, string[] Interfaces) removed)
    {
        if (removed.Path == adapter && removed.Interfaces.Contains(BluezConstants.AdapterInterface))
            Fail("the Bluetooth adapter was removed");
    }

    private void AdapterChanged(PropertyChanges changes)
    {
        if (changes.Changed.Any(change => change is { Key: "Powered", Value: false }))
            Fail("the Bluetooth adapter was switched off");
    }

    private void Fail(string reason) => _changed.Writer.TryComplete(new GattException(GattFailure.Unreachable, reason));

    private async Task WatchAsync(ObjectPath path, CancellationToken cancellation)
    {
        if (_watched.Count >= MostWatched || !_watched.Add(path))
            return;
        _watches.Add(await bus.AskAsync(() => BlueZBus.Device(path).WatchPropertiesAsync(changes => Changed(path, changes)), cancellation).ConfigureAwait(false));
    }

    private void Changed(ObjectPath path, PropertyChanges changes)
    {
        if (changes.Changed.Any(change => Telling.Contains(change.Key)))
            _changed.Writer.TryWrite(path);
    }

    private async Task<Advertisement?> LookAsync(ObjectPath path, CancellationToken cancellation)
    {
        await WatchAsync(path, cancellation).ConfigureAwait(false);
        try
        {
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

    private static Advertisement Of(Device1Properties device) => new(device.Address, device.Name, device.RSSI == 0 ? null : device.RSSI)
    {
        Services = [.. (device.UUIDs ?? []).Where(text => GattUuid.TryParse(text, out _)).Select(Parse)],
        ManufacturerData = (device.ManufacturerData ?? ImmutableDictionary<ushort, object>.Empty)
            .Where(data => data.Value is byte[])
            .ToImmutableDictionary(data => data.Key, data => ImmutableArray.Create((byte[])data.Value)),
    };

    private static GattUuid Parse(string text) => GattUuid.TryParse(text, out var uuid) ? uuid : default;
}
