using System.Net.Sockets;
using System.Text;

namespace MassagerControl.Runtime.Os;

/// <summary>Tells the service manager (systemd) that a session lives, for a unit with <c>WatchdogSec=</c>; see sd_notify(3).</summary>
/// <remarks>Sends and forgets: a manager that does not listen holds nobody up. Members may be called from any thread.</remarks>
public sealed class ServiceNotify : IDisposable
{
    private const char Abstract = '@';

    private readonly Socket _socket;

    private ServiceNotify(Socket socket) => _socket = socket;

    /// <param name="variable">Gives a variable of the environment, or null.</param>
    /// <returns>Null where no manager wants to be told.</returns>
    public static ServiceNotify? Of(Func<string, string?> variable)
    {
        if (variable("NOTIFY_SOCKET") is not { Length: > 1 } address || !Socket.OSSupportsUnixDomainSockets)
            return null;
        var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { Blocking = false };
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(address[0] == Abstract ? $"\0{address[1..]}" : address));
            return new(socket);
        }
        catch (Exception exception) when (exception is SocketException or ArgumentException)
        {
            socket.Dispose();
            return null;
        }
    }

    public void Ready() => Send("READY=1");

    /// <summary>The session's loop has just answered.</summary>
    public void Alive() => Send("WATCHDOG=1");

    public void Dispose()
    {
        Send("STOPPING=1");
        _socket.Dispose();
    }

    private void Send(string state)
    {
        try
        {
            _socket.Send(Encoding.UTF8.GetBytes(state));
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // A manager that is not told in time ends this process, and the guard stops the motor.
        }
    }
}
