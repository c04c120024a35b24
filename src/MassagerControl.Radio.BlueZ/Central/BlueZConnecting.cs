using MassagerControl.Devices.Gatt;
using MassagerControl.Radio.BlueZ.Bus;

namespace MassagerControl.Radio.BlueZ.Central;

/// <summary>Makes one link, without bonding: finds the device, connects, waits for its services.</summary>
/// <param name="turn">Given on to the link, or back.</param>
internal sealed class BlueZConnecting(BlueZDevice device, BlueZDiscovery discovery, DeviceTurn turn)
{
    // Links of Bluetooth LE fail to come up now and then (0x3E, "connection failed to be established"); the next attempt works.
    private const int Attempts = 3;

    // Of somebody else's attempt it is not told when it ends, so it is asked for again.
    private const int AttemptsWhileBusy = 16;

    private readonly BlueZBearer _bearer = new(device);

    /// <exception cref="BusException">bluetoothd or the bus fails.</exception>
    /// <exception cref="GattException">There is no such device, or it cannot be connected to.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; bluetoothd was told to give the link up.</exception>
    public async Task<IGattLink> RunAsync(CancellationToken cancellation)
    {
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                var heard = await FindAsync(cancellation).ConfigureAwait(false);
                if (await TryAsync(heard, last: attempt >= Attempts, cancellation).ConfigureAwait(false) is { } link)
                    return link;
            }
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    /// <summary>bluetoothd connects only to what it knows: it must have heard the device.</summary>
    /// <returns>How strong it was then, in dBm; null where nobody knows.</returns>
    private async Task<int?> FindAsync(CancellationToken cancellation)
    {
        if (device.IsKnown)
            return device.Rssi;
        using var watch = device.Objects.Watch(device.Adapter);
        await using var listening = (await discovery.BeginAsync(device.Objects, device.Adapter, cancellation).ConfigureAwait(false)).ConfigureAwait(false);
        if (device.IsKnown)
            return device.Rssi;
        await foreach (var change in watch.ReadAsync(cancellation).ConfigureAwait(false))
        {
            if (device.IsKnown)
                return device.Rssi;
            if (change.Interface == BlueZNames.Adapter)
                device.CheckAdapter();
        }
        return null;
    }

    /// <returns>Null when it is worth another attempt.</returns>
    private async Task<IGattLink?> TryAsync(int? heard, bool last, CancellationToken cancellation)
    {
        var watch = device.Objects.Watch(device.Path);
        var (remembered, bonded) = (device.HasCharacteristics || device.IsPaired, device.IsPaired);
        try
        {
            await ConnectAsync(cancellation).ConfigureAwait(false);
            var resolved = await ResolvedAsync(watch, cancellation).ConfigureAwait(false);
            if (resolved && !_bearer.LinkIsClassic())
                return new BlueZLink(device, watch, turn) { Rssi = heard, Remembered = remembered };
            device.CheckAdapter();
            if (resolved)
                await LeaveClassicAsync("it is connected, and has services of classic Bluetooth only", cancellation).ConfigureAwait(false);
            else if (last)
                throw EndsAtOnce(bonded);
        }
        catch (BusException exception) when (BlueZBearer.IsClassic(exception))
        {
            await LeaveClassicAsync(exception.Message, cancellation).ConfigureAwait(false);
        }
        catch (BusException exception) when (!last && exception.Failure == BusFailure.Refused && IsPassing(exception))
        {
            // Once more.
        }
        catch (Exception exception)
        {
            watch.Dispose();
            if (LeavesLink(exception))
                await device.DisconnectAsync().ConfigureAwait(false);
            if (exception is BusException failed && BlueZFailure.OfConnecting(failed, device.Address) is { } explained)
                throw explained;
            throw;
        }
        watch.Dispose();
        return null;
    }

    private async Task ConnectAsync(CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await device.CallAsync("Connect", device.Limits.Connect, cancellation).ConfigureAwait(false);
                return;
            }
            catch (BusException exception) when (exception.ErrorName == BlueZNames.AlreadyConnected)
            {
                // A link that somebody else has made, or left behind.
                return;
            }
            catch (BusException exception) when (attempt < AttemptsWhileBusy && BlueZFailure.IsBusy(exception))
            {
                await device.Objects.UntilAsync(device.Path, () => device.IsConnected, device.Limits.Busy / AttemptsWhileBusy, cancellation).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Ends a link over classic Bluetooth, and has the next one made over Low Energy.</summary>
    /// <exception cref="GattException">bluetoothd cannot be told to.</exception>
    private async Task LeaveClassicAsync(string detail, CancellationToken cancellation)
    {
        if (device.IsConnected)
            await device.DisconnectAsync().ConfigureAwait(false);
        if (!await _bearer.ChooseLowEnergyAsync(cancellation).ConfigureAwait(false))
            throw BlueZFailure.Classic(detail, device.Address);
    }

    private GattException EndsAtOnce(bool bonded)
    {
        const string Detail = "the device disconnects before it has told its services";
        return bonded ? BlueZFailure.LostBond(Detail, device.Address) : new(GattFailure.Unreachable, Detail);
    }

    /// <returns>False when the link ended before.</returns>
    private async Task<bool> ResolvedAsync(ObjectWatch watch, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(device.Limits.Connect, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, late.Token);
        try
        {
            return await ReadAsync(watch, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new BusException(BusFailure.TimedOut, "the device does not tell its services");
        }
    }

    private async Task<bool> ReadAsync(ObjectWatch watch, CancellationToken cancellation)
    {
        // bluetoothd never tells of a link whose socket is connected before the kernel says so (BlueZ 5.66, src/device.c: att_connect_cb and
        // device_add_connection). Otherwise the tree is never behind the answer to Connect.
        if (!device.IsConnected)
            await device.RefreshAsync(cancellation).ConfigureAwait(false);
        if (!device.IsConnected)
            return false;
        if (device.IsResolved)
            return await WithServicesAsync(cancellation).ConfigureAwait(false);
        await foreach (var _ in watch.ReadAsync(cancellation).ConfigureAwait(false))
        {
            if (device.IsResolved)
                return await WithServicesAsync(cancellation).ConfigureAwait(false);
            if (!device.IsConnected)
                return false;
        }
        return false;
    }

    /// <summary>bluetoothd may say that the services are resolved before it shows them; before an answer it shows all of them (gdbus/object.c, g_dbus_flush).</summary>
    private async Task<bool> WithServicesAsync(CancellationToken cancellation)
    {
        await device.RefreshAsync(cancellation).ConfigureAwait(false);
        return device.IsResolved;
    }

    /// <summary>bluetoothd may still be connecting, or has a link that nobody here will use. One that refuses has none of ours.</summary>
    private bool LeavesLink(Exception exception) => exception switch
    {
        OperationCanceledException or BusException { Failure: BusFailure.TimedOut } => true,
        BusException { Failure: BusFailure.Refused } => false,
        _ => device.IsConnected,
    };

    /// <remarks>A link that broke while it was made (src/error.h of BlueZ); a device that bluetoothd forgets in this moment, as it does 30 s after it was last used.</remarks>
    private static bool IsPassing(BusException exception) => exception.ErrorName == BusErrors.UnknownObject
        || (exception.ErrorName == BlueZNames.Failed && exception.Message.Contains("abort", StringComparison.OrdinalIgnoreCase));
}
