using MassagerControl.Radio.BlueZ.Bus;

namespace MassagerControl.Radio.BlueZ.Central;

/// <summary>The radio's way to bluetoothd: opened when it is first needed, and again when it was lost.</summary>
internal sealed class BlueZConnection(string? address) : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly string _address = address ?? MessageBus.SystemAddress;
    private MessageBus? _bus;
    private MessageBus? _files;
    private RemoteObjects? _objects;
    private bool _closed;

    /// <exception cref="BusException">There is no way.</exception>
    /// <returns>Also, where the bus can pass files and takes a second connection, one that does: the other one needs no thread pool, and cannot.</returns>
    public async Task<BlueZWay> OpenAsync(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (_closed)
                throw new BusException(BusFailure.Lost, "the radio was closed");
            if (_bus is { Ended.IsCompleted: true })
                (_bus, _objects) = (null, null);
            if (_files is { Ended.IsCompleted: true })
                _files = null;
            _bus ??= await MessageBus.OpenAsync(_address, cancellation).ConfigureAwait(false);
            _files ??= await FilesAsync(cancellation).ConfigureAwait(false);
            _objects ??= await _bus.FollowAsync(BlueZNames.Service, cancellation, BlueZLossCause.Signal).ConfigureAwait(false);
            return new(_bus, _files, _objects);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Without it a stop cannot overtake a request; everything else goes on.</summary>
    private async Task<MessageBus?> FilesAsync(CancellationToken cancellation)
    {
        try
        {
            return BusAddress.PassesFiles(_address) ? await MessageBus.OpenForFilesAsync(_address, cancellation).ConfigureAwait(false) : null;
        }
        catch (BusException)
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        var (bus, files) = (_bus, _files);
        (_closed, _bus, _files) = (true, null, null);
        _turn.Release();
        if (bus is not null)
            await bus.DisposeAsync().ConfigureAwait(false);
        if (files is not null)
            await files.DisposeAsync().ConfigureAwait(false);
    }
}

/// <summary>What leads to bluetoothd.</summary>
/// <param name="Files">Passes file descriptors; null where the bus cannot.</param>
internal sealed record BlueZWay(MessageBus Bus, MessageBus? Files, RemoteObjects Objects);
