using Linux.Bluetooth;
using MassagerControl.Devices.Gatt;
using Tmds.DBus;
using ManagedObjects = System.Collections.Generic.IDictionary<Tmds.DBus.ObjectPath, System.Collections.Generic.IDictionary<string, System.Collections.Generic.IDictionary<string, object>>>;

namespace MassagerControl.Radio.InTheHand.BlueZ;

/// <summary>BlueZ's objects, asked for within a time limit.</summary>
/// <remarks>
/// The libraries' own classes Bluetooth and Adapter are not used: they answer bus events in <c>async void</c>, where an error ends the
/// process, and print stack traces. Their proxies throw where somebody waits.
/// </remarks>
internal sealed class BlueZBus(TimeProvider time)
{
    /// <summary>How long BlueZ may take to answer what it knows without asking a device.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    public static IObjectManager Objects => Connection.System.CreateProxy<IObjectManager>(BluezConstants.DbusService, "/");

    public TimeProvider Time { get; } = time;

    public static IAdapter1 Adapter(ObjectPath path) => Connection.System.CreateProxy<IAdapter1>(BluezConstants.DbusService, path);

    public static IDevice1 Device(ObjectPath path) => Connection.System.CreateProxy<IDevice1>(BluezConstants.DbusService, path);

    public static IGattCharacteristic1 Characteristic(ObjectPath path) => Connection.System.CreateProxy<IGattCharacteristic1>(BluezConstants.DbusService, path);

    public static bool IsBelow(ObjectPath path, ObjectPath parent) => path.ToString().StartsWith($"{parent}/", StringComparison.Ordinal);

    /// <summary>Asks within the usual limit.</summary>
    /// <exception cref="GattException">The radio does not work, or does not answer.</exception>
    public Task<T> AskAsync<T>(Func<Task<T>> ask, CancellationToken cancellation) => AskAsync(ask, Limit, cancellation);

    /// <inheritdoc cref="AskAsync{T}(Func{Task{T}}, CancellationToken)"/>
    public async Task<T> AskAsync<T>(Func<Task<T>> ask, TimeSpan limit, CancellationToken cancellation)
    {
        try
        {
            return await ask().Within(limit, Time, cancellation).ConfigureAwait(false);
        }
        catch (Exception exception) when (BlueZErrors.IsKnown(exception))
        {
            throw BlueZErrors.OfRadio(exception);
        }
    }

    /// <inheritdoc cref="AskAsync{T}(Func{Task{T}}, CancellationToken)"/>
    public Task AskAsync(Func<Task> ask, CancellationToken cancellation) => AskAsync(() => ask().ThenTrue(), cancellation);

    /// <summary>Asks, and does not care whether it worked.</summary>
    public async Task TryAsync(Func<Task> ask, TimeSpan limit)
    {
        try
        {
            await ask().Within(limit, Time, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception) when (BlueZErrors.IsKnown(exception))
        {
            // What was to be ended has ended by itself.
        }
    }

    public Task<ManagedObjects> AllAsync(CancellationToken cancellation) => AskAsync(Objects.GetManagedObjectsAsync, cancellation);

    /// <summary>The first adapter, switched on.</summary>
    /// <exception cref="GattException">There is none, it is off, or BlueZ does not run.</exception>
    public async Task<ObjectPath> AdapterAsync(CancellationToken cancellation)
    {
        var all = await AllAsync(cancellation).ConfigureAwait(false);
        var adapters = all.Where(found => found.Value.ContainsKey(BluezConstants.AdapterInterface)).OrderBy(found => found.Key.ToString(), StringComparer.Ordinal).ToArray();
        if (adapters is [])
            throw new GattException(GattFailure.Unreachable, "there is no Bluetooth adapter");
        var (path, interfaces) = adapters[0];
        return interfaces[BluezConstants.AdapterInterface].TryGetValue("Powered", out var powered) && powered is true
            ? path
            : throw new GattException(GattFailure.Unreachable, "the Bluetooth adapter is switched off");
    }

    /// <summary>Watches for BlueZ going away: its daemon, or the bus itself.</summary>
    /// <param name="gone">Called once or more, on the library's thread; returns at once and does not throw.</param>
    public Task<IDisposable> WatchDeathAsync(Action<string> gone, CancellationToken cancellation) => AskAsync(
        () => Connection.System.ResolveServiceOwnerAsync(
            BluezConstants.DbusService,
            change =>
            {
                // The first word is who owns the name now; every other is a change, and objects of before are gone with the old owner.
                if (change.OldOwner is not null || change.NewOwner is null)
                    gone("bluetoothd has ended");
            },
            exception => gone($"the message bus is gone: {exception.Message}")),
        cancellation);
}
