using MassagerControl.Devices.BlueZ.Bus;
using MassagerControl.Devices.Gatt;

namespace MassagerControl.Devices.BlueZ;

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
        using var watch = device.Objects.Watch(device.Path);
        using var late = new CancellationTokenSource(LongestWait, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(gone, late.Token);
        try
        {
            if (Level() is { } known)
                return known;
            await foreach (var _ in watch.ReadAsync(either.Token).ConfigureAwait(false))
                if (Level() is { } level)
                    return level;
        }
        catch (OperationCanceledException) when (!gone.IsCancellationRequested)
        {
            // Some devices never tell.
        }
        catch (Exception exception) when (exception is OperationCanceledException or BusException)
        {
            throw GattException.Lost(reason());
        }
        throw new GattException(GattFailure.Refused, "bluetoothd does not know the battery's level");
    }

    private byte[]? Level() => device.Objects.Tree.Value<byte>(device.Path, BlueZNames.Battery, "Percentage") is { } percent ? [percent] : null;
}
