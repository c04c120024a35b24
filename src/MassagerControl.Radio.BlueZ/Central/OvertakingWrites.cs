using System.Collections.Concurrent;
using System.Net.Sockets;
using MassagerControl.Radio.BlueZ.Bus;
using Microsoft.Win32.SafeHandles;

namespace MassagerControl.Radio.BlueZ.Central;

/// <summary>Writes commands past a request that the device has not answered.</summary>
/// <remarks>
/// bluetoothd refuses every further <c>WriteValue</c> of a characteristic while a request on it is unanswered ("In Progress"), a command too. A
/// socket from <c>AcquireWrite</c> is under no such rule, and the queue below sends commands before it waits for an answer (src/gatt-client.c and
/// src/shared/att.c of BlueZ 5.50 to 5.87). While the socket is open <c>WriteValue</c> is refused, so it is closed with the request's answer.
/// Where file descriptors cannot be passed (a bus over TCP) the command waits for that answer.
/// </remarks>
internal sealed class OvertakingWrites(BlueZDevice device) : IDisposable
{
    // Of a request of somebody else, whose answer is not heard here. Nothing but bluetoothd itself has to answer.
    private static readonly TimeSpan AcquireLimit = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan ReleaseLimit = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Socket> _open = [];
    private readonly ConcurrentDictionary<string, Task> _closing = [];
    private volatile bool _disposed;

    /// <param name="answered">Completes with the answer to the request.</param>
    /// <returns>False when it was not written, and the request is answered by now.</returns>
    /// <exception cref="OperationCanceledException">The link is gone.</exception>
    public async Task<bool> TryWriteAsync(string path, byte[] value, Task answered, CancellationToken gone)
    {
        var written = _open.TryGetValue(path, out var open) ? TrySend(open, value) : await AcquireAsync(path, value, answered, gone).ConfigureAwait(false);
        if (!written)
            await answered.WaitAsync(gone).ConfigureAwait(false);
        if (answered.IsCompleted)
            Release(path);
        return written;
    }

    /// <summary>The request is answered: the characteristic is to take requests again.</summary>
    public void Release(string path)
    {
        if (_open.TryRemove(path, out var socket))
            _closing[path] = CloseAsync(path, socket);
    }

    /// <summary>Completes when the characteristic takes requests and commands again.</summary>
    public Task ReleasedAsync(string path) => _closing.GetValueOrDefault(path, Task.CompletedTask);

    public void Dispose()
    {
        _disposed = true;
        foreach (var path in _open.Keys)
            Release(path);
    }

    /// <returns>Written.</returns>
    private async Task<bool> AcquireAsync(string path, byte[] value, Task answered, CancellationToken gone)
    {
        if (device.Way.Files is not { } files || device.Objects.Tree.Owner is not { } owner)
            return false;
        await ReleasedAsync(path).ConfigureAwait(false);
        var request = new BusRequest(owner, path, BlueZNames.Characteristic, "AcquireWrite", "a{sv}", new Dictionary<string, object>());
        var limit = answered.IsCompleted ? AcquireLimit : device.Limits.Request;
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(gone);
        var written = false;
        try
        {
            // Written where the socket arrives: no second thread has to be free for it.
            var acquiring = files.CallAsync(request, limit, enough.Token, answer => written = answer is [SafeFileHandle handle, ..] && TrySend(Keep(path, handle), value));
            // However late it comes, it is of use until the request is answered.
            if (!answered.IsCompleted && await Task.WhenAny(acquiring, answered).ConfigureAwait(false) == answered)
            {
                // Asked for, it is on its way even then, and bluetoothd refuses every other write of the characteristic: it gets the time that it needs.
                await Task.WhenAny(acquiring, Task.Delay(AcquireLimit, TimeProvider.System, gone)).ConfigureAwait(false);
                await enough.CancelAsync().ConfigureAwait(false);
            }
            await acquiring.ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is BusException or OperationCanceledException && !gone.IsCancellationRequested)
        {
            // Not allowed for this characteristic, acquired by somebody else, or no answer in time.
        }
        return written;
    }

    private Socket Keep(string path, SafeFileHandle handle)
    {
        // The descriptor belongs to the socket from now on; bluetoothd has made it one that never waits, which the socket has to be told.
        var socket = new Socket(new SafeSocketHandle(handle.DangerousGetHandle(), ownsHandle: true)) { Blocking = false };
        handle.SetHandleAsInvalid();
        _open[path] = socket;
        if (_disposed)
            Release(path);
        return socket;
    }

    private static bool TrySend(Socket socket, byte[] value)
    {
        try
        {
            return socket.Send(value) == value.Length;
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            return false;
        }
    }

    /// <summary>bluetoothd reads what is in the socket, and then says that it is free; if it does not, the next request finds out.</summary>
    private async Task CloseAsync(string path, Socket socket)
    {
        // Read before the state changes, so that the change is not missed.
        var free = device.Objects.UntilAsync(path, () => IsFree(path), ReleaseLimit, CancellationToken.None);
        socket.Dispose();
        try
        {
            await free.ConfigureAwait(false);
        }
        catch (BusException)
        {
            // Everything is lost anyway.
        }
    }

    private bool IsFree(string path) => device.Objects.Tree.Value<bool>(path, BlueZNames.Characteristic, "WriteAcquired") is not true;
}
