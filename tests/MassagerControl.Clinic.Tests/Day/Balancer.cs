using System.Net;
using System.Net.Sockets;

namespace MassagerControl.Tests.Clinic.Day;

/// <summary>One address before several silos: each connection goes to one that takes it, byte for byte.</summary>
internal sealed class Balancer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly TcpListener _listener = new(IPAddress.Any, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Func<int[]> _ports;
    private readonly Task _accepting;
    private int _next;

    /// <param name="ports">Of the silos that there are now, on this computer.</param>
    public Balancer(Func<int[]> ports)
    {
        _ports = ports;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = CarryAsync(await _listener.AcceptSocketAsync(_end.Token));
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException)
        {
            // The end of the test.
        }
    }

    private async Task CarryAsync(Socket from)
    {
        using (from)
        {
            using var to = await ReachAsync();
            if (to is null)
                return;
            using var over = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
            await Task.WhenAny(PumpAsync(from, to, over.Token), PumpAsync(to, from, over.Token));
            await over.CancelAsync();
        }
    }

    private async Task<Socket?> ReachAsync()
    {
        var ports = _ports();
        var first = Interlocked.Increment(ref _next);
        for (var number = 0; number < ports.Length; number++)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                using var late = new CancellationTokenSource(Patience);
                await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, ports[(first + number) % ports.Length]), late.Token);
                return socket;
            }
            catch (Exception gone) when (gone is SocketException or OperationCanceledException)
            {
                socket.Dispose();
            }
        }
        return null;
    }

    private static async Task PumpAsync(Socket from, Socket to, CancellationToken over)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer, over) is > 0 and var count)
                for (var sent = 0; sent < count;)
                    sent += await to.SendAsync(buffer.AsMemory(sent, count - sent), over);
        }
        catch (Exception gone) when (gone is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // One of the two is gone.
        }
    }
}
