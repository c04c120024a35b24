using System.Net.Sockets;

namespace MassagerControl.RadioContract;

/// <summary>Stands between a program and its message bus: threads of its own pass on what both say, whatever the thread pool does.</summary>
/// <remarks>It passes bytes only: file descriptors are lost here.</remarks>
public sealed class BusRelay : IDisposable
{
    private const string Transport = "unix:path=";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mc-relay");
    private readonly Socket _listening = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly ManualResetEventSlim _passing = new(true);
    private readonly List<Socket> _programs = [];
    private readonly List<Socket> _all = [];
    private readonly string _bus;

    /// <param name="busAddress">Of a <see cref="PrivateBus"/>.</param>
    public BusRelay(string busAddress)
    {
        _bus = busAddress[Transport.Length..].Split(',')[0];
        var path = Path.Combine(_folder.FullName, "bus");
        Address = Transport + path;
        _listening.Bind(new UnixDomainSocketEndPoint(path));
        _listening.Listen();
        Start(Accept);
    }

    /// <summary>What a program is to take for the bus's.</summary>
    public string Address { get; }

    /// <summary>So many programs are let in; the others' connections end at once, as on a bus that takes no more.</summary>
    public int Most { get; init; } = int.MaxValue;

    /// <summary>Told of everything that a program says, on the thread that passes it on; must return at once.</summary>
    public Action<ReadOnlySpan<byte>>? Heard { get; set; }

    /// <summary>Nothing more is taken from programs, except one piece that is on its way.</summary>
    public void Hold() => _passing.Reset();

    public void GoOn() => _passing.Set();

    /// <summary>Says something to the first program that connected, as if it came from the bus; in a moment in which the bus says nothing.</summary>
    public void Say(byte[] message)
    {
        Socket program;
        lock (_programs)
            program = _programs[0];
        program.Send(message);
    }

    public void Dispose()
    {
        lock (_programs)
            foreach (var socket in _all.Append(_listening))
                socket.Dispose();
        _passing.Set();
        _folder.Delete(recursive: true);
    }

    private static void Start(Action run) => new Thread(() =>
    {
        try
        {
            run();
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // One of both has gone.
        }
    })
    { IsBackground = true, Name = "relay" }.Start();

    private void Accept()
    {
        while (true)
        {
            var program = _listening.Accept();
            if (IsFull)
            {
                program.Dispose();
                continue;
            }
            var bus = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            bus.Connect(new UnixDomainSocketEndPoint(_bus));
            lock (_programs)
            {
                _programs.Add(program);
                _all.AddRange(program, bus);
            }
            Start(() => Pass(program, bus, fromProgram: true));
            Start(() => Pass(bus, program, fromProgram: false));
        }
    }

    private bool IsFull
    {
        get
        {
            lock (_programs)
                return _programs.Count >= Most;
        }
    }

    private void Pass(Socket from, Socket to, bool fromProgram)
    {
        var room = new byte[64 << 10];
        while (true)
        {
            if (fromProgram)
                _passing.Wait();
            var length = from.Receive(room);
            if (length == 0)
                break;
            if (fromProgram)
                Heard?.Invoke(room.AsSpan(0, length));
            to.Send(room, length, SocketFlags.None);
        }
        to.Shutdown(SocketShutdown.Send);
    }
}
