using MassagerControl.Devices.BlueZ.Bus;

namespace MassagerControl.Devices.BlueZ;

/// <summary>The radio's way to bluetoothd: opened when it is first needed, and again when it was lost.</summary>
internal sealed class BlueZConnection(string? address) : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private MessageBus? _bus;
    private RemoteObjects? _objects;
    private bool _closed;

    /// <exception cref="BusException">There is no way.</exception>
    public async Task<(MessageBus Bus, RemoteObjects Objects)> OpenAsync(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (_closed)
                throw new BusException(BusFailure.Lost, "the radio was closed");
            if (_bus is { Ended.IsCompleted: true })
                (_bus, _objects) = (null, null);
            _bus ??= await MessageBus.OpenAsync(address ?? MessageBus.SystemAddress, cancellation).ConfigureAwait(false);
            _objects ??= await _bus.FollowAsync(BlueZNames.Service, cancellation).ConfigureAwait(false);
            return (_bus, _objects);
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        MessageBus? bus;
        await _turn.WaitAsync().ConfigureAwait(false);
        (_closed, bus, _bus) = (true, _bus, null);
        _turn.Release();
        if (bus is not null)
            await bus.DisposeAsync().ConfigureAwait(false);
    }
}
