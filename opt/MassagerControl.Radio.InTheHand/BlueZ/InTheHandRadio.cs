using MassagerControl.Devices.Gatt;
using MassagerControl.Radio.InTheHand.BlueZ;

namespace MassagerControl.Radio.InTheHand;

/// <summary>The radio of the InTheHand.BluetoothLE package, here its BlueZ build: Linux only, through bluetoothd.</summary>
/// <remarks>
/// An address is a Bluetooth address, <c>AA:BB:CC:DD:EE:FF</c>. The first adapter is used. One link a device; whoever wants the next one waits.
/// The package has one connection to the system's message bus for the whole process.
/// </remarks>
/// <param name="time">For the time limits.</param>
public sealed class InTheHandRadio(TimeProvider time) : IRadio
{
    private readonly BlueZBus _bus = new(time);
    private readonly Discovery _discovery = new();
    private readonly DeviceTurns _turns = new();

    public async Task ScanAsync(Action<Advertisement> seen, CancellationToken cancellation)
    {
        try
        {
            var adapter = await _bus.AdapterAsync(cancellation).ConfigureAwait(false);
            using var scan = new DiscoveryScan(_bus, adapter);
            await scan.RunAsync(_discovery, seen, cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The ordinary end.
        }
    }

    public async Task<IGattLink> ConnectAsync(string address, CancellationToken cancellation)
    {
        BluetoothAddress.ThrowIfNone(address);
        var adapter = await _bus.AdapterAsync(cancellation).ConfigureAwait(false);
        var turn = await _turns.TakeAsync($"{adapter}/{address.ToUpperInvariant()}", cancellation).ConfigureAwait(false);
        try
        {
            return await new Connecting(_bus, _discovery, adapter, address, turn).RunAsync(cancellation).ConfigureAwait(false);
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }
}
