using System.Collections.Immutable;
using Tmds.DBus.Protocol;

namespace MassagerControl.Radio.BlueZ.Bus;

/// <summary>Who takes what arrives: signals go to the watched services, calls to the exported objects. Nothing here waits or throws.</summary>
internal sealed class BusRoutes : IPathMethodHandler
{
    // Arguments of a call that comes in, and of a signal: far more than any object of Bluetooth says at once.
    private const int LargestMessage = 64 << 10;

    // Calls that were taken and not answered.
    private const int MostOpenCalls = 256;

    private ImmutableArray<RemoteObjects> _services = [];
    private ImmutableDictionary<string, ExportedObject> _exports = ImmutableDictionary<string, ExportedObject>.Empty;
    private int _open;

    /// <summary>Every call comes here first.</summary>
    string IPathMethodHandler.Path => "/";

    bool IPathMethodHandler.HandlesChildPaths => true;

    public void Add(RemoteObjects service) => ImmutableInterlocked.Update(ref _services, services => services.Add(service));

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

    /// <summary>A signal, where messages are taken in. What it throws would end the connection.</summary>
    public void TakeSignal(Message message)
    {
        var (sender, @interface, member) = (message.SenderAsString, message.InterfaceAsString, message.MemberAsString);
        var services = _services.Where(service => service.Believes(sender, @interface, member)).ToArray();
        if (services.Length == 0)
            return;
        object[]? body = null;
        try
        {
            body = BodyReader.ReadAll(message, LargestMessage);
        }
        catch (BusException)
        {
            // Whoever listens must ask for the whole state again.
        }
        foreach (var service in services)
            service.Take(message.PathAsString ?? "/", @interface ?? "", member!, body);
    }

    /// <summary>A call, where messages are taken in. One that is not taken is answered by the package: there is no such method.</summary>
    ValueTask IPathMethodHandler.HandleMethodAsync(MethodContext context)
    {
        try
        {
            TakeCall(context);
        }
        catch (BusException exception)
        {
            context.ReplyError(BusErrors.InvalidArgs, exception.Message);
        }
        return ValueTask.CompletedTask;
    }

    /// <summary>The connection has ended.</summary>
    public void End(BusException why)
    {
        foreach (var service in _services)
            service.End(why);
        foreach (var path in _exports.Keys)
            Remove(path);
    }

    private void TakeCall(MethodContext context)
    {
        var request = context.Request;
        var path = request.PathAsString ?? "/";
        if (Find(path) is not { } exported || Volatile.Read(ref _open) >= MostOpenCalls)
            return;
        var call = new BusCall(
            request.SenderAsString ?? "", path, request.InterfaceAsString ?? "", request.MemberAsString ?? "", BodyReader.ReadAll(request, LargestMessage));
        Interlocked.Increment(ref _open);
        // From here on somebody else may answer it, and end it.
        context.DisposesAsynchronously = true;
        var incoming = new IncomingCall(context, call, () => Interlocked.Decrement(ref _open));
        if (!exported.TryTake(incoming))
            incoming.Answer(new BusException(BusFailure.Refused, "too many calls are waiting", BusErrors.LimitsExceeded));
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
