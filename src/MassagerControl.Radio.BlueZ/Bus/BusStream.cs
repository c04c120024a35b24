using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks.Sources;

namespace MassagerControl.Radio.BlueZ.Bus;

/// <summary>The way to a message bus that needs no thread pool, in either direction.</summary>
/// <remarks>
/// What arrives is read by the one thread that calls <see cref="Serve"/>, and whoever awaits it goes on there. What is sent leaves on the caller's own
/// thread; where the bus takes no more, a thread of its own waits until it does, and nobody else.
/// </remarks>
internal sealed class BusStream(IReadOnlyList<EndPoint> places) : Stream, IValueTaskSource<int>
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _wanted = new(0);
    private ManualResetValueTaskSourceCore<int> _read;
    private Memory<byte> _room;
    private Socket? _socket;
    private int _reading;
    private volatile bool _closed;
    private volatile bool _stuck;

    /// <summary>The bus does not take what is sent.</summary>
    public bool IsStuck => _stuck;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Connects to the first place that can be reached; once, and before everything else.</summary>
    /// <exception cref="SocketException">None can be; the last one's reason.</exception>
    /// <exception cref="ObjectDisposedException">Closed meanwhile.</exception>
    public void Connect()
    {
        for (var place = 0; ; place++)
        {
            var socket = Take(places[place]);
            try
            {
                socket.Connect(places[place]);
                socket.Blocking = false;
                return;
            }
            catch (SocketException) when (place < places.Count - 1)
            {
                socket.Dispose();
            }
        }
    }

    /// <summary>Reads for whoever asks for it, on the thread that calls, until the stream is closed or has ended.</summary>
    /// <param name="begin">Done first on this thread; whoever reads from there on goes on here.</param>
    public void Serve(Action begin)
    {
        begin();
        while (true)
        {
            _wanted.Wait();
            // Nobody reads: it was closed.
            if (Interlocked.Exchange(ref _reading, 0) == 0)
                return;
            try
            {
                var length = Receive();
                _read.SetResult(length);
                if (length == 0)
                    return;
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                _read.SetException(exception);
                return;
            }
        }
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_closed)
            return ValueTask.FromException<int>(new ObjectDisposedException(nameof(BusStream)));
        _read.Reset();
        _room = buffer;
        var length = new ValueTask<int>(this, _read.Version);
        Interlocked.Exchange(ref _reading, 1);
        _wanted.Release();
        // Closed at this very moment: whoever serves may have gone already, and takes no read any more.
        if (_closed && Interlocked.Exchange(ref _reading, 0) != 0)
            _read.SetException(new ObjectDisposedException(nameof(BusStream)));
        return length;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            var sent = Send(buffer.Span);
            return sent == buffer.Length ? ValueTask.CompletedTask : new(SendLaterAsync(buffer[sent..]));
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            return ValueTask.FromException(exception);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
        // Nothing is kept back.
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    int IValueTaskSource<int>.GetResult(short token) => _read.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<int>.GetStatus(short token) => _read.GetStatus(token);

    void IValueTaskSource<int>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _read.OnCompleted(continuation, state, token, flags);

    /// <summary>Ends what waits; from any thread.</summary>
    protected override void Dispose(bool disposing)
    {
        Socket? socket;
        lock (_gate)
            (_closed, socket) = (true, _socket);
        if (socket is not null)
            Close(socket);
        _wanted.Release();
        base.Dispose(disposing);
    }

    private static void Close(Socket socket)
    {
        try
        {
            // Wakes the threads that wait for it: closing alone does not.
            socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Not connected, or gone already.
        }
        socket.Dispose();
    }

    private Socket Take(EndPoint place)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            return _socket = place is UnixDomainSocketEndPoint
                ? new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
                : new(SocketType.Stream, ProtocolType.Tcp);
        }
    }

    private int Receive()
    {
        while (true)
        {
            _socket!.Poll(Timeout.InfiniteTimeSpan, SelectMode.SelectRead);
            var length = _socket.Receive(_room.Span, SocketFlags.None, out var error);
            if (error == SocketError.Success)
                return length;
            if (error is not (SocketError.WouldBlock or SocketError.Interrupted))
                throw new SocketException((int)error);
        }
    }

    /// <returns>How much has left: what is over the bus does not take now.</returns>
    private int Send(ReadOnlySpan<byte> bytes)
    {
        var sent = 0;
        while (sent < bytes.Length)
        {
            sent += _socket!.Send(bytes[sent..], SocketFlags.None, out var error);
            if (error == SocketError.WouldBlock)
                return sent;
            if (error is not (SocketError.Success or SocketError.Interrupted))
                throw new SocketException((int)error);
        }
        return sent;
    }

    private Task SendLaterAsync(ReadOnlyMemory<byte> rest)
    {
        // Whoever awaits it goes on, with what waits behind it, on that thread.
        var done = new TaskCompletionSource();
        _stuck = true;
        new Thread(() => SendLater(rest, done)) { IsBackground = true, Name = "D-Bus, stuck" }.Start();
        return done.Task;
    }

    private void SendLater(ReadOnlyMemory<byte> rest, TaskCompletionSource done)
    {
        try
        {
            while (!rest.IsEmpty)
            {
                _socket!.Poll(Timeout.InfiniteTimeSpan, SelectMode.SelectWrite);
                rest = rest[Send(rest.Span)..];
            }
            _stuck = false;
            done.SetResult();
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            done.SetException(exception);
        }
    }
}
