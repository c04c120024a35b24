using System.Net.Sockets;

namespace MassagerControl.Tests.Support;

/// <summary>The air between a central and a virtual peripheral: passes bytes on until the test cuts it.</summary>
internal sealed class SocketRelay : IAsyncDisposable
{
    private readonly string _to;
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly Lock _gate = new();
    private readonly List<Socket> _open = [];
    private readonly Task _listening;

    /// <param name="from">Where centrals connect.</param>
    /// <param name="to">The peripheral's socket.</param>
    public SocketRelay(string from, string to)
    {
        (Path, _to) = (from, to);
        _listener.Bind(new UnixDomainSocketEndPoint(from));
        _listener.Listen();
        _listening = ListenAsync();
    }

    public string Path { get; }

    /// <summary>Breaks every connection; new ones can be made.</summary>
    public void Cut()
    {
        lock (_gate)
        {
            _open.ForEach(socket => socket.Dispose());
            _open.Clear();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _listening;
        Cut();
    }

    private async Task ListenAsync()
    {
        try
        {
            while (true)
            {
                var central = await _listener.AcceptAsync();
                var peripheral = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                lock (_gate)
                    _open.AddRange([central, peripheral]);
                await peripheral.ConnectAsync(new UnixDomainSocketEndPoint(_to));
                _ = PassAsync(central, peripheral);
                _ = PassAsync(peripheral, central);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private static async Task PassAsync(Socket from, Socket to)
    {
        var bytes = new byte[4096];
        try
        {
            while (await from.ReceiveAsync(bytes) is > 0 and var count)
                for (var sent = 0; sent < count;)
                    sent += await to.SendAsync(bytes.AsMemory(sent, count - sent));
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Cut.
        }
        from.Dispose();
        to.Dispose();
    }
}
