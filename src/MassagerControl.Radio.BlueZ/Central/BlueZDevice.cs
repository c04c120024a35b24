using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Gatt;
using MassagerControl.Radio.BlueZ.Bus;

namespace MassagerControl.Radio.BlueZ.Central;

/// <summary>A device at its place in BlueZ's tree.</summary>
/// <param name="Path">Its object's, also of a device that BlueZ does not know yet.</param>
internal sealed record BlueZDevice(BlueZWay Way, string Adapter, string Path, BlueZOptions Options)
{
    // Between an answer of bluetoothd and the change that it is about.
    private static readonly TimeSpan SettlingTime = TimeSpan.FromSeconds(1);

    private const string BatteryService = "0000180f-0000-1000-8000-00805f9b34fb";

    public MessageBus Bus => Way.Bus;

    public RemoteObjects Objects => Way.Objects;

    public BlueZLimits Limits => Options.Limits;

    public bool IsKnown => Objects.Tree.Find(Path, BlueZNames.Device) is not null;

    public bool IsConnected => Is("Connected");

    public bool IsResolved => IsConnected && Is("ServicesResolved");

    public bool IsPaired => Is("Paired");

    /// <summary>It has the Battery service, which bluetoothd may keep to itself.</summary>
    public bool HasBattery => Objects.Tree.Get<string[]>(Path, BlueZNames.Device, "UUIDs") is { } uuids && uuids.Contains(BatteryService);

    /// <summary>In dBm; known only while somebody scans.</summary>
    public int? Rssi => BlueZAdvertisement.Strength(Objects.Tree, Path);

    /// <summary>E.g. <c>AA:BB:CC:DD:EE:FF</c>.</summary>
    public string Address => BlueZAddress.Of(Path);

    /// <summary>bluetoothd shows characteristics of it: its own, or those that it remembers.</summary>
    public bool HasCharacteristics => Objects.Tree.Objects.Keys.Any(path =>
        path.StartsWith(Path + '/', StringComparison.Ordinal) && Objects.Tree.Find(path, BlueZNames.Characteristic) is not null);

    /// <summary>What a person calls it.</summary>
    public string Name => Objects.Tree.Get<string>(Path, BlueZNames.Device, "Alias") ?? Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>Why there is no link any more, after there was one.</summary>
    /// <param name="cause">Who ended it, as bluetoothd says.</param>
    public string WhyLost(LossCause cause) => BlueZAdapter.Trouble(Objects.Tree, Adapter)
        ?? (!IsKnown ? "the device was removed from the known ones" : cause.InWords() is { } words ? $"the link has ended: {words}" : "the device has disconnected");

    public Task<object[]> CallAsync(string member, TimeSpan limit, CancellationToken cancellation) =>
        Objects.CallAsync(Path, BlueZNames.Device, member, limit, cancellation);

    /// <summary>Asks for the device's properties, instead of believing what was told.</summary>
    public Task RefreshAsync(CancellationToken cancellation) => Objects.RefreshAsync(Path, BlueZNames.Device, Limits.Own, cancellation);

    /// <summary>Ends the link, also one that is being made; bluetoothd takes two seconds for it. Whatever goes wrong, there is no more to be done.</summary>
    public async Task DisconnectAsync()
    {
        try
        {
            await CallAsync("Disconnect", Limits.Disconnect, CancellationToken.None).ConfigureAwait(false);
            // bluetoothd answers before it tells: a link that is made now must not be taken for the old one.
            await Objects.UntilAsync(Path, () => !IsConnected, SettlingTime, CancellationToken.None).ConfigureAwait(false);
        }
        catch (BusException)
        {
            // Not connected, not known, or nobody there to be asked.
        }
    }

    /// <exception cref="GattException">It is gone.</exception>
    public void CheckAdapter()
    {
        if (BlueZAdapter.Trouble(Objects.Tree, Adapter) is { } trouble)
            throw new GattException(GattFailure.Unreachable, Phrase.Verbatim(trouble));
    }

    private bool Is(string property) => Objects.Tree.Value<bool>(Path, BlueZNames.Device, property) ?? false;
}
