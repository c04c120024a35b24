using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Simulation;
using MassagerControl.Radio.BlueZ.Bus;
using MassagerControl.Radio.BlueZ.Central;

namespace MassagerControl.RadioContract.Fake;

/// <summary>A device that a fake bluetoothd hears and connects to: behind it stands a simulated one.</summary>
#pragma warning disable CA1001 // Nobody asks for the handles of what it holds.
public sealed class FakeDevice : FakeObject
#pragma warning restore CA1001
{
    private readonly SimulatedPeripheral _peripheral;
    private readonly FakePairing _pairing;
    private readonly SemaphoreSlim _requests = new(1, 1);
    private readonly List<FakeCharacteristic> _characteristics = [];
    private readonly string _bluetoothAddress;
    private CancellationTokenSource? _connecting;
    private TaskCompletionSource? _disconnecting;
    private IGattLink? _link;
    private bool _resolvedBefore;

    public FakeDevice(FakeBlueZ world, string address, SimulatedPeripheral peripheral, FakePairing? pairing = null, string adapter = "hci0")
        : base(world, $"{BlueZNames.Root}/{adapter}/dev_{address.Replace(':', '_')}")
    {
        (_bluetoothAddress, _peripheral, _pairing) = (address, peripheral, pairing ?? new());
        world.Place(this, adapter);
    }

    /// <summary>Is it heard at all?</summary>
    public bool InReach { get; set; } = true;

    /// <summary>The level of the last signal, in dBm.</summary>
    public short Rssi { get; set; } = -55;

    /// <summary>What bluetoothd and the device agree on with the next link.</summary>
    public ushort Mtu { get; set; } = 517;

    /// <summary>It speaks classic Bluetooth too, and bluetoothd connects it over that; null for one that does not.</summary>
    public FakeClassic? Classic { get; set; }

    /// <summary>It ends each link before its services are told, as one does that has forgotten its bond.</summary>
    public bool EndsAtOnce { get; set; }

    /// <summary>Where bluetoothd keeps it.</summary>
    public string ObjectPath => Path;

    /// <summary>Where bluetoothd keeps a characteristic of it.</summary>
    public string PathOf(GattCharacteristic characteristic) => _characteristics.First(one => one.Uuid == characteristic.Uuid).Path;

    public bool IsConnected => _link is not null;

    public bool IsConnecting => _connecting is not null;

    public bool IsPaired => Is(BlueZNames.Device, "Paired");

    /// <summary>How many notification sessions bluetoothd holds for its clients.</summary>
    public int NotifySessions => _characteristics.Sum(characteristic => characteristic.Sessions);

    internal IGattLink? Link => _link;

    internal bool NeedsBond => _pairing.Required && !IsPaired;

    internal bool IsDisconnecting => _disconnecting is not null;

    /// <summary>bluetoothd knows the device from before, and hears nothing of it now.</summary>
    public void Know()
    {
        lock (World.Gate)
        {
            Interfaces[BlueZNames.Device] = Known(SimulatedAdvertisement.Of(_peripheral.Profile));
            Interfaces[BlueZNames.Device].Remove("RSSI");
            World.Add(this);
        }
    }

    /// <summary>bluetoothd has a bond with it, whatever the device knows of that.</summary>
    public void Bond() => Set(BlueZNames.Device, ("Paired", true), ("Bonded", true));

    /// <summary>bluetoothd calls it otherwise from now on, as it does when it has read the device's own name.</summary>
    public void Rename(string name) => Set(BlueZNames.Device, ("Name", name), ("Alias", name));

    /// <summary>Somebody removes the device from the known ones.</summary>
    public async Task RemoveAsync()
    {
        await EndAsync();
        World.Drop(Path);
    }

    /// <summary>The link breaks, as when the device is carried away.</summary>
    public Task CutAsync() => EndAsync();

    /// <summary>The same, and bluetoothd says why, as it does from 5.83 on: the name of a reason.</summary>
    public Task CutAsync(string reason)
    {
        World.Emit(Path, BlueZNames.Device, "Disconnected", "ss", reason, "in words");
        return EndAsync();
    }

    /// <summary>The device says a value a number of times, as fast as it goes.</summary>
    public void Flood(int times, byte[] value)
    {
        foreach (var characteristic in _characteristics.Where(one => one.Sessions > 0))
            for (var i = 0; i < times; i++)
                characteristic.Say(value);
    }

    /// <summary>bluetoothd says something of the device that is larger than can be right.</summary>
    public void SayGiant() => Set(BlueZNames.Device, ("ServiceData", new Dictionary<string, object> { ["x"] = new byte[1 << 20] }));

    internal void Hear()
    {
        if (!InReach || (_peripheral.Advertise() ?? (_link is null ? null : SimulatedAdvertisement.Of(_peripheral.Profile))) is not { } advertisement)
            return;
        if (World.Find(Path) is not null)
            Set(BlueZNames.Device, ("RSSI", Rssi), ("ManufacturerData", Manufacturers(advertisement)));
        else
        {
            Interfaces[BlueZNames.Device] = Known(advertisement);
            World.Add(this);
        }
    }

    internal void Unhear()
    {
        if (World.Knows(this))
            Forget(BlueZNames.Device, "RSSI");
    }

    /// <summary>One request of the Attribute Protocol at a time, the others wait.</summary>
    internal async Task<T> RequestAsync<T>(Func<IGattLink, Task<T>> ask)
    {
        await _requests.WaitAsync();
        try
        {
            return await ask(_link ?? throw Error(BlueZNames.Failed, "Not connected"));
        }
        catch (GattException exception)
        {
            throw exception.AttCode is { } code
                ? Error(BlueZNames.Failed, $"Operation failed with ATT error: 0x{code:x2}")
                : Error(BlueZNames.Failed, exception.Failure == GattFailure.LinkLost ? "Not connected" : exception.Message);
        }
        finally
        {
            _requests.Release();
        }
    }

    private protected override Task<BusReply> DoAsync(BusCall call) => call.Member switch
    {
        "Connect" => ConnectAsync(),
        "Disconnect" => DisconnectAsync(),
        "Pair" => PairAsync(call.Sender),
        "CancelPairing" => throw Error(BlueZNames.DoesNotExist, "Does Not Exist"),
        _ => throw NoSuchMethod(call),
    };

    private protected override Task<BusReply> SetAsync(string name, string property, object value)
    {
        if (property != FakeClassic.Bearer || !Interfaces[BlueZNames.Device].ContainsKey(property))
            return base.SetAsync(name, property, value);
        Set(BlueZNames.Device, (property, value));
        return Task.FromResult(BusReply.Nothing);
    }

    private bool IsClassic => Classic is not null && Interfaces[BlueZNames.Device].GetValueOrDefault(FakeClassic.Bearer) is not "le";

    private BusReply ConnectClassic(FakeClassic classic)
    {
        if (classic.Error is { } error)
            throw Error(BlueZNames.NotAvailable, error);
        // Audio sink.
        Set(BlueZNames.Device, ("Connected", true), ("UUIDs", new[] { "0000110b-0000-1000-8000-00805f9b34fb" }), ("ServicesResolved", true));
        return BusReply.Nothing;
    }

    private Dictionary<string, object> Describe(Advertisement advertisement) => new()
    {
        ["Address"] = _bluetoothAddress,
        ["AddressType"] = "random",
        ["Name"] = advertisement.Name ?? "",
        ["Alias"] = advertisement.Name ?? "",
        ["Adapter"] = new BusPath(Path[..Path.LastIndexOf('/')]),
        ["Paired"] = false,
        ["Bonded"] = false,
        ["Trusted"] = false,
        ["Blocked"] = false,
        ["Connected"] = false,
        ["ServicesResolved"] = false,
        ["LegacyPairing"] = false,
        ["RSSI"] = Rssi,
        ["UUIDs"] = advertisement.Services.Select(service => service.ToString()).ToArray(),
        ["ManufacturerData"] = Manufacturers(advertisement),
    };

    private Dictionary<string, object> Known(Advertisement advertisement)
    {
        var known = Describe(advertisement);
        if (Classic?.Prefers is { } bearer)
            known[FakeClassic.Bearer] = bearer;
        return known;
    }

    private static Dictionary<ushort, object> Manufacturers(Advertisement advertisement) =>
        advertisement.ManufacturerData.ToDictionary(one => one.Key, object (one) => one.Value.ToArray());

    private async Task<BusReply> ConnectAsync()
    {
        CancellationTokenSource connecting;
        lock (World.Gate)
        {
            // As the real one: also while the link is about to be ended.
            if (_link is not null)
                return BusReply.Nothing;
            if (IsClassic)
                return ConnectClassic(Classic!);
            if (_connecting is not null)
                throw Error(BlueZNames.InProgress, "Operation already in progress");
            connecting = _connecting = new CancellationTokenSource(World.Options.ConnectLimit);
        }
        try
        {
            var radio = new SimulatedRadio(_peripheral);
            Attach(await radio.ConnectAsync(SimulatedRadio.AddressOf(_peripheral.Profile.Id), connecting.Token));
        }
        catch (OperationCanceledException)
        {
            throw Error(BlueZNames.Failed, IsGivenUp(connecting) ? "br-connection-canceled" : "le-connection-abort-by-local");
        }
        finally
        {
            lock (World.Gate)
                _connecting = _connecting == connecting ? null : _connecting;
        }
        _ = ResolveAsync();
        return BusReply.Nothing;
    }

    private void GiveUp()
    {
        CancellationTokenSource? connecting;
        lock (World.Gate)
            (connecting, _connecting) = (_connecting, null);
        connecting?.Cancel();
    }

    private bool IsGivenUp(CancellationTokenSource connecting)
    {
        lock (World.Gate)
            return _connecting != connecting;
    }

    private void Attach(IGattLink link)
    {
        lock (World.Gate)
        {
            _link = link;
            Interfaces[BlueZNames.Device]["Connected"] = true;
        }
        link.ObserveLoss(reason => _ = EndAsync());
    }

    private async Task ResolveAsync()
    {
        // As the real one may: it answers, and then tells.
        await Task.Delay(World.Options.TellingTime);
        if (_link is not { } link)
            return;
        if (!World.Options.ForgetsToTellConnected)
            Set(BlueZNames.Device, ("Connected", true));
        if (EndsAtOnce)
        {
            await EndAsync();
            return;
        }
        lock (World.Gate)
        {
            // Forgotten with the device itself.
            if (_characteristics.Any(characteristic => !World.Knows(characteristic)))
            {
                _resolvedBefore = false;
                _characteristics.Clear();
            }
            if (!_resolvedBefore)
                AddServices(link);
            else
                _characteristics.ForEach(characteristic => characteristic.Relink());
        }
        try
        {
            if (_resolvedBefore)
                await WatchBatteryAsync(link);
            lock (World.Gate)
                if (_link == link)
                    Set(BlueZNames.Device, ("ServicesResolved", true));
            if (!_resolvedBefore)
                await WatchBatteryAsync(link);
        }
        catch (BusException)
        {
            // The link ended meanwhile, or the device does not answer.
        }
        _resolvedBefore = true;
    }

    private void AddServices(IGattLink link)
    {
        var services = link.Characteristics.GroupBy(characteristic => characteristic.Service).ToArray();
        var handle = 0x0010;
        foreach (var service in services)
        {
            if (service.Key == GattUuid.BatteryService && World.Options.HidesBattery)
                continue;
            var added = new FakeService(World, $"{Path}/service{handle++:x4}", service.Key, Path);
            World.Add(added);
            foreach (var characteristic in service)
            {
                _characteristics.Add(new FakeCharacteristic(World, this, $"{added.Path}/char{handle++:x4}", characteristic, added.Path));
                World.Add(_characteristics[^1]);
                handle++;
            }
        }
        Set(BlueZNames.Device, ("UUIDs", services.Select(service => service.Key.ToString()).ToArray()));
    }

    private async Task WatchBatteryAsync(IGattLink link)
    {
        if (!World.Options.HidesBattery || link.Characteristics.FirstOrDefault(one => one.Uuid == GattUuid.BatteryLevel) is not { } battery)
            return;
        var level = await RequestAsync(async l => (await l.ReadAsync(battery, CancellationToken.None)).ToArray());
        await RequestAsync(async l =>
        {
            await l.SubscribeAsync(battery, value => Set(BlueZNames.Battery, ("Percentage", value.Span[0])), CancellationToken.None);
            return true;
        });
        lock (World.Gate)
            if (_link == link)
                AddInterface(BlueZNames.Battery, new() { ["Percentage"] = level[0], ["Source"] = "GATT Battery Service" });
    }

    private async Task<BusReply> DisconnectAsync()
    {
        GiveUp();
        TaskCompletionSource? ended;
        bool first;
        lock (World.Gate)
        {
            if (_link is null)
            {
                if (IsClassic)
                    Set(BlueZNames.Device, ("ServicesResolved", false), ("Connected", false));
                return BusReply.Nothing;
            }
            (first, ended) = (_disconnecting is null, _disconnecting ??= new(TaskCreationOptions.RunContinuationsAsynchronously));
        }
        if (first)
        {
            await Task.Delay(World.Options.DisconnectTime);
            _ = EndAsync();
        }
        await ended.Task;
        return BusReply.Nothing;
    }

    private async Task EndAsync()
    {
        IGattLink? link;
        TaskCompletionSource? disconnecting;
        lock (World.Gate)
        {
            (link, _link) = (_link, null);
            (disconnecting, _disconnecting) = (_disconnecting, null);
            if (link is null)
                return;
            foreach (var characteristic in _characteristics)
                characteristic.Unlink();
        }
        await link.DisposeAsync();
        if (disconnecting is not null && !World.Options.TellsBeforeAnswering)
        {
            disconnecting.TrySetResult();
            await Task.Delay(World.Options.TellingTime);
        }
        TellEnd();
        disconnecting?.TrySetResult();
    }

    private void TellEnd()
    {
        lock (World.Gate)
        {
            if (_link is not null)
                return;
            if (Is(BlueZNames.Device, "ServicesResolved"))
                Set(BlueZNames.Device, ("ServicesResolved", false), ("Connected", false));
            else
                Set(BlueZNames.Device, ("Connected", false));
            RemoveInterface(BlueZNames.Battery);
        }
    }

    private async Task<BusReply> PairAsync(string sender)
    {
        if (IsPaired)
            throw Error(BlueZNames.AlreadyExists, "Already Exists");
        try
        {
            await ConvinceAsync(sender);
        }
        catch (BusException)
        {
            throw Error(BlueZNames.Error + "AuthenticationFailed", "Authentication Failed");
        }
        Set(BlueZNames.Device, ("Paired", true), ("Bonded", true));
        return BusReply.Nothing;
    }

    private async Task ConvinceAsync(string sender)
    {
        var capability = World.Agents.CapabilityOf(sender);
        if (_pairing.Passkey is not { } passkey)
        {
            if (capability is not null)
                await World.Agents.AskAsync(sender, "RequestAuthorization", "o", Path);
        }
        else if (capability is not ("KeyboardOnly" or "KeyboardDisplay") || await World.Agents.AskAsync(sender, "RequestPasskey", "o", Path) is not [uint given] || given != passkey)
            throw Error(BlueZNames.Rejected, "another number");
    }
}
