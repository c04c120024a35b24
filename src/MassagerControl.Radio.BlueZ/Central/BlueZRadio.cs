using System.Reflection;
using MassagerControl.Devices.Gatt;
using MassagerControl.Radio.BlueZ.Bus;

namespace MassagerControl.Radio.BlueZ.Central;

/// <summary>Bluetooth Low Energy on Linux, through bluetoothd (BlueZ) on the system's message bus.</summary>
/// <remarks>
/// A device's address is its Bluetooth address, e.g. <c>AA:BB:CC:DD:EE:FF</c>. Nothing is opened before the first use. A radio
/// survives the death of bluetoothd and of the bus: its links are lost, the next use finds what is there by then. One link a device and radio;
/// a link that somebody else has made is shared, also one that was left behind by a process that died.
/// </remarks>
public sealed class BlueZRadio : IRadio, IAsyncDisposable
{
    /// <summary>The package that speaks D-Bus.</summary>
    public static AssemblyName DBusLibrary => MessageBus.Library;

    private readonly BlueZOptions _options;
    private readonly BlueZConnection _connection;
    private readonly BlueZDiscovery _discovery;
    private readonly DeviceTurns _turns = new();

    public BlueZRadio(BlueZOptions options) =>
        (_options, _connection, _discovery) = (options, new(options.BusAddress), new(options.Limits));

    /// <summary>All adapters of this machine.</summary>
    /// <exception cref="GattException">Bluetooth does not work here.</exception>
    public Task<IReadOnlyList<BlueZAdapter>> AdaptersAsync(CancellationToken cancellation) =>
        UseAsync(async objects => BlueZAdapter.In(await objects.CompleteAsync(_options.Limits.Own, cancellation).ConfigureAwait(false)), cancellation);

    /// <remarks>Tells the devices that the adapter knows first; their strength is null as long as they are not heard.</remarks>
    public async Task ScanAsync(Action<Advertisement> seen, CancellationToken cancellation)
    {
        try
        {
            await UseAsync(async objects =>
            {
                var adapter = await AdapterAsync(objects, cancellation).ConfigureAwait(false);
                await new BlueZScan(objects, adapter.Path, seen).RunAsync(_discovery, cancellation).ConfigureAwait(false);
                return true;
            }, cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // That is how a scan ends.
        }
    }

    public Task<IGattLink> ConnectAsync(string address, CancellationToken cancellation) => UseWayAsync<IGattLink>(async way =>
    {
        var adapter = await AdapterAsync(way.Objects, cancellation).ConfigureAwait(false);
        var device = BlueZAddress.PathOf(adapter.Path, address);
        var turn = await _turns.TakeAsync(device, cancellation).ConfigureAwait(false);
        var place = new BlueZDevice(way, adapter.Path, device, _options);
        return await new BlueZConnecting(place, _discovery, turn).RunAsync(cancellation).ConfigureAwait(false);
    }, cancellation);

    /// <summary>Has bluetoothd forget a device on every adapter: its bond, and what it remembers of its services. Ends a link to it.</summary>
    /// <returns>False when it knew no such device.</returns>
    /// <exception cref="GattException">Bluetooth does not work here, or refuses.</exception>
    public Task<bool> RemoveAsync(string address, CancellationToken cancellation) => UseAsync(async objects =>
    {
        var adapters = BlueZAdapter.In(await objects.CompleteAsync(_options.Limits.Own, cancellation).ConfigureAwait(false));
        var removed = false;
        foreach (var (adapter, device) in adapters.Select(adapter => (adapter.Path, BlueZAddress.PathOf(adapter.Path, address))))
            removed |= objects.Tree.Find(device, BlueZNames.Device) is not null && await RemoveAsync(objects, adapter, device, cancellation).ConfigureAwait(false);
        return removed;
    }, cancellation);

    /// <summary>The address of the adapter in use, which stays the same when its number changes.</summary>
    /// <exception cref="GattException">Bluetooth does not work here.</exception>
    public Task<string> AdapterAddressAsync(CancellationToken cancellation) =>
        UseAsync(async objects => (await AdapterAsync(objects, cancellation).ConfigureAwait(false)).Address, cancellation);

    /// <summary>Closes the way to bluetoothd. Links that are open are lost here; dispose of them first.</summary>
    /// <remarks>Waits for links that are being closed: whoever connected next, in whatever process, would be given one that is about to end.</remarks>
    public async ValueTask DisposeAsync()
    {
        await _turns.EndedAsync().ConfigureAwait(false);
        await _connection.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>bluetoothd's objects, for what is no radio's business.</summary>
    /// <exception cref="GattException">Bluetooth does not work here.</exception>
    internal Task<RemoteObjects> ObjectsAsync(CancellationToken cancellation) => UseAsync(Task.FromResult, cancellation);

    private async Task<bool> RemoveAsync(RemoteObjects objects, string adapter, string device, CancellationToken cancellation)
    {
        try
        {
            await objects.CallAsync(adapter, BlueZNames.Adapter, "RemoveDevice", _options.Limits.Disconnect, cancellation, "o", new BusPath(device)).ConfigureAwait(false);
            return true;
        }
        catch (BusException exception) when (exception.ErrorName == BlueZNames.DoesNotExist)
        {
            return false;
        }
    }

    private async Task<BlueZAdapter> AdapterAsync(RemoteObjects objects, CancellationToken cancellation) =>
        BlueZAdapter.Choose(await objects.CompleteAsync(_options.Limits.Own, cancellation).ConfigureAwait(false), _options.Adapter);

    private Task<T> UseAsync<T>(Func<RemoteObjects, Task<T>> use, CancellationToken cancellation) => UseWayAsync(way => use(way.Objects), cancellation);

    private async Task<T> UseWayAsync<T>(Func<BlueZWay, Task<T>> use, CancellationToken cancellation)
    {
        try
        {
            return await use(await _connection.OpenAsync(cancellation).ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (BusException exception)
        {
            throw BlueZFailure.OfRadio(exception);
        }
    }
}
