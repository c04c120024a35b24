using System.Collections.Immutable;
using MassagerControl.Radio.BlueZ.Bus;
using MassagerControl.Radio.BlueZ.Central;

namespace MassagerControl.RadioContract.Fake;

/// <summary>A bluetoothd for tests: the objects, orders, errors and faults of the real one on a private bus, with simulated devices in the air.</summary>
/// <remarks>What it does was taken from runs against BlueZ 5.66 and from BlueZ's sources; where a member says otherwise, that is a fault for a test.</remarks>
public sealed class FakeBlueZ : IAsyncDisposable
{
    private readonly string _busAddress;
    private readonly SortedDictionary<string, FakeObject> _objects = new(StringComparer.Ordinal);
    private readonly List<(FakeAdapter Adapter, FakeDevice Device)> _air = [];
    private readonly List<string> _calls = [];
    private readonly List<(string Member, int Times, TaskCompletionSource Called)> _waiting = [];
    private MessageBus? _bus;

    private FakeBlueZ(string busAddress, FakeBlueZOptions options)
    {
        (_busAddress, Options, Agents) = (busAddress, options, new(this));
        _objects[BlueZNames.Root] = Agents;
    }

    public FakeBlueZOptions Options { get; }

    /// <summary>What goes wrong with the next calls.</summary>
    public FakeFaults Faults { get; } = new();

    /// <summary>Every method call that arrived, by name, in order.</summary>
    public ImmutableArray<string> Calls
    {
        get
        {
            lock (Gate)
                return [.. _calls];
        }
    }

    /// <summary>How many connections have an agent.</summary>
    public int AgentCount => Agents.Count;

    /// <summary>The connection that registered an agent, and where; null while there is none.</summary>
    public string? AgentOwner => Agents.First?.Owner;

    /// <inheritdoc cref="AgentOwner"/>
    public string? AgentPath => Agents.First?.Path;

    internal Lock Gate { get; } = new();

    internal FakeAgents Agents { get; }

    internal MessageBus? Bus => _bus;

    /// <summary>With one adapter, <c>hci0</c>, that is switched on.</summary>
    public static async Task<FakeBlueZ> StartAsync(string busAddress, FakeBlueZOptions? options = null)
    {
        var fake = new FakeBlueZ(busAddress, options ?? new());
        fake.Plug("hci0");
        await fake.RiseAsync();
        return fake;
    }

    /// <summary>Owns the name again after <see cref="DieAsync"/>.</summary>
    public async Task RiseAsync()
    {
        // It hands out sockets.
        _bus = await MessageBus.OpenForFilesAsync(_busAddress, CancellationToken.None);
        _bus.Export("/", Serve);
        await _bus.OwnAsync(BlueZNames.Service, CancellationToken.None);
    }

    /// <summary>Ends as a crash would: no signal of its own, every link gone.</summary>
    public async Task DieAsync()
    {
        var bus = Interlocked.Exchange(ref _bus, null);
        if (bus is not null)
            await bus.DisposeAsync();
        foreach (var device in Devices())
            await device.CutAsync();
    }

    /// <summary>Completes when a method was called so many times in all.</summary>
    public Task CalledAsync(string member, int times = 1)
    {
        lock (Gate)
        {
            if (_calls.Count(call => call == member) >= times)
                return Task.CompletedTask;
            var called = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((member, times, called));
            return called.Task;
        }
    }

    public FakeAdapter Plug(string name, string address = "00:AA:01:00:00:00")
    {
        var adapter = new FakeAdapter(this, name, address);
        Add(adapter);
        return adapter;
    }

    /// <summary>An adapter that is there.</summary>
    public FakeAdapter Adapter(string name) => (FakeAdapter)Find($"{BlueZNames.Root}/{name}")!;

    /// <summary>An adapter is put back that was pulled out; what was in its reach still is.</summary>
    public void Replug(string name) => Plug(name);

    /// <summary>An adapter is pulled out: its objects and all below it are gone.</summary>
    public async Task UnplugAsync(string name)
    {
        var path = $"{BlueZNames.Root}/{name}";
        foreach (var device in Devices().Where(device => device.Path.StartsWith(path, StringComparison.Ordinal)))
            await device.CutAsync();
        Drop(path);
    }

    /// <summary>Brings a device into reach of an adapter; BlueZ knows it when it listens for the next time.</summary>
    public void Place(FakeDevice device, string adapter = "hci0")
    {
        lock (Gate)
            _air.Add(((FakeAdapter)_objects[$"{BlueZNames.Root}/{adapter}"], device));
    }

    public async ValueTask DisposeAsync() => await DieAsync();

    internal IEnumerable<FakeDevice> Around(FakeAdapter adapter) => _air.Where(place => place.Adapter.Name == adapter.Name).Select(place => place.Device).ToArray();

    internal FakeObject? Find(string path)
    {
        lock (Gate)
            return _objects.GetValueOrDefault(path);
    }

    internal bool Knows(FakeObject one) => Find(one.Path) == one;

    internal void Add(FakeObject added)
    {
        lock (Gate)
        {
            _objects[added.Path] = added;
            Emit("/", RemoteObjects.ObjectManager, "InterfacesAdded", "oa{sa{sv}}", added.Path, added.Describe());
        }
    }

    /// <summary>Removes an object and all below it.</summary>
    internal void Drop(string path)
    {
        lock (Gate)
            foreach (var gone in _objects.Values.Where(one => one.Path == path || one.Path.StartsWith(path + '/', StringComparison.Ordinal)).Reverse().ToArray())
            {
                _objects.Remove(gone.Path);
                Emit("/", RemoteObjects.ObjectManager, "InterfacesRemoved", "oas", gone.Path, gone.Interfaces.Keys.ToArray());
            }
    }

    internal void Emit(string path, string @interface, string member, string signature, params object[] values) =>
        _ = _bus?.EmitAsync(path, @interface, member, signature, values).ContinueWith(static sent => sent.Exception, TaskScheduler.Default);

    private void Note(string member)
    {
        lock (Gate)
        {
            _calls.Add(member);
            foreach (var (_, _, called) in _waiting.Where(one => one.Member == member && _calls.Count(call => call == member) >= one.Times))
                called.TrySetResult();
        }
    }

    private FakeDevice[] Devices()
    {
        lock (Gate)
            return [.. _air.Select(place => place.Device).Distinct()];
    }

    private void Serve(IncomingCall incoming)
    {
        Note(incoming.Call.Member);
        if (incoming.Call.Member is not ("GetManagedObjects" or "GetAll" or "Get"))
        {
            _ = ExportedObject.AnswerAsync(AnswerAsync, incoming);
            return;
        }
        // The real one does one thing at a time: it never tells its state after a change to it that it has told already.
        lock (Gate)
            _ = ExportedObject.AnswerAsync(AnswerAsync, incoming);
    }

    private async Task<BusReply> AnswerAsync(BusCall call)
    {
        if (await Faults.ApplyAsync(call.Member) is { } faulty)
            return faulty;
        if (call is { Path: "/", Member: "GetManagedObjects" })
            return Tree();
        var reply = Find(call.Path) is { } found
            ? await found.AnswerAsync(call)
            : throw new BusException(BusFailure.Refused, $"""Method "{call.Member}" with interface "{call.Interface}" on {call.Path} doesn't exist""", BusErrors.UnknownObject);
        await Faults.HoldAsync(call.Member);
        return reply;
    }

    private BusReply Tree()
    {
        lock (Gate)
            return new("a{oa{sa{sv}}}", _objects.Values.ToDictionary(one => one.Path, object (one) => one.Describe()));
    }
}
