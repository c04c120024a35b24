using Linux.Bluetooth;
using Tmds.DBus;

namespace MassagerControl.Radio.InTheHand.BlueZ;

/// <summary>Keeps an adapter listening while anybody wants it: BlueZ allows one discovery a bus connection, and the package has only one.</summary>
#pragma warning disable CA1001 // A semaphore whose handle nobody asks for has nothing to dispose of.
internal sealed class Discovery
#pragma warning restore CA1001
{
    // LE only, and a word for each advertisement: BlueZ's own default merges both.
    private static readonly Dictionary<string, object> Filter = new() { ["Transport"] = "le", ["DuplicateData"] = true };

    private readonly SemaphoreSlim _turn = new(1, 1);
    private int _wanted;

    /// <exception cref="Devices.Gatt.GattException">BlueZ does not listen.</exception>
    public async Task BeginAsync(BlueZBus bus, ObjectPath adapter, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (_wanted == 0)
                await StartAsync(bus, BlueZBus.Adapter(adapter), cancellation).ConfigureAwait(false);
            _wanted++;
        }
        finally
        {
            _turn.Release();
        }
    }

    public async Task EndAsync(BlueZBus bus, ObjectPath adapter)
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            if (--_wanted == 0)
                await bus.TryAsync(BlueZBus.Adapter(adapter).StopDiscoveryAsync, BlueZBus.Limit).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    private static async Task StartAsync(BlueZBus bus, IAdapter1 adapter, CancellationToken cancellation)
    {
        await bus.AskAsync(() => adapter.SetDiscoveryFilterAsync(Filter), cancellation).ConfigureAwait(false);
        try
        {
            await bus.AskAsync(() => StartAsync(adapter), cancellation).ConfigureAwait(false);
        }
        catch
        {
            // Given up on, it may still begin to listen.
            await bus.TryAsync(adapter.StopDiscoveryAsync, BlueZBus.Limit).ConfigureAwait(false);
            throw;
        }
    }

    private static async Task StartAsync(IAdapter1 adapter)
    {
        try
        {
            await adapter.StartDiscoveryAsync().ConfigureAwait(false);
        }
        catch (DBusException listening) when (listening.ErrorName == BlueZErrors.InProgress)
        {
            // It listens already: a stop that was not answered, perhaps.
        }
    }
}
