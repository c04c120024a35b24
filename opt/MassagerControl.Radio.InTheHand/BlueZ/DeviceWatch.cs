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
    // How long BlueZ may take to end a link; it takes about two seconds.
    private static readonly TimeSpan DisconnectLimit = TimeSpan.FromSeconds(6);

    // Between BlueZ's answer and the change that it is about.
    private static readonly TimeSpan SettlingTime = TimeSpan.FromSeconds(1);

    private readonly List<IDisposable> _watches = [];
    private readonly TaskCompletionSource _resolved = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _connected;

    public LinkState State { get; } = new();

    /// <summary>Begins to watch; a device that is not connected yet is not lost.</summary>
    public async Task BeginAsync(CancellationToken cancellation)
    {
        _watches.Add(await bus.WatchDeathAsync(Gone, cancellation).ConfigureAwait(false));
        _watches.Add(await bus.AskAsync(() => BlueZBus.Objects.WatchInterfacesRemovedAsync(Removed), cancellation).ConfigureAwait(false));
        _watches.Add(await bus.AskAsync(() => BlueZBus.Device(device).WatchPropertiesAsync(Changed), cancellation).ConfigureAwait(false));
    }

    /// <summary>Waits until BlueZ knows the services of the device that it has connected.</summary>
    /// <exception cref="GattException">The device went away meanwhile, or does not tell them in time.</exception>
    public async Task ResolvedAsync(TimeSpan limit, CancellationToken cancellation)
    {
        _connected = true;
        if (!await bus.AskAsync(() => BlueZBus.Device(device).GetConnectedAsync(), cancellation).ConfigureAwait(false))
            Gone("the device disconnected");
        else if (await bus.AskAsync(() => BlueZBus.Device(device).GetServicesResolvedAsync(), cancellation).ConfigureAwait(false))
            _resolved.TrySetResult();
        await bus.AskAsync(() => Task.WhenAny(_resolved.Task, State.Lost), limit, cancellation).ConfigureAwait(false);
        State.ThrowIfLost();
    }

    /// <summary>Ends the link, also one that is being made, unless BlueZ has ended it; whatever goes wrong, there is no more to be done.</summary>
    /// <remarks>Not the package's Gatt.Disconnect: that is async void, and an error in it (the device is gone already) ends the process.</remarks>
    public async Task DisconnectAsync()
    {
        if (_gone.Task.IsCompleted)
            return;
        await bus.TryAsync(BlueZBus.Device(device).DisconnectAsync, DisconnectLimit).ConfigureAwait(false);
        // BlueZ answers before it tells: a link that is made now must not be taken for the old one.
        if (_connected)
            await bus.TryAsync(() => _gone.Task, SettlingTime).ConfigureAwait(false);
    }

    public void Dispose()
    {
        foreach (var watch in _watches)
            watch.Dispose();
    }

    private void Gone(string reason)
    {
        _gone.TrySetResult();
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
