using MassagerControl.Devices.Gatt;

namespace MassagerControl.Radio.BlueZ.Peripheral;

/// <summary>A central that is connected over the air, as a link of the simulated device.</summary>
/// <param name="device">The central's D-Bus object.</param>
internal sealed class CentralLink(string device, IGattLink link)
{
    // A link takes one request at a time. Over the air that holds by itself, but bluetoothd does not wait for the answer to a subscription.
    private readonly SerialQueue _requests = new();

    public string Device => device;

    public Task<ReadOnlyMemory<byte>> ReadAsync(GattCharacteristic characteristic) =>
        _requests.DoAsync(() => link.ReadAsync(characteristic, CancellationToken.None));

    public Task WriteAsync(GattCharacteristic characteristic, byte[] value, WriteMode mode) => mode == WriteMode.WithoutResponse
        ? link.WriteAsync(characteristic, value, mode, CancellationToken.None)
        : _requests.DoAsync(() => link.WriteAsync(characteristic, value, mode, CancellationToken.None));

    public Task SubscribeAsync(GattCharacteristic characteristic, Action<ReadOnlyMemory<byte>> received) =>
        _requests.DoAsync(() => link.SubscribeAsync(characteristic, received, CancellationToken.None));

    public Task CloseAsync() => link.DisposeAsync().AsTask();
}
