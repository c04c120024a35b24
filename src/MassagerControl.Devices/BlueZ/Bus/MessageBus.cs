namespace MassagerControl.Devices.BlueZ.Bus;

/// <summary>A connection to a D-Bus message bus.</summary>
/// <remarks>
/// Members may be called from any thread; what is called first leaves first. Tasks complete on the thread pool and fail with
/// <see cref="BusException"/> only, or are cancelled. Nothing that a caller does on a completion, in an <see cref="AnswerCall"/> or with a
/// <see cref="ObjectWatch"/> can hold up or end the one thread that talks to the bus.
/// </remarks>
internal sealed class MessageBus : IAsyncDisposable
{
    public const string Name = "org.freedesktop.DBus";

    /// <summary>How long the bus itself may take to answer.</summary>
    public static readonly TimeSpan OwnLimit = TimeSpan.FromSeconds(5);

    private const string Path = "/org/freedesktop/DBus";
    private const string AddressVariable = "DBUS_SYSTEM_BUS_ADDRESS";

    // The D-Bus specification's address of the system bus.
    private const string DefaultAddress = "unix:path=/var/run/dbus/system_bus_socket";

    private readonly BusLoop _loop;
    private readonly BusRoutes _routes;

    private MessageBus(BusLoop loop, BusRoutes routes, string uniqueName, bool passesFiles) =>
        (_loop, _routes, UniqueName, PassesFiles) = (loop, routes, uniqueName, passesFiles);

    /// <summary>The address of the system bus: <c>DBUS_SYSTEM_BUS_ADDRESS</c> (<c>unix:</c> or <c>tcp:</c>), else the usual place.</summary>
    public static string SystemAddress => Environment.GetEnvironmentVariable(AddressVariable) is { Length: > 0 } address ? address : DefaultAddress;

    /// <summary>This connection's own, e.g. <c>:1.42</c>.</summary>
    public string UniqueName { get; }

    /// <summary>File descriptors can be sent and received; not over TCP.</summary>
    public bool PassesFiles { get; }

    /// <summary>Completes once, with the reason, when the connection has ended; it never comes back.</summary>
    public Task<BusException> Ended => _loop.Ended;

    /// <exception cref="BusException">No library, or no bus.</exception>
    public static async Task<MessageBus> OpenAsync(string address, CancellationToken cancellation)
    {
        if (!OperatingSystem.IsLinux())
            throw new BusException(BusFailure.NoLibrary, "D-Bus is spoken on Linux only");
        var routes = new BusRoutes();
        var loop = new BusLoop(address, routes);
        loop.Start();
        try
        {
            var (name, passesFiles) = await loop.Opened.WaitAsync(cancellation).ConfigureAwait(false);
            return new MessageBus(loop, routes, name, passesFiles);
        }
        catch
        {
            loop.Stop();
            throw;
        }
    }

    /// <param name="limit">How long the answer may take.</param>
    /// <param name="cancellation">Ends the waiting; the call may have arrived all the same.</param>
    /// <returns>The values of the answer.</returns>
    public Task<object[]> CallAsync(BusRequest request, TimeSpan limit, CancellationToken cancellation) =>
        CallAsync(request, limit, null, cancellation);

    /// <summary>Becomes the owner of a name.</summary>
    /// <exception cref="BusException">Somebody else is, or the bus does not allow it.</exception>
    public async Task OwnAsync(string name, CancellationToken cancellation)
    {
        // DBUS_NAME_FLAG_DO_NOT_QUEUE; DBUS_REQUEST_NAME_REPLY_PRIMARY_OWNER.
        var reply = await AskAsync("RequestName", "su", [name, 4u], cancellation).ConfigureAwait(false);
        if (reply is not [1u])
            throw new BusException(BusFailure.Refused, $"somebody else is {name}");
    }

    /// <summary>Gives a name back.</summary>
    public Task DisownAsync(string name, CancellationToken cancellation) => AskAsync("ReleaseName", "s", [name], cancellation);

    /// <summary>Follows the objects of whoever owns a name, also when the owner changes.</summary>
    public Task<RemoteObjects> FollowAsync(string name, CancellationToken cancellation) => RemoteObjects.FollowAsync(this, _routes, name, cancellation);

    /// <summary>Lets others call the object at a path and everything below it that is not exported by itself.</summary>
    /// <returns>Dispose of it to take the object away.</returns>
    public IDisposable Export(string path, AnswerCall answer)
    {
        _routes.Add(path, new ExportedObject(answer));
        return new Exported(_routes, path);
    }

    /// <returns>Completes when the signal was handed to the bus.</returns>
    public Task EmitAsync(string path, string @interface, string member, string signature, params object[] values)
    {
        var signal = new SignalWork(path, @interface, member, signature, values);
        _loop.Post(signal);
        return signal.Sent;
    }

    public async ValueTask DisposeAsync()
    {
        _loop.Stop();
        await _loop.Ended.ConfigureAwait(false);
    }

    /// <param name="arrived">Takes the answer on the bus thread; must return at once.</param>
    internal async Task<object[]> CallAsync(BusRequest request, TimeSpan limit, Action<object[]>? arrived, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var call = new PendingCall(request, limit, arrived);
        _loop.Post(call);
        using var registration = cancellation.UnsafeRegister((_, token) => CallOff(call, token), null);
        return await call.Answer.ConfigureAwait(false);
    }

    /// <summary>Asks the bus itself.</summary>
    internal Task<object[]> AskAsync(string member, string signature, object[] values, CancellationToken cancellation, Action<object[]>? arrived = null) =>
        CallAsync(new(Name, Path, Name, member, signature, values), OwnLimit, arrived, cancellation);

    private void CallOff(PendingCall call, CancellationToken cancellation)
    {
        call.CallOff(cancellation);
        _loop.Post(new ReleaseWork(call));
    }

    private sealed class Exported(BusRoutes routes, string path) : IDisposable
    {
        public void Dispose() => routes.Remove(path);
    }
}
