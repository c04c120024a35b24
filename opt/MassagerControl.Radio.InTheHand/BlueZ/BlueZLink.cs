using System.Collections.Immutable;
using Linux.Bluetooth;
using MassagerControl.Devices.Gatt;
using Tmds.DBus;
using OurCharacteristic = MassagerControl.Devices.Gatt.GattCharacteristic;

namespace MassagerControl.Radio.InTheHand.BlueZ;

/// <summary>A link to a device that BlueZ has connected: its values travel through the package, its life is followed on the bus.</summary>
internal sealed class BlueZLink : IGattLink
{
    /// <summary>How long BlueZ may take to end a link; it takes about two seconds where the device answers.</summary>
    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(5);

    // A second attempt at once would find BlueZ still busy with what is in its way.
    private static readonly TimeSpan BusyPause = TimeSpan.FromMilliseconds(250);

    private readonly BlueZBus _bus;
    private readonly Device _device;
    private readonly DeviceWatch _watch;
    private readonly CharacteristicTable _table;
    private readonly BlueZBattery _battery;
    private readonly Lock _gate = new();
    private readonly Dictionary<OurCharacteristic, IDisposable> _values = [];
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _closing;

    private BlueZLink(BlueZBus bus, Device device, DeviceWatch watch, CharacteristicTable table) =>
        (_bus, _device, _watch, _table, _battery) = (bus, device, watch, table, new(bus, device.ObjectPath));

    public ImmutableArray<OurCharacteristic> Characteristics => _table.Characteristics;

    private LinkState State => _watch.State;

    /// <summary>Connects without pairing, waits for the services, lists them. Leaves nothing behind when it fails or is cancelled.</summary>
    /// <remarks>The package's Gatt.ConnectAsync pairs first, which most massagers refuse, and has no time limit.</remarks>
    public static async Task<BlueZLink> OpenAsync(BlueZBus bus, Device device, CancellationToken cancellation)
    {
        var watch = new DeviceWatch(bus, device.ObjectPath);
        try
        {
            await watch.BeginAsync(cancellation).ConfigureAwait(false);
            await ConnectAsync(bus, device, watch.State, cancellation).ConfigureAwait(false);
            await watch.ResolvedAsync(cancellation).ConfigureAwait(false);
            var table = await watch.State.UntilLostAsync(CharacteristicTable.ReadAsync(bus, device, cancellation), cancellation).ConfigureAwait(false);
            return new(bus, device, watch, table);
        }
        catch (Exception exception)
        {
            await LeaveAsync(bus, device, watch).ConfigureAwait(false);
            if (exception is GattException { Failure: GattFailure.LinkLost or GattFailure.Refused })
                throw new GattException(GattFailure.Unreachable, exception.Message);
            throw;
        }
    }

    public void ObserveLoss(Action<string> lost) => State.Observe(lost);

    public Task<ReadOnlyMemory<byte>> ReadAsync(OurCharacteristic characteristic, CancellationToken cancellation) =>
        IsHiddenBattery(characteristic)
            ? RequestAsync(_battery.ReadAsync, cancellation)
            : RequestAsync<ReadOnlyMemory<byte>>(async () => await _table.Of(characteristic).ReadValueAsync().ConfigureAwait(false), cancellation);

    public Task WriteAsync(OurCharacteristic characteristic, ReadOnlyMemory<byte> value, WriteMode mode, CancellationToken cancellation)
    {
        var theirs = _table.Of(characteristic);
        var bytes = value.ToArray();
        return mode == WriteMode.WithResponse
            ? RequestAsync(() => theirs.WriteValueWithResponseAsync(bytes).ThenTrue(), cancellation)
            : CommandAsync(() => theirs.WriteValueWithoutResponseAsync(bytes).ThenTrue(), cancellation);
    }

    public Task SubscribeAsync(OurCharacteristic characteristic, Action<ReadOnlyMemory<byte>> received, CancellationToken cancellation) => RequestAsync(
        async () =>
        {
            if (IsHiddenBattery(characteristic))
            {
                Keep(characteristic, await _battery.WatchAsync(value => State.Hear(received, value)).ConfigureAwait(false));
                return true;
            }
            // The package subscribes in the background and can miss the first value; the bus confirms it.
            Keep(characteristic, await BlueZBus.Characteristic(_table.PathOf(characteristic)).WatchPropertiesAsync(changes => Changed(changes, received)).ConfigureAwait(false));
            await _table.Of(characteristic).StartNotificationsAsync().ConfigureAwait(false);
            return true;
        },
        cancellation);

    public Task BondAsync(CancellationToken cancellation) => RequestAsync(
        async () =>
        {
            if (!await _device.GetPairedAsync().ConfigureAwait(false))
                await _device.PairAsync().ConfigureAwait(false);
            return true;
        },
        cancellation);

    /// <summary>Waits for the end of a closing that is under way; a new link would meet the old one's end.</summary>
    public Task ClosedIfClosingAsync(CancellationToken cancellation) => _closing ? _closed.Task.WaitAsync(cancellation) : Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            if (_closing)
                return;
            _closing = true;
            foreach (var watch in _values.Values)
                watch.Dispose();
        }
        await LeaveAsync(_bus, _device, _watch).ConfigureAwait(false);
        _closed.TrySetResult();
    }

    private static async Task ConnectAsync(BlueZBus bus, Device device, LinkState state, CancellationToken cancellation)
    {
        while (true)
            try
            {
                await state.UntilLostAsync(device.ConnectAsync().ThenTrue(), cancellation).ConfigureAwait(false);
                return;
            }
            catch (DBusException busy) when (IsWorthAnother(busy))
            {
                await Task.Delay(BusyPause, bus.Time, cancellation).ConfigureAwait(false);
            }
            catch (Exception exception) when (BlueZErrors.IsKnown(exception))
            {
                throw BlueZErrors.OfRadio(exception);
            }
    }

    /// <summary>The device was not heard of for BlueZ's own forty seconds, or an earlier attempt is still ending: it waits for the device until it is cancelled.</summary>
    private static bool IsWorthAnother(DBusException exception) => exception.ErrorName == "org.bluez.Error.InProgress"
        || (exception.ErrorName == "org.bluez.Error.Failed" && exception.ErrorMessage?.StartsWith("le-connection-abort-by-local", StringComparison.Ordinal) == true);

    private static async Task LeaveAsync(BlueZBus bus, Device device, DeviceWatch watch)
    {
        // Not the package's Disconnect: that is async void, and an error in it (the device is gone already) ends the process.
        if (watch.State.Close())
            await bus.TryAsync(device.DisconnectAsync, CloseLimit).ConfigureAwait(false);
        watch.Dispose();
        // The package never gives its subscription back; a bus connection has room for some hundreds.
        device.Dispose();
    }

    private bool IsHiddenBattery(OurCharacteristic characteristic) => _table.HidesBattery && characteristic == BlueZBattery.Characteristic;

    private void Keep(OurCharacteristic characteristic, IDisposable watch)
    {
        lock (_gate)
        {
            if (_values.Remove(characteristic, out var before))
                before.Dispose();
            if (_closing)
                watch.Dispose();
            else
                _values[characteristic] = watch;
        }
    }

    private void Changed(PropertyChanges changes, Action<ReadOnlyMemory<byte>> received)
    {
        foreach (var change in changes.Changed)
            if (change is { Key: "Value", Value: byte[] value })
                State.Hear(received, value);
    }

    private async Task<T> RequestAsync<T>(Func<Task<T>> ask, CancellationToken cancellation)
    {
        try
        {
            return await State.RequestAsync(ask, cancellation).ConfigureAwait(false);
        }
        catch (Exception exception) when (BlueZErrors.IsKnown(exception))
        {
            throw BlueZErrors.OfRequest(exception);
        }
    }

    private async Task CommandAsync(Func<Task<bool>> send, CancellationToken cancellation)
    {
        try
        {
            State.ThrowIfLost();
            await State.UntilLostAsync(send(), cancellation).ConfigureAwait(false);
        }
        catch (Exception exception) when (BlueZErrors.IsKnown(exception))
        {
            throw BlueZErrors.OfRequest(exception);
        }
    }
}
