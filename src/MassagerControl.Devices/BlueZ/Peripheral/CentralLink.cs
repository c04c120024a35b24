using MassagerControl.Devices.Gatt;

namespace MassagerControl.Devices.BlueZ.Peripheral;

/// <summary>A central that is connected over the air, as a link of the simulated device.</summary>
/// <param name="device">The central's D-Bus object.</param>
internal sealed class CentralLink(string device, IGattLink link)
{
    private readonly Lock _gate = new();
    private Task _before = Task.CompletedTask;

    public string Device => device;

    public Task<ReadOnlyMemory<byte>> ReadAsync(GattCharacteristic characteristic) =>
        InTurnAsync(() => link.ReadAsync(characteristic, CancellationToken.None));

    public Task WriteAsync(GattCharacteristic characteristic, byte[] value, WriteMode mode) => mode == WriteMode.WithoutResponse
        ? link.WriteAsync(characteristic, value, mode, CancellationToken.None)
        : InTurnAsync(async () =>
        {
            await link.WriteAsync(characteristic, value, mode, CancellationToken.None).ConfigureAwait(false);
            return true;
        });

    public Task SubscribeAsync(GattCharacteristic characteristic, Action<ReadOnlyMemory<byte>> received) => InTurnAsync(async () =>
    {
        await link.SubscribeAsync(characteristic, received, CancellationToken.None).ConfigureAwait(false);
        return true;
    });

    public Task CloseAsync() => link.DisposeAsync().AsTask();

    /// <summary>A link takes one request at a time. Over the air that holds by itself, but bluetoothd does not wait for the answer to a subscription.</summary>
    private async Task<T> InTurnAsync<T>(Func<Task<T>> request)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task before;
        lock (_gate)
            (before, _before) = (_before, done.Task);
        await before.ConfigureAwait(false);
        try
        {
            return await request().ConfigureAwait(false);
        }
        finally
        {
            done.SetResult();
        }
    }
}
