using System.Net.Sockets;

namespace MassagerControl.Devices.Sockets;

/// <summary>Messages over a stream socket: read by one thread, written by any.</summary>
internal sealed class MessageSocket : IDisposable
{
    // Messages are far smaller than a socket's buffer: a peer that leaves no room for so long does not read any more.
    private static readonly TimeSpan SendLimit = TimeSpan.FromMilliseconds(500);

    private readonly Socket _socket;
    private readonly Lock _sending = new();

    public MessageSocket(Socket socket)
    {
        _socket = socket;
        _socket.SendTimeout = (int)SendLimit.TotalMilliseconds;
    }

    /// <returns>False when nobody listens there.</returns>
    public bool Connect(string path)
    {
        try
        {
            _socket.Connect(new UnixDomainSocketEndPoint(path));
            return true;
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or ArgumentException)
        {
            return false;
        }
    }

    /// <returns>Null when the other side is gone or talks nonsense.</returns>
    public Message? Read()
    {
        var header = new byte[Message.HeaderBytes];
        if (!Fill(header) || Message.DataLength(header) is not { } length)
            return null;
        var data = new byte[length];
        return Fill(data) ? Message.Decode(header, data) : null;
    }

    /// <returns>False when the other side is gone or does not read.</returns>
    public bool Send(Message message)
    {
        var bytes = message.Encode();
        lock (_sending)
        {
            try
            {
                for (var sent = 0; sent < bytes.Length;)
                    sent += _socket.Send(bytes.AsSpan(sent));
                return true;
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                // Half a message may have left: nothing sensible can follow it.
                _socket.Dispose();
                return false;
            }
        }
    }

    public void Dispose()
    {
        try
        {
            // Wakes a reading thread; closing alone does not everywhere.
            _socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // It was not connected any more.
        }
        _socket.Dispose();
    }

    private bool Fill(Span<byte> bytes)
    {
        try
        {
            while (!bytes.IsEmpty)
            {
                var count = _socket.Receive(bytes);
                if (count == 0)
                    return false;
                bytes = bytes[count..];
            }
            return true;
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            return false;
        }
    }
}
