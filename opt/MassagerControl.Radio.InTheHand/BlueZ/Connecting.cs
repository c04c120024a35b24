using Linux.Bluetooth;
using Linux.Bluetooth.Extensions;
using MassagerControl.Devices.Gatt;
using Tmds.DBus;

namespace MassagerControl.Radio.InTheHand.BlueZ;

/// <summary>Makes one link without pairing: finds the device, connects, waits for its services. Leaves nothing behind when it fails or is cancelled.</summary>
/// <remarks>The package's Gatt.ConnectAsync pairs first, which most massagers refuse, has no time limit, and keeps a link whose services it did not get.</remarks>
/// <param name="turn">Given on to the link.</param>
internal sealed class Connecting(BlueZBus bus, Discovery discovery, ObjectPath adapter, string address, DeviceTurn turn)
{
    // Links of Bluetooth LE break now and then while they are made; the next attempt works.
    private const int Attempts = 3;

    // BlueZ gives up after 40 s by itself; the services may take as long once more.
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(45);

    // BlueZ is still busy with an attempt that is ending.
    private static readonly TimeSpan BusyPause = TimeSpan.FromMilliseconds(250);

    /// <exception cref="GattException">It cannot be connected to.</exception>
    public async Task<BlueZLink> RunAsync(CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var device = await KnownAsync(cancellation).ConfigureAwait(false) ?? await HeardAsync(cancellation).ConfigureAwait(false);
            try
            {
                return await OpenAsync(device, cancellation).ConfigureAwait(false);
            }
            catch (GattException broken) when (broken.Failure == GattFailure.LinkLost)
            {
                // An adapter that is off or gone is told as such here.
                await bus.AdapterAsync(cancellation).ConfigureAwait(false);
                if (attempt == Attempts)
                    throw new GattException(GattFailure.Unreachable, $"{broken.Message} before it has told its services");
            }
        }
    }

    /// <returns>Null when BlueZ does not know such a device.</returns>
    private Task<Device?> KnownAsync(CancellationToken cancellation) =>
        bus.AskAsync<Device?>(async () => await BlueZBus.Adapter(adapter).GetDeviceAsync(address).ConfigureAwait(false), cancellation);

    /// <summary>Scans until the device is heard: BlueZ connects only to devices that it knows.</summary>
    private async Task<Device> HeardAsync(CancellationToken cancellation)
    {
        using var found = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var scan = new DiscoveryScan(bus, adapter);
        try
        {
            await scan.RunAsync(discovery, advertisement => CancelWhenFound(found, advertisement), found.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // Found.
        }
        return await KnownAsync(cancellation).ConfigureAwait(false)
            ?? throw new GattException(GattFailure.Unreachable, $"{address} was heard, and is gone again");
    }

    private void CancelWhenFound(CancellationTokenSource found, Advertisement advertisement)
    {
        if (string.Equals(advertisement.Address, address, StringComparison.OrdinalIgnoreCase))
            found.Cancel();
    }

    private async Task<BlueZLink> OpenAsync(Device device, CancellationToken cancellation)
    {
        var watch = new DeviceWatch(bus, device.ObjectPath);
        try
        {
            await watch.BeginAsync(cancellation).ConfigureAwait(false);
            await ConnectAsync(device, watch.State, cancellation).ConfigureAwait(false);
            await watch.ResolvedAsync(ConnectLimit, cancellation).ConfigureAwait(false);
            var table = await watch.State.UntilLostAsync(CharacteristicTable.ReadAsync(bus, device, cancellation), cancellation).ConfigureAwait(false);
            return new BlueZLink(bus, device, watch, table, turn);
        }
        catch
        {
            watch.State.Close();
            await watch.DisconnectAsync().ConfigureAwait(false);
            watch.Dispose();
            device.Dispose();
            throw;
        }
    }

    private async Task ConnectAsync(Device device, LinkState state, CancellationToken cancellation)
    {
        while (true)
            try
            {
                await state.UntilLostAsync(device.ConnectAsync().ThenTrue().Within(ConnectLimit, bus.Time, cancellation), cancellation).ConfigureAwait(false);
                return;
            }
            catch (DBusException made) when (made.ErrorName == "org.bluez.Error.AlreadyConnected")
            {
                // A link that somebody else has made, or left behind.
                return;
            }
            catch (DBusException again) when (IsWorthAnother(again))
            {
                await Task.Delay(BusyPause, bus.Time, cancellation).ConfigureAwait(false);
            }
            catch (Exception exception) when (BlueZErrors.IsKnown(exception))
            {
                throw BlueZErrors.OfRadio(exception);
            }
    }

    /// <summary>The device was not heard for BlueZ's own forty seconds, or an earlier attempt is still ending: this waits until it is cancelled.</summary>
    private static bool IsWorthAnother(DBusException exception) => exception.ErrorName == BlueZErrors.InProgress
        || (exception.ErrorName == "org.bluez.Error.Failed" && exception.ErrorMessage?.Contains("abort", StringComparison.OrdinalIgnoreCase) == true);
}
