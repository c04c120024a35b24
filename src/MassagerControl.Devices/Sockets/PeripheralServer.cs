using System.Net.Sockets;
using MassagerControl.Devices.Simulation;

namespace MassagerControl.Devices.Sockets;

/// <summary>A virtual peripheral for other processes: any number of sockets one after the other, one central at a time.</summary>
/// <remarks>Listening and every socket have a thread of their own; nothing waits for the thread pool.</remarks>
public sealed class PeripheralServer : IDisposable
{
    private readonly PeripheralServerOptions _options;
    private readonly SimulatedPeripheral _peripheral;
    private readonly Socket _listener;
    private readonly SocketDevice _device;
    private readonly Lock _gate = new();
    private readonly List<CentralConnection> _connections = [];

    private PeripheralServer(PeripheralServerOptions options, Socket listener, TimeProvider time)
    {
        (_options, _listener) = (options, listener);
        _device = SocketDevice.Of(options.Profile.Id, SimulatedAdvertisement.Of(options.Profile));
        _peripheral = new SimulatedPeripheral(options.Profile, options.Peripheral, time);
        if (options.Log is { } writer)
        {
            var log = new PeripheralLog(writer);
            log.Ready();
            _peripheral.Happened += log.Take;
        }
    }

    /// <summary>Runs a virtual peripheral until it is cancelled.</summary>
    /// <returns>Completes after the socket is closed and its file is removed.</returns>
    /// <exception cref="IOException">The socket cannot be made there: the message says why.</exception>
    public static async Task RunAsync(PeripheralServerOptions options, TimeProvider time, CancellationToken cancellation)
    {
        using var listener = SocketFile.Listen(options.SocketPath);
        try
        {
            using var server = new PeripheralServer(options, listener, time);
            await server.ServeAsync(cancellation).ConfigureAwait(false);
        }
        finally
        {
            File.Delete(options.SocketPath);
        }
    }

    public void Dispose()
    {
        _listener.Dispose();
        CentralConnection[] connections;
        lock (_gate)
            connections = [.. _connections];
        foreach (var connection in connections)
            connection.Dispose();
        _peripheral.Dispose();
    }

    private async Task ServeAsync(CancellationToken cancellation)
    {
        var ended = new TaskCompletionSource();
        var thread = new Thread(() =>
        {
            Listen();
            ended.TrySetResult();
        })
        { IsBackground = true, Name = "socket listener" };
        using var registration = cancellation.UnsafeRegister(static listener => ((Socket)listener!).Dispose(), _listener);
        thread.Start();
        _options.Ready?.Invoke();
        await ended.Task.ConfigureAwait(false);
    }

    private void Listen()
    {
        try
        {
            while (true)
            {
                var connection = new CentralConnection(
                    new MessageSocket(_listener.Accept()), new SimulatedRadio(_peripheral), SimulatedRadio.AddressOf(_options.Profile.Id), Look);
                new Thread(() => Serve(connection)) { IsBackground = true, Name = "socket central" }.Start();
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Disposing of the listener is how the server is told to end.
        }
    }

    private SocketDevice Look() => _device with { InUse = _peripheral.IsLinked };

    private void Serve(CentralConnection connection)
    {
        lock (_gate)
            _connections.Add(connection);
        connection.Serve();
        lock (_gate)
            _connections.Remove(connection);
    }
}
