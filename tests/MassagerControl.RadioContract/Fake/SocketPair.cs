using System.Net.Sockets;

namespace MassagerControl.RadioContract.Fake;

/// <summary>Two sockets that are connected with each other, in packets.</summary>
internal static class SocketPair
{
    public static (Socket One, Socket Other) Make()
    {
        // Abstract: no file is left behind.
        using var listening = new Socket(AddressFamily.Unix, SocketType.Seqpacket, ProtocolType.Unspecified);
        listening.Bind(new UnixDomainSocketEndPoint($"\0mc-{Environment.ProcessId}-{Interlocked.Increment(ref _made)}"));
        listening.Listen(1);
        var one = new Socket(AddressFamily.Unix, SocketType.Seqpacket, ProtocolType.Unspecified);
        one.Connect(listening.LocalEndPoint!);
        var other = listening.Accept();
        // As BlueZ makes them.
        other.Blocking = false;
        return (one, other);
    }

    private static int _made;
}
