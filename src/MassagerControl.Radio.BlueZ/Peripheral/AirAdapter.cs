using MassagerControl.Radio.BlueZ.Bus;
using MassagerControl.Radio.BlueZ.Central;

namespace MassagerControl.Radio.BlueZ.Peripheral;

/// <summary>A Bluetooth adapter as a peripheral uses it.</summary>
internal sealed class AirAdapter(RemoteObjects bluez, string name)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    // Waits for the radio: BlueZ takes about two seconds.
    private static readonly TimeSpan DisconnectLimit = TimeSpan.FromSeconds(10);

    public string Path { get; } = $"/org/bluez/{name}";

    /// <summary>Is the adapter there, as far as is known?</summary>
    public bool IsThere => bluez.Tree.Find(Path, BlueZNames.Adapter) is not null;

    public bool IsOn => bluez.Tree.Value<bool>(Path, BlueZNames.Adapter, "Powered") is true;

    /// <summary>What other devices see as the name of this one.</summary>
    public string Alias => bluez.Tree.Get<string>(Path, BlueZNames.Adapter, "Alias") ?? "";

    /// <exception cref="BusException">There is no such adapter, or nobody to ask.</exception>
    public async Task FindAsync(CancellationToken cancellation)
    {
        var tree = await bluez.CompleteAsync(Limit, cancellation).ConfigureAwait(false);
        if (IsThere)
            return;
        var others = tree.Objects.Where(one => one.Value.Interfaces.ContainsKey(BlueZNames.Adapter)).Select(one => one.Key[(one.Key.LastIndexOf('/') + 1)..]).Order().ToArray();
        throw new BusException(BusFailure.NoOwner, $"there is no Bluetooth adapter {name}; " + (others.Length == 0 ? "there is none at all" : $"there is {string.Join(" and ", others)}"));
    }

    /// <exception cref="BusException">It does not go on, e.g. because the radio is blocked.</exception>
    public Task SwitchOnAsync(CancellationToken cancellation) => SetAsync("Powered", true, cancellation);

    /// <param name="alias">Empty for the machine's own name.</param>
    public Task SetAliasAsync(string alias, CancellationToken cancellation) => SetAsync("Alias", alias, cancellation);

    /// <summary>Has bluetoothd read the GATT objects below a path.</summary>
    public Task RegisterAsync(string application, CancellationToken cancellation) =>
        bluez.CallAsync(Path, PeripheralNames.GattManager, "RegisterApplication", Limit, cancellation, "oa{sv}", application, new Dictionary<string, object>());

    /// <summary>Ends a connection; where that fails, it has ended already.</summary>
    public async Task DisconnectAsync(string device)
    {
        try
        {
            await bluez.CallAsync(device, BlueZNames.Device, "Disconnect", DisconnectLimit, CancellationToken.None).ConfigureAwait(false);
        }
        catch (BusException)
        {
            // Nothing is left to be done.
        }
    }

    private Task<object[]> SetAsync(string property, object value, CancellationToken cancellation) =>
        bluez.CallAsync(Path, RemoteObjects.Properties, "Set", Limit, cancellation, "ssv", BlueZNames.Adapter, property, value);
}
