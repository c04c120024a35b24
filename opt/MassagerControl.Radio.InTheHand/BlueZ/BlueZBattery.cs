using Linux.Bluetooth;
using MassagerControl.Devices.Gatt;
using Tmds.DBus;
using OurCharacteristic = MassagerControl.Devices.Gatt.GattCharacteristic;

namespace MassagerControl.Radio.InTheHand.BlueZ;

/// <summary>The battery's level: bluetoothd keeps the Battery service to itself and shows the level as a property, so the package does not see it.</summary>
internal sealed class BlueZBattery(BlueZBus bus, ObjectPath device)
{
    // After the first connect the property comes a little later than the services.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    /// <summary>The standard characteristic, which stands for the property.</summary>
    public static OurCharacteristic Characteristic { get; } = new(GattUuid.BatteryService, GattUuid.BatteryLevel, GattProperties.Read | GattProperties.Notify);

    private IBattery1 Battery => Connection.System.CreateProxy<IBattery1>(BluezConstants.DbusService, device);

    /// <returns>One byte, 0–100 %.</returns>
    /// <exception cref="GattException">bluetoothd does not know the level.</exception>
    public async Task<ReadOnlyMemory<byte>> ReadAsync()
    {
        var shown = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var watch = await BlueZBus.Objects.WatchInterfacesAddedAsync(added =>
        {
            if (added.@object == device && added.interfaces.ContainsKey(BluezConstants.BatteryInterface))
                shown.TrySetResult(true);
        }).ConfigureAwait(false);
        if (await LevelAsync().ConfigureAwait(false) is { } level)
            return level;
        try
        {
            await shown.Task.Within(LongestWait, bus.Time, CancellationToken.None).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // Some devices never tell.
        }
        return await LevelAsync().ConfigureAwait(false) ?? throw new GattException(GattFailure.Refused, "bluetoothd does not know the battery's level");
    }

    /// <param name="changed">Called on the library's thread; returns at once and does not throw.</param>
    public Task<IDisposable> WatchAsync(Action<byte[]> changed) => Battery.WatchPropertiesAsync(changes =>
    {
        foreach (var change in changes.Changed)
            if (change is { Key: "Percentage", Value: byte percent })
                changed([percent]);
    });

    private async Task<byte[]?> LevelAsync()
    {
        try
        {
            return [await Battery.GetPercentageAsync().ConfigureAwait(false)];
        }
        catch (DBusException)
        {
            return null;
        }
    }
}
