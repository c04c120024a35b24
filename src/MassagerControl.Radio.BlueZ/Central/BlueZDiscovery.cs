using MassagerControl.Radio.BlueZ.Bus;

namespace MassagerControl.Radio.BlueZ.Central;

/// <summary>Keeps adapters listening while anybody wants it. BlueZ allows one discovery a connection, so all share it.</summary>
#pragma warning disable CA1001 // A semaphore whose handle nobody asks for has nothing to dispose of.
internal sealed class BlueZDiscovery(BlueZLimits limits)
#pragma warning restore CA1001
{
    // Advertisements of LE devices only, each of them, not only the first.
    private static readonly Dictionary<string, object> Filter = new() { ["Transport"] = "le", ["DuplicateData"] = true };

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Dictionary<Listening, int> _wanted = [];

    /// <returns>Dispose of it to want it no more.</returns>
    /// <exception cref="BusException">bluetoothd refuses.</exception>
    public async Task<IAsyncDisposable> BeginAsync(RemoteObjects objects, string adapter, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var listening = new Listening(objects, objects.Tree.Owner, adapter);
            if (_wanted.GetValueOrDefault(listening) == 0)
                await StartAsync(objects, adapter, cancellation).ConfigureAwait(false);
            _wanted[listening] = _wanted.GetValueOrDefault(listening) + 1;
            return new Request(this, listening);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task StartAsync(RemoteObjects objects, string adapter, CancellationToken cancellation)
    {
        await objects.CallAsync(adapter, BlueZNames.Adapter, "SetDiscoveryFilter", limits.Own, cancellation, "a{sv}", Filter).ConfigureAwait(false);
        try
        {
            await objects.CallAsync(adapter, BlueZNames.Adapter, "StartDiscovery", limits.Own, cancellation).ConfigureAwait(false);
        }
        catch (BusException exception) when (exception.ErrorName == BlueZNames.InProgress)
        {
            // It listens already: a stop that was not answered, perhaps.
        }
        catch
        {
            await StopAsync(objects, adapter).ConfigureAwait(false);
            throw;
        }
    }

    private async Task EndAsync(Listening listening)
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            if (--_wanted[listening] > 0)
                return;
            _wanted.Remove(listening);
            // A bluetoothd that was started anew has forgotten it, and may listen for somebody else by now.
            if (listening.Objects.Tree.Owner == listening.Owner)
                await StopAsync(listening.Objects, listening.Adapter).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task StopAsync(RemoteObjects objects, string adapter)
    {
        try
        {
            await objects.CallAsync(adapter, BlueZNames.Adapter, "StopDiscovery", limits.Own, CancellationToken.None).ConfigureAwait(false);
        }
        catch (BusException)
        {
            // Whoever cannot be told does not listen any more either, or stops when this connection ends.
        }
    }

    private sealed record Listening(RemoteObjects Objects, string? Owner, string Adapter);

    private sealed class Request(BlueZDiscovery discovery, Listening listening) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await discovery.EndAsync(listening).ConfigureAwait(false);
    }
}
