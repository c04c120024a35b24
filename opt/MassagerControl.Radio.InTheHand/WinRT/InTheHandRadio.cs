using System.Globalization;
using MassagerControl.Devices.Gatt;
using MassagerControl.Radio.InTheHand.WinRT;
using Windows.Devices.Bluetooth.Advertisement;

namespace MassagerControl.Radio.InTheHand;

/// <summary>The radio of the InTheHand.BluetoothLE package, here its WinRT build: Windows 10 2004 and later.</summary>
/// <remarks>Compiled only; nobody has seen it run. An address is a Bluetooth address, <c>AA:BB:CC:DD:EE:FF</c>.</remarks>
/// <param name="time">For the time limits.</param>
public sealed class InTheHandRadio(TimeProvider time) : IRadio
{
    // How long until a device that did not answer is tried again.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    public async Task ScanAsync(Action<Advertisement> seen, CancellationToken cancellation)
    {
        await CheckAsync(cancellation).ConfigureAwait(false);
        var ended = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        // The package's own scan listens passively, so that most names are missing, and blocks the callback up to 7 s for each advertisement.
        var watcher = new BluetoothLEAdvertisementWatcher { ScanningMode = BluetoothLEScanningMode.Active };
        watcher.Received += (_, received) => seen(Advertised.Of(received));
        watcher.Stopped += (_, stopped) => ended.TrySetResult($"Windows stopped the scan: {stopped.Error}");
        using var registration = cancellation.UnsafeRegister(static source => ((TaskCompletionSource<string?>)source!).TrySetResult(null), ended);
        try
        {
            watcher.Start();
            if (await ended.Task.ConfigureAwait(false) is { } reason)
                throw new GattException(GattFailure.Unreachable, reason);
            watcher.Stop();
        }
        catch (Exception exception) when (WinRTErrors.IsKnown(exception))
        {
            throw WinRTErrors.OfRadio(exception);
        }
    }

    public async Task<IGattLink> ConnectAsync(string address, CancellationToken cancellation)
    {
        await CheckAsync(cancellation).ConfigureAwait(false);
        while (true)
        {
            if (await WinRTLink.TryOpenAsync(DeviceId(address), time, cancellation).ConfigureAwait(false) is { } link)
                return link;
            await Task.Delay(Pause, time, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>The package names a device by the hex digits alone on Windows, with colons elsewhere.</summary>
    private static string DeviceId(string address)
    {
        var digits = address.Replace(":", "", StringComparison.Ordinal);
        return digits.Length == 12 && ulong.TryParse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out _)
            ? digits
            : throw new GattException(GattFailure.Unreachable, $"{address} is no Bluetooth address");
    }

    private async Task CheckAsync(CancellationToken cancellation)
    {
        try
        {
            if (!await global::InTheHand.Bluetooth.Bluetooth.GetAvailabilityAsync().Within(WinRTErrors.Limit, time, cancellation).ConfigureAwait(false))
                throw new GattException(GattFailure.Unreachable, "there is no Bluetooth adapter for low energy, or it is switched off");
        }
        catch (Exception exception) when (WinRTErrors.IsKnown(exception))
        {
            throw WinRTErrors.OfRadio(exception);
        }
    }
}
