using MassagerControl.Core;
using MassagerControl.Devices.Gatt;
using MassagerControl.Radio.BlueZ.Bus;

namespace MassagerControl.Radio.BlueZ.Central;

/// <summary>The battery level where bluetoothd keeps the Battery service to itself: after the first connect it comes later than the services.</summary>
internal sealed class BlueZBattery(BlueZDevice device)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    /// <param name="reason">Why the link was lost.</param>
    /// <param name="gone">Cancelled when it was.</param>
    /// <returns>One byte, 0–100 %, as the standard characteristic gives it.</returns>
    /// <exception cref="GattException">Not told in time, or the link was lost.</exception>
    public async Task<ReadOnlyMemory<byte>> ReadAsync(Func<string> reason, CancellationToken gone)
    {
        try
        {
            if (await device.Objects.UntilAsync(device.Path, () => Level() is not null, LongestWait, gone).ConfigureAwait(false) && Level() is { } level)
                return level;
        }
        catch (Exception exception) when (exception is OperationCanceledException or BusException)
        {
            throw GattException.Lost(Phrase.Verbatim(reason()));
        }
        // Some devices never tell.
        throw new GattException(GattFailure.Refused, "bluetoothd does not know the battery's level");
    }

    private byte[]? Level() => device.Objects.Tree.Value<byte>(device.Path, BlueZNames.Battery, "Percentage") is { } percent ? [percent] : null;
}
