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
    private volatile bool _connected;

    public LinkState State { get; } = new();

    /// <summary>BlueZ has ended the link itself, or has ended: there is nothing to disconnect.</summary>
    public bool IsGone { get; private set; }

    /// <summary>Begins to watch; a device that is not connected yet is not lost.</summary>
    public async Task BeginAsync(CancellationToken cancellation)
    {
        _watches.Add(await bus.WatchDeathAsync(Gone, cancellation).ConfigureAwait(false));
        _watches.Add(await bus.AskAsync(() => BlueZBus.Objects.WatchInterfacesRemovedAsync(Removed), cancellation).ConfigureAwait(false));
        _watches.Add(await bus.AskAsync(() => BlueZBus.Device(device).WatchPropertiesAsync(Changed), cancellation).ConfigureAwait(false));
    }

    /// <summary>Waits until BlueZ knows the services of the device that it has connected.</summary>
    /// <exception cref="GattException">The device went away meanwhile.</exception>
    public async Task ResolvedAsync(CancellationToken cancellation)
    {
        _connected = true;
        if (!await bus.AskAsync(() => BlueZBus.Device(device).GetConnectedAsync(), cancellation).ConfigureAwait(false))
            Gone("the device disconnected");
        else if (await bus.AskAsync(() => BlueZBus.Device(device).GetServicesResolvedAsync(), cancellation).ConfigureAwait(false))
            _resolved.TrySetResult();
        await Task.WhenAny(_resolved.Task, State.Lost).Within(Timeout.InfiniteTimeSpan, bus.Time, cancellation).ConfigureAwait(false);
        State.ThrowIfLost();
    }

    public void Dispose()
    {
        foreach (var watch in _watches)
            watch.Dispose();
    }

    private void Gone(string reason)
    {
        IsGone = true;
        State.Lose(reason);
    }

    private void Removed((ObjectPath Path, string[] Interfaces) removed)
    {
        if (removed.Path == device && removed.Interfaces.Contains(BluezConstants.DeviceInterface))
            Gone("the device was removed from the known ones");
        else if (_resolved.Task.IsCompleted && BlueZBus.IsBelow(removed.Path, device) && removed.Interfaces.Contains(BluezConstants.GattCharacteristicInterface))
            State.Lose("the device's services have changed");
    }

    private void Changed(PropertyChanges changes)
    {
        foreach (var change in changes.Changed)
            if (change is { Key: "ServicesResolved", Value: true })
                _resolved.TrySetResult();
            else if (change is { Key: "Connected", Value: false } && _connected)
                Gone("the device disconnected");
    }
}
