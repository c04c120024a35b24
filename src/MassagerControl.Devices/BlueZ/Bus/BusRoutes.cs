using System.Collections.Immutable;

namespace MassagerControl.Devices.BlueZ.Bus;

/// <summary>Who takes what arrives: signals go to the watched services, calls to the exported objects.</summary>
internal sealed class BusRoutes
{
    // Arguments of a call that comes in, and of a signal: far more than any object of Bluetooth says at once.
    private const int LargestMessage = 64 << 10;

    // Calls that were taken and not answered.
    private const int MostOpenCalls = 256;

    private readonly HashSet<nint> _open = [];
    private ImmutableArray<RemoteObjects> _services = [];
    private ImmutableDictionary<string, ExportedObject> _exports = ImmutableDictionary<string, ExportedObject>.Empty;

    public void Add(RemoteObjects service) => ImmutableInterlocked.Update(ref _services, services => services.Add(service));

    public void Remove(RemoteObjects service) => ImmutableInterlocked.Update(ref _services, services => services.Remove(service));

    /// <exception cref="ArgumentException">There is an object at that path.</exception>
    public void Add(string path, ExportedObject exported)
    {
        if (!ImmutableInterlocked.TryAdd(ref _exports, path, exported))
            throw new ArgumentException($"{path} is exported already.", nameof(path));
    }

    public void Remove(string path)
    {
        if (ImmutableInterlocked.TryRemove(ref _exports, path, out var exported))
            exported.Dispose();
    }

    /// <summary>On the bus thread.</summary>
    /// <returns>It was a call and will be answered.</returns>
    public bool Take(BusLoop loop, nint message)
    {
        if (SdBus.GetMessageType(message, out var type) < 0)
            return false;
        if (type == SdBus.Signal)
            TakeSignal(message);
        return type == SdBus.MethodCall && TakeCall(loop, message);
    }

    /// <summary>On the bus thread: the call was answered, or nobody can be answered any more.</summary>
    public void Close(nint call)
    {
        if (_open.Remove(call))
            SdBus.MessageUnref(call);
    }

    public bool IsOpen(nint call) => _open.Contains(call);

    /// <summary>On the bus thread, before the connection is closed.</summary>
    public void Drop()
    {
        foreach (var call in _open.ToArray())
            Close(call);
    }

    /// <summary>The connection has ended.</summary>
    public void End(BusException why)
    {
        foreach (var service in _services)
            service.End(why);
        foreach (var path in _exports.Keys)
            Remove(path);
    }

    private void TakeSignal(nint message)
    {
        var (sender, @interface, member) = (SdBus.Text(SdBus.GetSender(message)), SdBus.Text(SdBus.GetInterface(message)), SdBus.Text(SdBus.GetMember(message)));
        var services = _services.Where(service => service.Believes(sender, @interface, member)).ToArray();
        if (services.Length == 0)
            return;
        object[]? body = null;
        try
        {
            body = new BodyReader(message, LargestMessage).ReadAll();
        }
        catch (BusException)
        {
            // Whoever listens must ask for the whole state again.
        }
        foreach (var service in services)
            service.Take(SdBus.Text(SdBus.GetPath(message)) ?? "/", member!, body);
    }

    private bool TakeCall(BusLoop loop, nint message)
    {
        var path = SdBus.Text(SdBus.GetPath(message)) ?? "/";
        if (Find(path) is not { } exported || _open.Count >= MostOpenCalls)
            return false;
        var call = new BusCall(
            SdBus.Text(SdBus.GetSender(message)) ?? "",
            path,
            SdBus.Text(SdBus.GetInterface(message)) ?? "",
            SdBus.Text(SdBus.GetMember(message)) ?? "",
            new BodyReader(message, LargestMessage).ReadAll());
        if (!exported.TryTake(call, new ReplyWork(loop, this, message)))
            return false;
        _open.Add(SdBus.MessageRef(message));
        return true;
    }

    /// <summary>The object at the path, or the nearest one above it.</summary>
    private ExportedObject? Find(string path)
    {
        if (_exports.IsEmpty)
            return null;
        for (var above = path; above.Length > 0; above = above[..Math.Max(0, above.LastIndexOf('/'))])
            if (_exports.TryGetValue(above, out var exported))
                return exported;
        return _exports.GetValueOrDefault("/");
    }
}
