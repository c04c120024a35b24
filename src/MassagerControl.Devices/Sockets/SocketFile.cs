using System.Net.Sockets;
using MassagerControl.Devices.Json;

namespace MassagerControl.Devices.Sockets;

/// <summary>Makes a listening Unix domain socket for this user only.</summary>
internal static class SocketFile
{
    private const int Backlog = 128;

    /// <exception cref="IOException">The message says why it cannot be made.</exception>
    public static Socket Listen(string path)
    {
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            var endPoint = new UnixDomainSocketEndPoint(path);
            RemoveStale(path, endPoint);
            listener.Bind(endPoint);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            listener.Listen(Backlog);
            return listener;
        }
        catch (ArgumentOutOfRangeException exception)
        {
            listener.Dispose();
            throw new IOException($"the socket {path} cannot be made: the path of a socket is not empty and short, about a hundred bytes at most", exception);
        }
        catch (Exception exception) when (exception is SocketException || FileErrorText.IsFailure(exception))
        {
            listener.Dispose();
            throw new IOException($"the socket {path} cannot be made: {FileErrorText.Of(exception, path)}", exception);
        }
    }

    /// <summary>A killed process leaves its socket's file behind; one that somebody listens on, or any other file, stays.</summary>
    private static void RemoveStale(string path, UnixDomainSocketEndPoint endPoint)
    {
        if (!Path.Exists(path))
            return;
        if (!IsSocket(path))
            throw new IOException("there is a file of another kind");
        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            probe.Connect(endPoint);
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.ConnectionRefused)
        {
            File.Delete(path);
            return;
        }
        throw new IOException("somebody listens there already");
    }

    /// <remarks>A socket is the one kind of file that cannot be opened although one may.</remarks>
    private static bool IsSocket(string path)
    {
        if (Directory.Exists(path))
            return false;
        try
        {
            using var opened = File.OpenHandle(path);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
