using System.Collections.Concurrent;
using System.Collections.Immutable;
using Linux.Bluetooth;
using MassagerControl.Devices.Gatt;
using Tmds.DBus;
using OurCharacteristic = MassagerControl.Devices.Gatt.GattCharacteristic;
using TheirCharacteristic = InTheHand.Bluetooth.GattCharacteristic;

namespace MassagerControl.Radio.InTheHand.BlueZ;

/// <summary>A link to a device that BlueZ has connected: values travel through the package, its life is followed on the bus.</summary>
internal sealed class BlueZLink : IGattLink
{
    /// <summary>The Attribute Protocol's own limit (Bluetooth Core, vol. 3 part F, 3.2.9).</summary>
    private const int LongestValue = 512;

    /// <summary>After 30 s the Attribute Protocol allows no more requests on the link (Bluetooth Core, vol. 3 part F, 3.3.3).</summary>
    private static readonly TimeSpan RequestLimit = TimeSpan.FromSeconds(35);

    private readonly BlueZBus _bus;
    private readonly Device _device;
    private readonly DeviceWatch _watch;
    private readonly CharacteristicTable _table;
    private readonly DeviceTurn _turn;
    private readonly BlueZBattery _battery;
    private readonly Lock _gate = new();
    private readonly Dictionary<OurCharacteristic, IDisposable> _values = [];
    private readonly ConcurrentDictionary<OurCharacteristic, Overtaking> _overtaking = [];
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private OurCharacteristic? _written;

    /// <param name="turn">Given back when the link is gone.</param>
    public BlueZLink(BlueZBus bus, Device device, DeviceWatch watch, CharacteristicTable table, DeviceTurn turn)
    {
        (_bus, _device, _watch, _table, _turn, _battery) = (bus, device, watch, table, turn, new(bus, device.ObjectPath));
        _ = CloseWhenLostAsync();
    }

    public ImmutableArray<OurCharacteristic> Characteristics => _table.Characteristics;

    private LinkState State => _watch.State;

    public void ObserveLoss(Action<string> lost) => State.Observe(lost);

    public Task<ReadOnlyMemory<byte>> ReadAsync(OurCharacteristic characteristic, CancellationToken cancellation)
    {
        if (IsHiddenBattery(characteristic))
            return RequestAsync(_battery.ReadAsync, cancellation);
        var theirs = _table.Of(characteristic);
        return RequestAsync(() => ReadAsync(theirs), cancellation);
    }

    public Task WriteAsync(OurCharacteristic characteristic, ReadOnlyMemory<byte> value, WriteMode mode, CancellationToken cancellation)
    {
        var (theirs, bytes) = (_table.Of(characteristic), value.ToArray());
        return mode == WriteMode.WithResponse
            ? RequestAsync(() => WriteRequestAsync(characteristic, theirs, bytes), cancellation)
            : CommandAsync(characteristic, theirs, bytes, cancellation);
    }

    public Task SubscribeAsync(OurCharacteristic characteristic, Action<ReadOnlyMemory<byte>> received, CancellationToken cancellation)
    {
        if ((characteristic.Properties & (GattProperties.Notify | GattProperties.Indicate)) == 0)
            return Task.FromException(new GattException(GattFailure.Refused, $"characteristic {characteristic.Uuid} does not notify"));
        if (IsHiddenBattery(characteristic))
            return RequestAsync(() => WatchBatteryAsync(received), cancellation);
        var (theirs, path) = (_table.Of(characteristic), _table.PathOf(characteristic));
        return RequestAsync(() => StartAsync(characteristic, theirs, path, received), cancellation);
    }

    public Task BondAsync(CancellationToken cancellation) => RequestAsync(
        async () =>
        {
            if (!await _device.GetPairedAsync().ConfigureAwait(false))
                await _device.PairAsync().ConfigureAwait(false);
            return true;
        },
        cancellation);

    public async ValueTask DisposeAsync()
    {
        State.Close();
        await _closed.Task.ConfigureAwait(false);
    }

    private bool IsHiddenBattery(OurCharacteristic characteristic) => _table.HidesBattery && characteristic == BlueZBattery.Characteristic;

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(TheirCharacteristic theirs)
    {
        var value = await theirs.ReadValueAsync().ConfigureAwait(false);
        return value.Length <= LongestValue ? value : throw new GattException(GattFailure.Refused, $"BlueZ read {value.Length} bytes, which is no value");
    }

    private async Task<bool> WriteRequestAsync(OurCharacteristic characteristic, TheirCharacteristic theirs, byte[] value)
    {
        var overtaking = OvertakingOn(characteristic);
        await overtaking.FreeAsync().ConfigureAwait(false);
        Volatile.Write(ref _written, characteristic);
        try
        {
            await theirs.WriteValueWithResponseAsync(value).ConfigureAwait(false);
            return true;
        }
        finally
        {
            Volatile.Write(ref _written, null);
            await overtaking.FreeAsync().ConfigureAwait(false);
        }
    }

    private async Task CommandAsync(OurCharacteristic characteristic, TheirCharacteristic theirs, byte[] value, CancellationToken cancellation)
    {
        State.ThrowIfLost();
        try
        {
            await State.UntilLostAsync(WriteCommandAsync(characteristic, theirs, value).ThenTrue(), cancellation).ConfigureAwait(false);
        }
        catch (Exception exception) when (BlueZErrors.IsKnown(exception))
        {
            throw BlueZErrors.OfRequest(exception);
        }
    }

    private async Task WriteCommandAsync(OurCharacteristic characteristic, TheirCharacteristic theirs, byte[] value)
    {
        var overtaking = OvertakingOn(characteristic);
        // The answer to the request closes the socket.
        if (await overtaking.TryWriteAsync(value, () => Volatile.Read(ref _written) == characteristic).ConfigureAwait(false))
            return;
        try
        {
            await theirs.WriteValueWithoutResponseAsync(value).ConfigureAwait(false);
        }
        catch (DBusException exception) when (exception.ErrorName == BlueZErrors.InProgress)
        {
            // A request of another program, which may have died: its answer is nothing that this link could wait for.
            if (!await overtaking.TryWriteAsync(value, () => true).ConfigureAwait(false))
                throw;
            await overtaking.FreeAsync().ConfigureAwait(false);
        }
    }

    private Overtaking OvertakingOn(OurCharacteristic characteristic) => _overtaking.GetOrAdd(characteristic, one => new(_bus, _table.PathOf(one)));

    private async Task<bool> WatchBatteryAsync(Action<ReadOnlyMemory<byte>> received)
    {
        Keep(BlueZBattery.Characteristic, await _battery.WatchAsync(value => State.Hear(received, value)).ConfigureAwait(false));
        return true;
    }

    private async Task<bool> StartAsync(OurCharacteristic characteristic, TheirCharacteristic theirs, ObjectPath path, Action<ReadOnlyMemory<byte>> received)
    {
        // The package subscribes in the background and can miss the first value; the bus confirms it.
        Keep(characteristic, await BlueZBus.Characteristic(path).WatchPropertiesAsync(changes => Changed(changes, received)).ConfigureAwait(false));
        await theirs.StartNotificationsAsync().ConfigureAwait(false);
        return true;
    }

    private void Keep(OurCharacteristic characteristic, IDisposable watch)
    {
        lock (_gate)
        {
            if (_values.Remove(characteristic, out var before))
                before.Dispose();
            if (State.IsLost)
                watch.Dispose();
            else
                _values[characteristic] = watch;
        }
    }

    private void Changed(PropertyChanges changes, Action<ReadOnlyMemory<byte>> received)
    {
        foreach (var change in changes.Changed)
            if (change is { Key: "Value", Value: byte[] { Length: <= LongestValue } value })
                State.Hear(received, value);
    }

    private async Task<T> RequestAsync<T>(Func<Task<T>> ask, CancellationToken cancellation)
    {
        try
        {
            return await State.RequestAsync(() => ask().Within(RequestLimit, _bus.Time, CancellationToken.None), cancellation).ConfigureAwait(false);
        }
        catch (Exception exception) when (BlueZErrors.IsKnown(exception))
        {
            // No more requests may follow on this link.
            if (exception is TimeoutException)
                State.Lose("the device does not answer");
            throw BlueZErrors.OfRequest(exception);
        }
    }

    private async Task CloseWhenLostAsync()
    {
        await State.Lost.ConfigureAwait(false);
        try
        {
            await CloseAsync().ConfigureAwait(false);
        }
        finally
        {
            _turn.Dispose();
            _closed.TrySetResult();
        }
    }

    private async Task CloseAsync()
    {
        ImmutableArray<OurCharacteristic> subscribed;
        lock (_gate)
        {
            foreach (var value in _values.Values)
                value.Dispose();
            subscribed = [.. _values.Keys.Where(one => !IsHiddenBattery(one))];
        }
        foreach (var overtaking in _overtaking.Values)
            overtaking.Dispose();
        await _watch.DisconnectAsync().ConfigureAwait(false);
        // Else BlueZ would switch the notifications on again by itself on the next link.
        await Task.WhenAll(subscribed.Select(one => _bus.TryAsync(_table.Of(one).StopNotificationsAsync, BlueZBus.Limit))).ConfigureAwait(false);
        _watch.Dispose();
        // The package never gives its subscription back; a bus connection has room for some hundreds.
        _device.Dispose();
    }
}
