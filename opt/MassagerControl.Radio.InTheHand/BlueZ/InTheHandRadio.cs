using System.Collections.Concurrent;
using Linux.Bluetooth;
using Linux.Bluetooth.Extensions;
using MassagerControl.Devices.Gatt;
using MassagerControl.Radio.InTheHand.BlueZ;
using Tmds.DBus;

namespace MassagerControl.Radio.InTheHand;

/// <summary>The radio of the InTheHand.BluetoothLE package, here its BlueZ build: Linux only, through bluetoothd.</summary>
/// <remarks>An address is a Bluetooth address, <c>AA:BB:CC:DD:EE:FF</c>. The package has one bus connection for the whole process.</remarks>
/// <param name="time">For the time limits.</param>
public sealed class InTheHandRadio(TimeProvider time) : IRadio
{
    private readonly BlueZBus _bus = new(time);
    private readonly ConcurrentDictionary<string, BlueZLink> _links = new(StringComparer.OrdinalIgnoreCase);

    public async Task ScanAsync(Action<Advertisement> seen, CancellationToken cancellation)
    {
        try
        {
            var adapter = await _bus.AdapterAsync(cancellation).ConfigureAwait(false);
            var scan = new DiscoveryScan(_bus, adapter);
            await using (scan.ConfigureAwait(false))
                await scan.RunAsync(seen, cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The ordinary end.
        }
    }

    public async Task<IGattLink> ConnectAsync(string address, CancellationToken cancellation)
    {
        var adapter = await _bus.AdapterAsync(cancellation).ConfigureAwait(false);
        if (_links.TryGetValue(address, out var before))
            await before.ClosedIfClosingAsync(cancellation).ConfigureAwait(false);
        var device = await KnownAsync(adapter, address, cancellation).ConfigureAwait(false)
            ?? await SeenAsync(adapter, address, cancellation).ConfigureAwait(false);
        return _links[address] = await BlueZLink.OpenAsync(_bus, device, cancellation).ConfigureAwait(false);
    }

    /// <returns>Null when BlueZ does not know such a device.</returns>
    private Task<Device?> KnownAsync(ObjectPath adapter, string address, CancellationToken cancellation) =>
        _bus.AskAsync<Device?>(async () => await BlueZBus.Adapter(adapter).GetDeviceAsync(address).ConfigureAwait(false), cancellation);

    /// <summary>Scans until the device is seen: BlueZ connects only to devices that it knows.</summary>
    private async Task<Device> SeenAsync(ObjectPath adapter, string address, CancellationToken cancellation)
    {
        using var found = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var scan = new DiscoveryScan(_bus, adapter);
        await using (scan.ConfigureAwait(false))
        {
            await scan.RunAsync(
                advertisement =>
                {
                    if (string.Equals(advertisement.Address, address, StringComparison.OrdinalIgnoreCase))
                        found.Cancel();
                },
                found.Token).ConfigureAwait(false);
            cancellation.ThrowIfCancellationRequested();
            return await KnownAsync(adapter, address, cancellation).ConfigureAwait(false)
                ?? throw new GattException(GattFailure.Unreachable, $"{address} was seen, and is gone again");
        }
    }
}
