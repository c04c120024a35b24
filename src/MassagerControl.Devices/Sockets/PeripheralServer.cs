using System.Net.Sockets;
using MassagerControl.Core;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.OddDevices;
using MassagerControl.Devices.Simulation;

namespace MassagerControl.Devices.Sockets;

/// <summary>A virtual peripheral for other processes: any number of sockets one after the other, one central at a time.</summary>
/// <remarks>Listening and every socket have a thread of their own; nothing waits for the thread pool.</remarks>
public sealed class PeripheralServer : IDisposable
{
    private readonly PeripheralServerOptions _options;
    private readonly IDisposable _peripheral;
    private readonly IRadio _radio;
    private readonly string _address;
    private readonly Func<bool> _isLinked;
    private readonly Socket _listener;
    private readonly SocketDevice _device;
    private readonly Lock _gate = new();
    private readonly List<CentralConnection> _connections = [];

    private PeripheralServer(PeripheralServerOptions options, Socket listener, TimeProvider time)
    {
        (_options, _listener) = (options, listener);
        _address = SimulatedRadio.AddressOf(options.Profile.Id);
        var log = options.Log is { } writer ? new PeripheralLog(writer) : null;
        log?.Ready();
        Advertisement advertisement;
        (_peripheral, var radio, advertisement, _isLinked, var switchOff) = options.Odd?.Device is { } model
            ? Scripted(model, log, time)
            : Simulated(log, time);
        _device = SocketDevice.Of(options.Profile.Id, advertisement);
        _radio = options.Odd is { Conditions: { IsEmpty: false } conditions } ? new OddRadio(radio, conditions, time, switchOff) : radio;
    }

    private (IDisposable Device, IRadio Radio, Advertisement Advertisement, Func<bool> IsLinked, Action SwitchOff) Scripted(ScriptedDeviceModel model, PeripheralLog? log, TimeProvider time)
    {
        var device = new ScriptedDevice(model, _address, time);
        if (log is not null)
            device.Happened += log.Take;
        return (device, device, device.Advertise(), () => device.IsLinked, device.SwitchOff);
    }

    private (IDisposable Device, IRadio Radio, Advertisement Advertisement, Func<bool> IsLinked, Action SwitchOff) Simulated(PeripheralLog? log, TimeProvider time)
    {
        var peripheral = new SimulatedPeripheral(_options.Profile, _options.Peripheral, time);
        if (log is not null)
            peripheral.Happened += log.Take;
        return (peripheral, new SimulatedRadio(peripheral), SimulatedAdvertisement.Of(_options.Profile), () => peripheral.IsLinked, () => peripheral.PressButton(Level.Off));
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
                    new MessageSocket(_listener.Accept()), _radio, _address, Look);
                new Thread(() => Serve(connection)) { IsBackground = true, Name = "socket central" }.Start();
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Disposing of the listener is how the server is told to end.
        }
    }

    private SocketDevice Look() => _device with { InUse = _isLinked() };

    private void Serve(CentralConnection connection)
    {
        lock (_gate)
            _connections.Add(connection);
        connection.Serve();
        lock (_gate)
            _connections.Remove(connection);
    }
}
