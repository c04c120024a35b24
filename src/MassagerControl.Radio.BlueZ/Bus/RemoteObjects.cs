using System.Collections.Immutable;

namespace MassagerControl.Radio.BlueZ.Bus;

/// <summary>Follows the objects of the service that owns a name (those that its object manager at <c>/</c> lists).</summary>
/// <remarks>
/// Only signals of the name's current owner are believed. Everything here is kept up where messages are taken in, so whoever has an answer sees
/// everything that arrived before it. Two match rules at the bus serve it for as long as the connection lives.
/// </remarks>
internal sealed class RemoteObjects
{
    public const string Properties = "org.freedesktop.DBus.Properties";
    public const string ObjectManager = "org.freedesktop.DBus.ObjectManager";

    // Bounds for what a service that has gone mad can fill.
    private const int MostObjects = 20_000;
    private const int MostProperties = 256;

    private const string OwnerChanged = "NameOwnerChanged";

    private static readonly ImmutableHashSet<(string, string)> Believed =
        [(Properties, "PropertiesChanged"), (ObjectManager, "InterfacesAdded"), (ObjectManager, "InterfacesRemoved")];

    private readonly MessageBus _bus;
    private readonly string _name;
    private readonly ImmutableHashSet<(string, string)> _signals;

    // Only the end of a connection comes from elsewhere than where its messages are taken in.
    private readonly Lock _gate = new();
    private volatile ObjectTree _tree = ObjectTree.Nothing;
    private ImmutableArray<ObjectWatch> _watches = [];
    private BusException? _end;
    private bool _ownerHeard;

    private RemoteObjects(MessageBus bus, string name, IEnumerable<(string, string)> signals) =>
        (_bus, _name, _signals) = (bus, name, [.. signals]);

    /// <summary>As of now.</summary>
    public ObjectTree Tree => _tree;

    /// <summary>How many watches are not disposed of.</summary>
    public int Watches => _watches.Length;

    /// <param name="signals">Interface and name of those of the service's own signals that watches are told.</param>
    public static async Task<RemoteObjects> FollowAsync(
        MessageBus bus, BusRoutes routes, string name, IEnumerable<(string Interface, string Member)> signals, CancellationToken cancellation)
    {
        var objects = new RemoteObjects(bus, name, signals);
        routes.Add(objects);
        await bus.AskAsync("AddMatch", "s", [$"type='signal',sender='{MessageBus.Name}',interface='{MessageBus.Name}',member='{OwnerChanged}',arg0='{name}'"], cancellation).ConfigureAwait(false);
        await bus.AskAsync("AddMatch", "s", [$"type='signal',sender='{name}'"], cancellation).ConfigureAwait(false);
        await objects.FindOwnerAsync(cancellation).ConfigureAwait(false);
        return objects;
    }

    /// <summary>The whole tree; asks for it where only parts are known.</summary>
    /// <exception cref="BusException">Nobody is there, or does not tell.</exception>
    public async Task<ObjectTree> CompleteAsync(TimeSpan limit, CancellationToken cancellation)
    {
        if (_tree is { Complete: true } tree)
            return tree;
        if (_tree.Owner is null)
            await FindOwnerAsync(cancellation).ConfigureAwait(false);
        var owner = Owner();
        await _bus.CallAsync(new(owner, "/", ObjectManager, "GetManagedObjects"), limit, cancellation, values => Fill(owner, values)).ConfigureAwait(false);
        return _tree is { Complete: true } complete ? complete : throw new BusException(BusFailure.Malformed, $"{_name} does not say which objects it has");
    }

    /// <summary>Calls a method of an object of the service.</summary>
    public Task<object[]> CallAsync(
        string path, string @interface, string member, TimeSpan limit, CancellationToken cancellation, string signature = "", params object[] arguments)
    {
        if (_tree.Owner is not { } owner)
            return Task.FromException<object[]>(Nobody());
        return _bus.CallAsync(new(owner, path, @interface, member, signature, arguments), limit, cancellation);
    }

    /// <summary>Asks for the properties of an object's interface anew, for a service that does not tell every change.</summary>
    public Task RefreshAsync(string path, string @interface, TimeSpan limit, CancellationToken cancellation)
    {
        if (_tree.Owner is not { } owner)
            return Task.FromException(Nobody());
        return _bus.CallAsync(new(owner, path, Properties, "GetAll", "s", @interface), limit, cancellation, Refreshed);

        void Refreshed(object[] values)
        {
            lock (_gate)
                if (owner == _tree.Owner && values is [Dictionary<string, object> properties])
                    Change(path, @interface, properties, []);
        }
    }

    /// <summary>Watches an object and everything below it from now on.</summary>
    /// <param name="room">How many changes may wait to be read.</param>
    public ObjectWatch Watch(string path, int room = 1024)
    {
        var watch = new ObjectWatch(this, path, room);
        ImmutableInterlocked.Update(ref _watches, watches => watches.Add(watch));
        if (Volatile.Read(ref _end) is { } end)
            watch.End(end);
        return watch;
    }

    /// <summary>Waits until something holds of an object and what is below it; it is looked at now and at every change.</summary>
    /// <returns>False when the time is over.</returns>
    /// <exception cref="BusException">The connection ended, or more happened than could be taken.</exception>
    public async Task<bool> UntilAsync(string path, Func<bool> holds, TimeSpan limit, CancellationToken cancellation)
    {
        using var watch = Watch(path);
        using var late = new CancellationTokenSource(limit, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, late.Token);
        try
        {
            if (holds())
                return true;
            await foreach (var _ in watch.ReadAsync(either.Token).ConfigureAwait(false))
                if (holds())
                    return true;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // The time is over.
        }
        return false;
    }

    internal void Remove(ObjectWatch watch) => ImmutableInterlocked.Update(ref _watches, watches => watches.Remove(watch));

    /// <summary>Where messages are taken in: is this a signal to be taken?</summary>
    internal bool Believes(string? sender, string? @interface, string? member) => sender == MessageBus.Name
        ? member == OwnerChanged
        : sender is not null && sender == _tree.Owner && (@interface ?? "", member ?? "") is var signal && (Believed.Contains(signal) || _signals.Contains(signal));

    /// <summary>Where messages are taken in.</summary>
    /// <param name="body">Null when it was too large, or not to be read.</param>
    internal void Take(string path, string @interface, string member, object[]? body)
    {
        lock (_gate)
            if (_end is null)
                TakeNow(path, @interface, member, body);
    }

    private void TakeNow(string path, string @interface, string member, object[]? body)
    {
        switch (member, body)
        {
            case (OwnerChanged, [string name, string, string owner]) when name == _name:
                _ownerHeard = true;
                SetOwner(owner.Length > 0 ? owner : null);
                break;
            case ("PropertiesChanged", [string changed, Dictionary<string, object> values, string[] invalidated]):
                Change(path, changed, values, invalidated);
                break;
            case ("InterfacesAdded", [BusPath added, Dictionary<string, object> interfaces]):
                foreach (var (name, properties) in interfaces)
                    Add(added.Value, name, properties as Dictionary<string, object> ?? []);
                break;
            case ("InterfacesRemoved", [BusPath removed, string[] interfaces]):
                foreach (var name in interfaces)
                    Remove(removed.Value, name);
                break;
            case (_, { } values) when _signals.Contains((@interface, member)):
                Tell(new(path, @interface, ImmutableDictionary<string, object>.Empty) { Signal = new(member, values) });
                break;
            case (_, null):
                Forget();
                break;
        }
    }

    /// <summary>The connection has ended.</summary>
    internal void End(BusException why)
    {
        lock (_gate)
        {
            Volatile.Write(ref _end, why);
            _tree = ObjectTree.Nothing;
        }
        foreach (var watch in _watches)
            watch.End(why);
    }

    private BusException Nobody() => Volatile.Read(ref _end) ?? new(BusFailure.NoOwner, $"nobody on the message bus is {_name}");

    private string Owner() => _tree.Owner ?? throw Nobody();

    /// <summary>Asks who owns the name; has the bus start the service where it can.</summary>
    private async Task FindOwnerAsync(CancellationToken cancellation)
    {
        for (var starts = 0; starts < 2; starts++)
        {
            try
            {
                await _bus.AskAsync("GetNameOwner", "s", [_name], cancellation, OwnerAnswered).ConfigureAwait(false);
                return;
            }
            catch (BusException exception) when (exception.Failure == BusFailure.NoOwner && starts == 0)
            {
                if (!await StartAsync(cancellation).ConfigureAwait(false))
                    return;
            }
            catch (BusException exception) when (exception.Failure == BusFailure.NoOwner)
            {
                return;
            }
        }
    }

    private async Task<bool> StartAsync(CancellationToken cancellation)
    {
        try
        {
            await _bus.AskAsync("StartServiceByName", "su", [_name, 0u], cancellation).ConfigureAwait(false);
            return true;
        }
        catch (BusException exception) when (exception.Failure is BusFailure.NoOwner or BusFailure.Refused or BusFailure.TimedOut)
        {
            return false;
        }
    }

    private void OwnerAnswered(object[] values)
    {
        lock (_gate)
            if (_end is null && !_ownerHeard && values is [string owner])
                SetOwner(owner);
    }

    private void SetOwner(string? owner)
    {
        if (owner == _tree.Owner)
            return;
        var gone = _tree.Objects;
        _tree = ObjectTree.Nothing with { Owner = owner };
        foreach (var (path, remote) in gone)
            foreach (var name in remote.Interfaces.Keys)
                Tell(new(path, name, null));
    }

    private void Fill(string owner, object[] values)
    {
        if (values is not [Dictionary<string, object> objects])
            return;
        var filled = ImmutableDictionary.CreateBuilder<string, RemoteObject>();
        foreach (var (path, interfaces) in objects.Take(MostObjects))
            if (interfaces is Dictionary<string, object> named)
                filled[path] = new(named.ToImmutableDictionary(one => one.Key, one => (one.Value as Dictionary<string, object> ?? []).ToImmutableDictionary()));
        lock (_gate)
            if (owner == _tree.Owner)
                _tree = new(owner, true, filled.ToImmutable());
    }

    private void Add(string path, string name, Dictionary<string, object> properties)
    {
        if (_tree.Objects.Count >= MostObjects && !_tree.Objects.ContainsKey(path))
            return;
        var added = properties.Take(MostProperties).ToImmutableDictionary();
        Set(path, name, added);
        Tell(new(path, name, added));
    }

    private void Remove(string path, string name)
    {
        if (!_tree.Objects.TryGetValue(path, out var remote))
            return;
        var left = remote.Interfaces.Remove(name);
        _tree = _tree with { Objects = left.IsEmpty ? _tree.Objects.Remove(path) : _tree.Objects.SetItem(path, new(left)) };
        Tell(new(path, name, null));
    }

    private void Change(string path, string name, Dictionary<string, object> values, string[] invalidated)
    {
        if (_tree.Find(path, name) is not { } known)
            return;
        var changed = known.RemoveRange(invalidated).SetItems(values);
        if (changed.Count <= MostProperties)
            Set(path, name, changed);
        Tell(new(path, name, values.ToImmutableDictionary()));
    }

    private void Set(string path, string name, ImmutableDictionary<string, object> properties)
    {
        var remote = _tree.Objects.GetValueOrDefault(path, RemoteObject.Empty);
        _tree = _tree with { Objects = _tree.Objects.SetItem(path, new(remote.Interfaces.SetItem(name, properties))) };
    }

    /// <summary>Something was said that could not be read: what is known may be wrong, and whoever watches must be told.</summary>
    private void Forget()
    {
        _tree = _tree with { Complete = false };
        foreach (var watch in _watches)
            watch.End(new(BusFailure.Malformed, $"{_name} says more at once than can be right"));
    }

    private void Tell(ObjectChange change)
    {
        foreach (var watch in _watches)
            watch.Tell(change);
    }
}
