using System.Collections.Immutable;
using System.Runtime.InteropServices.WindowsRuntime;
using MassagerControl.Devices.Gatt;
using Windows.Foundation;
using BluetoothDevice = InTheHand.Bluetooth.BluetoothDevice;
using CacheMode = Windows.Devices.Bluetooth.BluetoothCacheMode;
using NativeChanged = Windows.Devices.Bluetooth.GenericAttributeProfile.GattValueChangedEventArgs;
using NativeCharacteristic = Windows.Devices.Bluetooth.GenericAttributeProfile.GattCharacteristic;
using NativeDescriptorValue = Windows.Devices.Bluetooth.GenericAttributeProfile.GattClientCharacteristicConfigurationDescriptorValue;
using NativeProperties = Windows.Devices.Bluetooth.GenericAttributeProfile.GattCharacteristicProperties;
using NativeWriteOption = Windows.Devices.Bluetooth.GenericAttributeProfile.GattWriteOption;
using OurCharacteristic = MassagerControl.Devices.Gatt.GattCharacteristic;

namespace MassagerControl.Radio.InTheHand.WinRT;

/// <summary>A link over Windows. The package finds the device and its services; requests go to the native objects behind them, which answer.</summary>
/// <remarks>Compiled only; nobody has seen it run.</remarks>
internal sealed class WinRTLink : IGattLink
{
    private readonly BluetoothDevice _device;
    private readonly TimeProvider _time;
    private readonly LinkState _state = new();
    private readonly Task _left;
    private readonly Dictionary<NativeCharacteristic, TypedEventHandler<NativeCharacteristic, NativeChanged>> _heard = [];
    private ImmutableDictionary<OurCharacteristic, NativeCharacteristic> _native = ImmutableDictionary<OurCharacteristic, NativeCharacteristic>.Empty;

    private WinRTLink(BluetoothDevice device, TimeProvider time)
    {
        (_device, _time) = (device, time);
        _left = LeaveWhenLostAsync();
    }

    public ImmutableArray<OurCharacteristic> Characteristics { get; private set; } = [];

    /// <returns>Null when the device could not be reached.</returns>
    /// <exception cref="GattException">Windows does not let us.</exception>
    public static async Task<WinRTLink?> TryOpenAsync(string id, TimeProvider time, CancellationToken cancellation)
    {
        WinRTLink? link = null;
        try
        {
            // A new object each time: a device that was disconnected does not get its native one back.
            if (await BluetoothDevice.FromIdAsync(id).Within(WinRTErrors.Limit, time, cancellation).ConfigureAwait(false) is not { } device)
                return null;
            link = new WinRTLink(device, time);
            if (await link.ConnectAsync(cancellation).ConfigureAwait(false))
                return link;
            await link.DisposeAsync().ConfigureAwait(false);
            return null;
        }
        catch (Exception exception)
        {
            if (link is not null)
                await link.DisposeAsync().ConfigureAwait(false);
            if (WinRTErrors.IsKnown(exception))
                throw WinRTErrors.OfRadio(exception);
            throw;
        }
    }

    public void ObserveLoss(Action<string> lost) => _state.Observe(lost);

    public Task<ReadOnlyMemory<byte>> ReadAsync(OurCharacteristic characteristic, CancellationToken cancellation) => RequestAsync<ReadOnlyMemory<byte>>(
        async () =>
        {
            var answer = await Native(characteristic).ReadValueAsync(CacheMode.Uncached).AsTask().ConfigureAwait(false);
            WinRTErrors.Check(answer.Status, answer.ProtocolError);
            return answer.Value.ToArray();
        },
        cancellation);

    public Task WriteAsync(OurCharacteristic characteristic, ReadOnlyMemory<byte> value, WriteMode mode, CancellationToken cancellation)
    {
        var (native, bytes) = (Native(characteristic), value.ToArray());
        return mode == WriteMode.WithResponse
            ? RequestAsync(() => WriteAsync(native, bytes, NativeWriteOption.WriteWithResponse), cancellation)
            : CommandAsync(() => WriteAsync(native, bytes, NativeWriteOption.WriteWithoutResponse), cancellation);
    }

    public Task SubscribeAsync(OurCharacteristic characteristic, Action<ReadOnlyMemory<byte>> received, CancellationToken cancellation) => RequestAsync(
        async () =>
        {
            var native = Native(characteristic);
            // Before the device is asked, so that its first value is heard.
            Hear(native, (_, changed) => _state.Hear(received, changed.CharacteristicValue.ToArray()));
            var how = native.CharacteristicProperties.HasFlag(NativeProperties.Notify) ? NativeDescriptorValue.Notify : NativeDescriptorValue.Indicate;
            var answer = await native.WriteClientCharacteristicConfigurationDescriptorWithResultAsync(how).AsTask().ConfigureAwait(false);
            WinRTErrors.Check(answer.Status, answer.ProtocolError);
            return true;
        },
        cancellation);

    public Task BondAsync(CancellationToken cancellation) => RequestAsync(
        async () =>
        {
            if (!_device.IsPaired)
                await _device.PairAsync().ConfigureAwait(false);
            // The package does not say whether it worked.
            return _device.IsPaired ? true : throw new GattException(GattFailure.Refused, "Windows did not pair with the device");
        },
        cancellation);

    public async ValueTask DisposeAsync()
    {
        _state.Close();
        await _left.ConfigureAwait(false);
    }

    private static async Task<bool> WriteAsync(NativeCharacteristic native, byte[] bytes, NativeWriteOption option)
    {
        var answer = await native.WriteValueWithResultAsync(bytes.AsBuffer(), option).AsTask().ConfigureAwait(false);
        WinRTErrors.Check(answer.Status, answer.ProtocolError);
        return true;
    }

    private async Task<bool> ConnectAsync(CancellationToken cancellation)
    {
        _device.GattServerDisconnected += Disconnected;
        await _device.Gatt.ConnectAsync().Within(Timeout.InfiniteTimeSpan, _time, cancellation).ConfigureAwait(false);
        // It returns normally from a device that it did not reach.
        if (!_device.Gatt.IsConnected)
            return false;
        var found = ImmutableDictionary.CreateBuilder<OurCharacteristic, NativeCharacteristic>();
        var inOrder = ImmutableArray.CreateBuilder<OurCharacteristic>();
        foreach (var service in await _device.Gatt.GetPrimaryServicesAsync().Within(WinRTErrors.Limit, _time, cancellation).ConfigureAwait(false))
        {
            // Null, against its type, where another program holds the service.
            var theirs = await service.GetCharacteristicsAsync().Within(WinRTErrors.Limit, _time, cancellation).ConfigureAwait(false);
            foreach (var characteristic in theirs ?? [])
            {
                var ours = new OurCharacteristic(new(service.Uuid.Value), new(characteristic.Uuid.Value), Properties(characteristic));
                if (found.TryAdd(ours, characteristic))
                    inOrder.Add(ours);
            }
        }
        (_native, Characteristics) = (found.ToImmutable(), inOrder.ToImmutable());
        return !_state.IsLost;
    }

    private void Disconnected(object? sender, EventArgs args) => _state.Lose("the device disconnected");

    /// <summary>Lets the device go, also after a loss: Windows would make the link again behind our back, and the motor with it.</summary>
    private async Task LeaveWhenLostAsync()
    {
        await _state.Lost.ConfigureAwait(false);
        _device.GattServerDisconnected -= Disconnected;
        try
        {
            _device.Gatt.Disconnect();
            _device.Dispose();
        }
        catch (Exception exception) when (WinRTErrors.IsKnown(exception))
        {
            // It is gone already.
        }
    }

    private void Hear(NativeCharacteristic native, TypedEventHandler<NativeCharacteristic, NativeChanged> heard)
    {
        lock (_heard)
        {
            if (_heard.Remove(native, out var before))
                native.ValueChanged -= before;
            native.ValueChanged += _heard[native] = heard;
        }
    }

    private NativeCharacteristic Native(OurCharacteristic characteristic) => _native.TryGetValue(characteristic, out var native)
        ? native
        : throw new ArgumentException("The characteristic is none of this link's.", nameof(characteristic));

    private static GattProperties Properties(NativeCharacteristic characteristic)
    {
        var theirs = characteristic.CharacteristicProperties;
        return Ours(NativeProperties.Read, GattProperties.Read) | Ours(NativeProperties.Write, GattProperties.Write)
            | Ours(NativeProperties.WriteWithoutResponse, GattProperties.WriteWithoutResponse)
            | Ours(NativeProperties.Notify, GattProperties.Notify) | Ours(NativeProperties.Indicate, GattProperties.Indicate);

        GattProperties Ours(NativeProperties flag, GattProperties property) => (theirs & flag) != 0 ? property : GattProperties.None;
    }

    private async Task<T> RequestAsync<T>(Func<Task<T>> ask, CancellationToken cancellation)
    {
        try
        {
            return await _state.RequestAsync(ask, cancellation).ConfigureAwait(false);
        }
        catch (Exception exception) when (WinRTErrors.IsKnown(exception))
        {
            throw WinRTErrors.OfRequest(exception);
        }
    }

    private async Task CommandAsync(Func<Task<bool>> send, CancellationToken cancellation)
    {
        try
        {
            _state.ThrowIfLost();
            await _state.UntilLostAsync(send(), cancellation).ConfigureAwait(false);
        }
        catch (Exception exception) when (WinRTErrors.IsKnown(exception))
        {
            throw WinRTErrors.OfRequest(exception);
        }
    }
}
