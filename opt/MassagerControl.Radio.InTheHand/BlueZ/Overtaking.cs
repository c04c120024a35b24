using System.Net.Sockets;
using Linux.Bluetooth;
using Tmds.DBus;

namespace MassagerControl.Radio.InTheHand.BlueZ;

/// <summary>Writes commands past a request that a device has not answered, on one characteristic.</summary>
/// <remarks>
/// BlueZ refuses every further WriteValue of a characteristic while a request on it is unanswered, the package's
/// WriteValueWithoutResponseAsync too; a STOP would wait behind a level. A socket from AcquireWrite is under no such rule. While it is
/// open WriteValue is refused, so it is closed with the request's answer.
/// </remarks>
#pragma warning disable CA2213 // A semaphore whose handle nobody asks for has nothing to dispose of.
internal sealed class Overtaking(BlueZBus bus, ObjectPath characteristic) : IDisposable
{
    private static readonly TimeSpan AcquireLimit = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan FreeLimit = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Lock _gate = new();
    private Socket? _socket;
    private bool _disposed;

    /// <summary>Writes when there is something to go past; waits until a socket that is being closed is gone.</summary>
    /// <param name="unanswered">There is a request to go past: asked in this one's turn, after all that came before.</param>
    /// <returns>False when it was not written: nothing to go past, not allowed for this characteristic, or the bus passes no file descriptors.</returns>
    public async Task<bool> TryWriteAsync(byte[] value, Func<bool> unanswered)
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            return unanswered() && (Open() ?? await AcquireAsync().ConfigureAwait(false)) is { } socket && socket.Send(value) == value.Length;
        }
        catch (Exception exception) when (BlueZErrors.IsKnown(exception))
        {
            // No other write would be taken as long as the socket is open.
            Take()?.Dispose();
            return false;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Lets the characteristic take requests again, as soon as BlueZ has read what is in the socket.</summary>
    public async Task FreeAsync()
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            if (Take() is { } socket)
                await FreeAsync(socket).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        lock (_gate)
            _disposed = true;
        Take()?.Dispose();
    }

    private async Task FreeAsync(Socket socket)
    {
        var free = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            using var watch = await BlueZBus.Characteristic(characteristic).WatchPropertiesAsync(changes =>
            {
                if (changes.Changed.Any(change => change is { Key: "WriteAcquired", Value: false }))
                    free.TrySetResult(true);
            }).Within(FreeLimit, bus.Time, CancellationToken.None).ConfigureAwait(false);
            socket.Dispose();
            if (await BlueZBus.Characteristic(characteristic).GetWriteAcquiredAsync().Within(FreeLimit, bus.Time, CancellationToken.None).ConfigureAwait(false))
                await free.Task.Within(FreeLimit, bus.Time, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception) when (BlueZErrors.IsKnown(exception))
        {
            // The next request finds out.
        }
        finally
        {
            socket.Dispose();
        }
    }

    private async Task<Socket?> AcquireAsync()
    {
        var (handle, _) = await BlueZBus.Characteristic(characteristic).AcquireWriteAsync(new Dictionary<string, object>())
            .Within(AcquireLimit, bus.Time, CancellationToken.None).ConfigureAwait(false);
        // The descriptor belongs to the socket from now on; bluetoothd has made it one that never waits, which the socket has to be told.
        var socket = new Socket(new SafeSocketHandle(handle.DangerousGetHandle(), ownsHandle: true)) { Blocking = false };
        handle.SetHandleAsInvalid();
        lock (_gate)
            if (!_disposed)
                return _socket = socket;
        socket.Dispose();
        return null;
    }

    private Socket? Open()
    {
        lock (_gate)
            return _socket;
    }

    private Socket? Take()
    {
        lock (_gate)
        {
            var socket = _socket;
            _socket = null;
            return socket;
        }
    }
}
