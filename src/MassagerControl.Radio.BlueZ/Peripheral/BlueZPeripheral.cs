using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Simulation;
using MassagerControl.Radio.BlueZ.Bus;
using MassagerControl.Radio.BlueZ.Central;

namespace MassagerControl.Radio.BlueZ.Peripheral;

/// <summary>A virtual peripheral on a real Bluetooth adapter: phones and other programs can connect to it.</summary>
/// <remarks>
/// bluetoothd reads its services and its advertisements from this program and passes on what a central reads and writes; the simulated device
/// answers. One central at a time: another one is disconnected. When bluetoothd or the adapter goes away the central is gone too; when they come
/// back everything is registered again.
/// </remarks>
public sealed class BlueZPeripheral
{
    private readonly BlueZPeripheralOptions _options;
    private readonly MessageBus _bus;
    private readonly RemoteObjects _bluez;
    private readonly AirAdapter _adapter;
    private readonly GattTree _tree;
    private readonly Advertiser _advertiser;
    private readonly string _name;
    private CentralSeat? _seat;
    private SimulatedPeripheral? _peripheral;
    private bool _registered;
    private volatile bool _isEnding;

    private BlueZPeripheral(BlueZPeripheralOptions options, MessageBus bus, RemoteObjects bluez)
    {
        (_options, _bus, _bluez) = (options, bus, bluez);
        var advertisement = SimulatedAdvertisement.Of(options.Profile);
        _name = advertisement.Name ?? options.Profile.Name;
        _adapter = new(bluez, options.Adapter);
        _tree = new(SimulatedCharacteristics.Of(options.Profile));
        _advertiser = new(bluez, _adapter.Path, advertisement);
    }

    /// <summary>Runs a virtual peripheral until it is cancelled; then its central is disconnected and the adapter has its old name again.</summary>
    /// <exception cref="IOException">There is no such adapter, or the message bus or bluetoothd cannot be used: the message says why.</exception>
    public static async Task RunAsync(BlueZPeripheralOptions options, TimeProvider time, CancellationToken cancellation)
    {
        try
        {
            await using var bus = await MessageBus.OpenAsync(options.BusAddress ?? MessageBus.SystemAddress, cancellation).ConfigureAwait(false);
            var bluez = await bus.FollowAsync(BlueZNames.Service, cancellation).ConfigureAwait(false);
            await new BlueZPeripheral(options, bus, bluez).RunAsync(time, cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // That is how it is told to end.
        }
        catch (BusException exception)
        {
            throw new IOException(exception.Message, exception);
        }
    }

    private async Task RunAsync(TimeProvider time, CancellationToken cancellation)
    {
        using var watch = _bluez.Watch(_adapter.Path);
        using var exported = _bus.Export(GattTree.Root, new GattAnswers(_bluez, _tree, _advertiser, () => _seat).AnswerAsync);
        await _adapter.FindAsync(cancellation).ConfigureAwait(false);
        var before = _adapter.Alias;
        try
        {
            await SetUpAsync(cancellation).ConfigureAwait(false);
            using var peripheral = new SimulatedPeripheral(_options.Profile, _options.Peripheral, time);
            await BeginAsync(peripheral, cancellation).ConfigureAwait(false);
            await foreach (var change in watch.ReadAsync(cancellation).ConfigureAwait(false))
                await TakeAsync(change, cancellation).ConfigureAwait(false);
        }
        finally
        {
            await EndAsync(before).ConfigureAwait(false);
        }
    }

    private async Task SetUpAsync(CancellationToken cancellation)
    {
        await _adapter.SwitchOnAsync(cancellation).ConfigureAwait(false);
        await _adapter.SetAliasAsync(_name, cancellation).ConfigureAwait(false);
        await _adapter.RegisterAsync(GattTree.Root, cancellation).ConfigureAwait(false);
        _registered = true;
        await AdvertiseAsync().ConfigureAwait(false);
    }

    private async Task BeginAsync(SimulatedPeripheral peripheral, CancellationToken cancellation)
    {
        _peripheral = peripheral;
        peripheral.AdvertisingChanged += () => _ = TryAsync(AdvertiseAsync);
        if (_options.Log is { } writer)
        {
            var log = new PeripheralLog(writer);
            log.Ready();
            peripheral.Happened += log.Take;
        }
        Volatile.Write(ref _seat, new(new SimulatedRadio(peripheral), SimulatedRadio.AddressOf(_options.Profile.Id), SendOff, Say));
        // It may begin with a fault in which nobody can connect to it.
        await AdvertiseAsync().ConfigureAwait(false);
        _options.Ready?.Invoke();
    }

    private Task TakeAsync(ObjectChange change, CancellationToken cancellation) => TryAsync(() => (change.Path == _adapter.Path, change.Interface) switch
    {
        (true, PeripheralNames.AdvertisingManager) => AdapterChangedAsync(change.Changed is not null, cancellation),
        (true, BlueZNames.Adapter) when Says(change, "Powered") is true => AdvertiseAsync(),
        (false, BlueZNames.Device) when Says(change, "Connected") is { } connected => DeviceChangedAsync(change.Path, connected),
        _ => Task.CompletedTask,
    });

    private async Task AdapterChangedAsync(bool isThere, CancellationToken cancellation)
    {
        if (isThere == _registered)
            return;
        if (isThere)
        {
            await _bluez.CompleteAsync(MessageBus.OwnLimit, cancellation).ConfigureAwait(false);
            await SetUpAsync(cancellation).ConfigureAwait(false);
            _options.Trouble?.Invoke($"{_options.Adapter} is back");
            return;
        }
        _registered = false;
        _advertiser.Forget();
        _options.Trouble?.Invoke($"{_options.Adapter} is gone");
        await _seat!.LeaveAsync().ConfigureAwait(false);
    }

    private Task DeviceChangedAsync(string device, bool connected)
    {
        if (!connected)
            return _seat!.LeaveAsync(device);
        _seat!.Sit(device);
        return Task.CompletedTask;
    }

    /// <summary>As other devices do, it advertises while nobody is connected.</summary>
    private Task AdvertiseAsync() =>
        _advertiser.FollowAsync(() => _registered && _adapter.IsOn ? !_isEnding && (_peripheral?.Advertises ?? true) : null);

    private async Task TryAsync(Func<Task> act)
    {
        try
        {
            await act().ConfigureAwait(false);
        }
        catch (BusException exception)
        {
            _options.Trouble?.Invoke($"{_options.Adapter}: {exception.Message}");
        }
        catch (OperationCanceledException)
        {
            // It is told to end.
        }
    }

    private async Task EndAsync(string alias)
    {
        _isEnding = true;
        await TryAsync(AdvertiseAsync).ConfigureAwait(false);
        try
        {
            await Task.WhenAll(Centrals().Select(_adapter.DisconnectAsync)).ConfigureAwait(false);
            if (_registered)
                await _adapter.SetAliasAsync(alias, CancellationToken.None).ConfigureAwait(false);
        }
        catch (BusException)
        {
            // bluetoothd is gone: nothing is left to be done.
        }
    }

    private IEnumerable<string> Centrals() => _bluez.Tree.Objects.Keys.Where(path =>
        path.StartsWith(_adapter.Path + "/", StringComparison.Ordinal) && _bluez.Tree.Value<bool>(path, BlueZNames.Device, "Connected") is true);

    private void SendOff(string device) => _ = _adapter.DisconnectAsync(device);

    private void Say(GattCharacteristic characteristic, ReadOnlyMemory<byte> value) => _ = _bus.EmitAsync(
        _tree.PathOf(characteristic), RemoteObjects.Properties, "PropertiesChanged", "sa{sv}as",
        BlueZNames.Characteristic, new Dictionary<string, object> { ["Value"] = value.ToArray() }, Array.Empty<string>());

    /// <returns>False when the object is gone; null when the change says nothing about it.</returns>
    private static bool? Says(ObjectChange change, string property) =>
        change.Changed is { } changed ? changed.GetValueOrDefault(property) as bool? : false;
}
