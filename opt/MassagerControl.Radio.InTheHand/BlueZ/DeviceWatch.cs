using Linux.Bluetooth;
using MassagerControl.Devices.Gatt;
using Tmds.DBus;

namespace MassagerControl.Radio.InTheHand.BlueZ;

/// <summary>Follows one device from before it is connected: are its services known, is it still there?</summary>
/// <remarks>
/// The package's IsConnected stays true after a loss, its GattServerDisconnected is silent when bluetoothd ends or the device is removed,
/// and WaitForPropertyValueAsync never ends its subscription; so the signals are taken from the bus here, and given back by disposing.
/// </remarks>
internal sealed class DeviceWatch(BlueZBus bus, ObjectPath device) : IDisposable
{
    private readonly List<IDisposable> _watches = [];
    private readonly TaskCompletionSource _resolved = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly LinkState _state = new();
    private volatile bool _connected;

    public LinkState State => _state;

    /// <summary>Begins to watch; a device that is not connected yet is not lost.</summary>
    public async Task BeginAsync(CancellationToken cancellation)
    {
        _watches.Add(await bus.WatchDeathAsync(_state.Lose, cancellation).ConfigureAwait(false));
        _watches.Add(await bus.AskAsync(() => BlueZBus.Objects.WatchInterfacesRemovedAsync(Removed), cancellation).ConfigureAwait(false));
        _watches.Add(await bus.AskAsync(() => BlueZBus.Device(device).WatchPropertiesAsync(Changed), cancellation).ConfigureAwait(false));
    }

    /// <summary>Waits until BlueZ knows the services of the device that it has connected.</summary>
    /// <exception cref="GattException">The device went away meanwhile.</exception>
    public async Task ResolvedAsync(CancellationToken cancellation)
    {
        _connected = true;
        if (!await bus.AskAsync(() => BlueZBus.Device(device).GetConnectedAsync(), cancellation).ConfigureAwait(false))
            _state.Lose("the device disconnected");
        if (await bus.AskAsync(() => BlueZBus.Device(device).GetServicesResolvedAsync(), cancellation).ConfigureAwait(false))
            _resolved.TrySetResult();
        await Task.WhenAny(_resolved.Task, _state.Lost).Within(Timeout.InfiniteTimeSpan, bus.Time, cancellation).ConfigureAwait(false);
        _state.ThrowIfLost();
    }

    public void Dispose()
    {
        foreach (var watch in _watches)
            watch.Dispose();
    }

    private void Removed((ObjectPath Path, string[] Interfaces) removed)
    {
        if (removed.Path == device && removed.Interfaces.Contains(BluezConstants.DeviceInterface))
            _state.Lose("BlueZ has removed the device");
    }

    private void Changed(PropertyChanges changes)
    {
        foreach (var change in changes.Changed)
            if (change is { Key: "ServicesResolved", Value: true })
                _resolved.TrySetResult();
            else if (change is { Key: "Connected", Value: false } && _connected)
                _state.Lose("the device disconnected");
    }
}
