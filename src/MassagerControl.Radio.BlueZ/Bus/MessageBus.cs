using System.Reflection;
using MassagerControl.Core.Timing;
using Tmds.DBus.Protocol;

namespace MassagerControl.Radio.BlueZ.Bus;

/// <summary>A connection to a D-Bus message bus: the package's, with what it leaves to its users.</summary>
/// <remarks>
/// Members may be called from any thread; what is called first leaves first. Tasks complete on the thread pool and fail with
/// <see cref="BusException"/> only, or are cancelled. Nothing that a caller does on a completion, in an <see cref="AnswerCall"/> or with a
/// <see cref="ObjectWatch"/> can hold up or end the taking in of messages.
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

    // A bus owes a connection 128 answers at most by default, those that nobody waits for any more among them; what is above fails here, with a reason.
    private const int MostUnanswered = 120;

    // Messages behind one that the bus does not take.
    private const int MostWaiting = 4096;

    // However busy the thread pool is.
    private static readonly Lazy<DeadlineTimeProvider> Deadlines = new(() => new(static _ => { }));

    private readonly DBusConnection _connection;
    private readonly BusStream? _stream;
    private readonly BusRoutes _routes = new();
    private readonly TaskCompletionSource<BusException> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _unanswered;
    private int _waiting;
    private volatile bool _closed;

    private MessageBus(DBusConnection connection, BusStream? stream) => (_connection, _stream, UniqueName) = (connection, stream, connection.UniqueName ?? "");

    /// <summary>The package that speaks the protocol.</summary>
    public static AssemblyName Library => typeof(DBusConnection).Assembly.GetName();

    /// <summary>The address of the system bus: <c>DBUS_SYSTEM_BUS_ADDRESS</c> (<c>unix:</c> or <c>tcp:</c>), else the usual place.</summary>
    public static string SystemAddress => Environment.GetEnvironmentVariable(AddressVariable) is { Length: > 0 } address ? address : DefaultAddress;

    /// <summary>This connection's own, e.g. <c>:1.42</c>.</summary>
    public string UniqueName { get; }

    /// <summary>Completes once, with the reason, when the connection has ended; it never comes back.</summary>
    public Task<BusException> Ended => _ended.Task;

    /// <summary>One whose messages come in on a thread of its own and leave on the caller's, whatever the thread pool does. It passes no file descriptors.</summary>
    /// <exception cref="BusException">No bus.</exception>
    public static async Task<MessageBus> OpenAsync(string address, CancellationToken cancellation)
    {
        var (connection, stream) = await BusOpening.OnOwnThreadAsync(address, cancellation).ConfigureAwait(false);
        return await new MessageBus(connection, stream).ListenAsync().ConfigureAwait(false);
    }

    /// <summary>One that passes file descriptors, which not every address allows. What comes in waits for the thread pool.</summary>
    /// <exception cref="BusException">No bus.</exception>
    public static async Task<MessageBus> OpenForFilesAsync(string address, CancellationToken cancellation) =>
        await new MessageBus(await BusOpening.PassingFilesAsync(address, cancellation).ConfigureAwait(false), null).ListenAsync().ConfigureAwait(false);

    /// <param name="limit">How long the answer may take.</param>
    /// <param name="cancellation">Ends the waiting; the call may have arrived all the same.</param>
    /// <param name="arrived">Takes the answer where messages are taken in, before what comes next; must return at once.</param>
    /// <returns>The values of the answer.</returns>
    public async Task<object[]> CallAsync(BusRequest request, TimeSpan limit, CancellationToken cancellation, Action<object[]>? arrived = null)
    {
        cancellation.ThrowIfCancellationRequested();
        var call = new PendingCall(request, limit, arrived);
        Send(call, request);
        using var late = Deadlines.Value.CreateTimer(static late => ((PendingCall)late!).BeLate(), call, limit, Timeout.InfiniteTimeSpan);
        using var calledOff = cancellation.UnsafeRegister(static (called, token) => ((PendingCall)called!).CallOff(token), call);
        return await call.Answer.ConfigureAwait(false);
    }

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
    public Task<RemoteObjects> FollowAsync(string name, CancellationToken cancellation, params IEnumerable<(string Interface, string Member)> signals) =>
        RemoteObjects.FollowAsync(this, _routes, name, signals, cancellation);

    /// <summary>Lets others call the object at a path and everything below it that is not exported by itself.</summary>
    /// <returns>Dispose of it to take the object away.</returns>
    public IDisposable Export(string path, AnswerCall answer) => Export(path, call => _ = ExportedObject.AnswerAsync(answer, call));

    /// <param name="serve">Answers the call, at once or later: for whoever must have said nothing between making an answer and handing it over. Must not throw.</param>
    public IDisposable Export(string path, Action<IncomingCall> serve)
    {
        _routes.Add(path, new ExportedObject(serve));
        return new Exported(_routes, path);
    }

    /// <returns>Completes when the signal was handed over to be sent.</returns>
    public Task EmitAsync(string path, string @interface, string member, string signature, params object[] values)
    {
        try
        {
            CheckQueue();
            return _connection.TrySendMessage(BusMessage.Signal(_connection, path, @interface, member, signature, values)) ? Task.CompletedTask : throw Lost();
        }
        catch (BusException exception)
        {
            return Task.FromException(exception);
        }
        catch (ObjectDisposedException)
        {
            return Task.FromException(Lost());
        }
    }

    public async ValueTask DisposeAsync()
    {
        _closed = true;
        _connection.Dispose();
        await _ended.Task.ConfigureAwait(false);
    }

    internal static BusException Lost() => new(BusFailure.Lost, "the connection to the message bus was lost");

    /// <summary>Asks the bus itself.</summary>
    internal Task<object[]> AskAsync(string member, string signature, object[] values, CancellationToken cancellation, Action<object[]>? arrived = null) =>
        CallAsync(new(Name, Path, Name, member, signature, values), OwnLimit, cancellation, arrived);

    private async Task<MessageBus> ListenAsync()
    {
        const ObserverFlags ToTheEnd = ObserverFlags.NoSubscribe | ObserverFlags.EmitOnConnectionClosed | ObserverFlags.EmitOnConnectionFailed;
        try
        {
            _connection.AddMethodHandler(_routes);
            // All signals, in one order, without a rule at the bus: who wants which tells it.
            await _connection.AddMatchAsync(new() { Type = MessageType.Signal }, Take, EndWith, synchronizationContext: null, ToTheEnd, state: null).ConfigureAwait(false);
            return this;
        }
        catch (Exception exception) when (exception is DBusConnectionException or ObjectDisposedException or InvalidOperationException)
        {
            _connection.Dispose();
            throw Lost();
        }
    }

    private bool Take(Message signal, object? none)
    {
        _routes.TakeSignal(signal);
        return true;
    }

    private void EndWith(Notification<bool> notification)
    {
        if (notification.IsCompletion)
            End();
    }

    private void End()
    {
        var why = _closed ? new(BusFailure.Lost, "the connection to the message bus was closed") : Lost();
        _routes.End(why);
        _ended.TrySetResult(why);
    }

    private void Send(PendingCall call, BusRequest request)
    {
        CheckQueue();
        // The bus itself answers at once, or not at all.
        var counted = request.Destination == Name ? 0 : 1;
        if (Interlocked.Add(ref _unanswered, counted) > MostUnanswered && counted > 0)
        {
            Answered();
            throw new BusException(BusFailure.Refused, $"{MostUnanswered} calls are unanswered", BusErrors.LimitsExceeded);
        }
        try
        {
            _ = call.FollowAsync(_connection.CallMethodAsync(BusMessage.Call(_connection, request), PendingCall.Read, call), Answered);
        }
        catch (BusException)
        {
            Answered();
            throw;
        }

        void Answered() => Interlocked.Add(ref _unanswered, -counted);
    }

    /// <exception cref="BusException">The bus takes nothing, and too much waits for it.</exception>
    private void CheckQueue()
    {
        if (_stream is not { IsStuck: true })
            Volatile.Write(ref _waiting, 0);
        else if (Interlocked.Increment(ref _waiting) > MostWaiting)
            throw new BusException(BusFailure.Refused, "too much is waiting to be sent", BusErrors.LimitsExceeded);
    }

    private sealed class Exported(BusRoutes routes, string path) : IDisposable
    {
        public void Dispose() => routes.Remove(path);
    }
}
