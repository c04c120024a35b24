using MassagerControl.Radio.BlueZ.Bus;
using MassagerControl.Radio.BlueZ.Central;
using MassagerControl.Radio.BlueZ.Peripheral;

namespace MassagerControl.RadioContract.Fake;

/// <summary>An adapter of a fake bluetoothd.</summary>
#pragma warning disable CA1001 // Ends with the discovery.
public sealed class FakeAdapter : FakeObject
#pragma warning restore CA1001
{
    // Devices that can be connected to advertise a few times a second.
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly HashSet<string> _listeners = [];
    private readonly HashSet<(string Owner, string Path)> _advertisements = [];
    private readonly Dictionary<string, Dictionary<string, object>> _filters = [];

    private ITimer? _advertising;

    internal FakeAdapter(FakeBlueZ world, string name, string address)
        : base(world, $"{BlueZNames.Root}/{name}")
    {
        Name = name;
        Interfaces[BlueZNames.Adapter] = new()
        {
            ["Address"] = address,
            ["AddressType"] = "public",
            ["Name"] = "fake",
            ["Alias"] = "fake",
            ["Powered"] = true,
            ["Discovering"] = false,
        };
        Interfaces[PeripheralNames.GattManager] = [];
        Interfaces[PeripheralNames.AdvertisingManager] = [];
    }

    public string Name { get; }

    /// <summary>How many connections have a discovery here.</summary>
    public int Listeners
    {
        get
        {
            lock (World.Gate)
                return _listeners.Count;
        }
    }

    /// <summary>How many advertisements are registered here.</summary>
    public int Advertisements
    {
        get
        {
            lock (World.Gate)
                return _advertisements.Count;
        }
    }

    /// <summary>Every one of them asked for LE devices, all advertisements.</summary>
    public bool FiltersForAllOfLowEnergy
    {
        get
        {
            lock (World.Gate)
                return _listeners.All(one => _filters.TryGetValue(one, out var filter) && filter["Transport"] is "le" && filter["DuplicateData"] is true);
        }
    }

    /// <summary>Switches it on or off, as rfkill does; off ends every link.</summary>
    public async Task PowerAsync(bool on)
    {
        if (!on)
        {
            foreach (var device in World.Around(this))
                await device.CutAsync();
            lock (World.Gate)
            {
                _listeners.Clear();
                _advertising?.Dispose();
            }
        }
        Set(BlueZNames.Adapter, ("Powered", on));
    }

    private protected override Task<BusReply> DoAsync(BusCall call) => call switch
    {
        { Member: "SetDiscoveryFilter", Arguments: [Dictionary<string, object> filter] } => Now(() => _filters[call.Sender] = filter),
        { Member: "StartDiscovery" } => Now(() => Start(call.Sender)),
        { Member: "StopDiscovery" } => Now(() => Stop(call.Sender)),
        { Member: "RegisterApplication" } => Task.FromResult(BusReply.Nothing),
        { Member: "RegisterAdvertisement", Arguments: [BusPath path, ..] } => Now(() => Advertise(call.Sender, path.Value)),
        { Member: "UnregisterAdvertisement", Arguments: [BusPath path] } => Now(() => Conceal(call.Sender, path.Value)),
        { Member: "RemoveDevice", Arguments: [BusPath path] } => RemoveAsync(path.Value),
        _ => throw NoSuchMethod(call),
    };

    private protected override Task<BusReply> SetAsync(string name, string property, object value) => property switch
    {
        "Powered" when value is bool on => SwitchAsync(on),
        "Alias" => Now(() => Set(BlueZNames.Adapter, (property, value))),
        _ => base.SetAsync(name, property, value),
    };

    private Task<BusReply> Now(Action act)
    {
        lock (World.Gate)
            act();
        return Task.FromResult(BusReply.Nothing);
    }

    private async Task<BusReply> SwitchAsync(bool on)
    {
        await PowerAsync(on);
        return BusReply.Nothing;
    }

    private void Advertise(string owner, string path)
    {
        if (!_advertisements.Add((owner, path)))
            throw Error($"{BlueZNames.Error}AlreadyExists", "Already Exists");
    }

    private void Conceal(string owner, string path)
    {
        if (!_advertisements.Remove((owner, path)))
            throw Error(BlueZNames.DoesNotExist, "Does Not Exist");
    }

    private void Start(string sender)
    {
        if (!Is(BlueZNames.Adapter, "Powered"))
            throw Error(BlueZNames.NotReady, "Resource Not Ready");
        if (!_listeners.Add(sender))
            throw Error(BlueZNames.InProgress, "Operation already in progress");
        Set(BlueZNames.Adapter, ("Discovering", true));
        _advertising?.Dispose();
        _advertising = TimeProvider.System.CreateTimer(_ => Listen(), null, TimeSpan.Zero, Interval);
    }

    private void Stop(string sender)
    {
        if (!_listeners.Remove(sender))
            throw Error(BlueZNames.Failed, "No discovery started");
        if (_listeners.Count > 0)
            return;
        _advertising?.Dispose();
        Set(BlueZNames.Adapter, ("Discovering", false));
        foreach (var device in World.Around(this))
            device.Unhear();
    }

    private void Listen()
    {
        lock (World.Gate)
            if (_listeners.Count > 0)
                foreach (var device in World.Around(this))
                    device.Hear();
    }

    private async Task<BusReply> RemoveAsync(string path)
    {
        if (World.Find(path) is not FakeDevice device)
            throw Error(BlueZNames.DoesNotExist, "Does Not Exist");
        await device.CutAsync();
        World.Drop(path);
        return BusReply.Nothing;
    }
}
