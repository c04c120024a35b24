using System.Globalization;
using MassagerControl.Radio.BlueZ.Bus;

namespace MassagerControl.Radio.BlueZ.Central;

/// <summary>Which kind of Bluetooth bluetoothd connects a device over that speaks both: a profile knows Low Energy only.</summary>
internal sealed class BlueZBearer(BlueZDevice device)
{
    // An experimental property of Device1, from BlueZ 5.79 on; only devices that speak both kinds have it.
    private const string Preferred = "PreferredBearer";
    private const string LowEnergy = "le";

    // Errors over classic Bluetooth begin like that; this one and the adapter's are said of both kinds (src/error.h of BlueZ).
    private const string ClassicError = "br-connection-";
    private static readonly string[] OfBoth = ["br-connection-canceled", "br-connection-adapter-not-powered"];

    // Service classes of classic Bluetooth (Assigned Numbers, 3.3); services of Low Energy are from 0x1800 on.
    private const ushort FirstClass = 0x1000;
    private const ushort LastClass = 0x17FF;
    private const string AssignedTail = "-0000-1000-8000-00805f9b34fb";

    private bool _chosen;

    /// <summary>Did such a connect fail over classic Bluetooth?</summary>
    public static bool IsClassic(BusException exception) =>
        exception.Message.Contains(ClassicError, StringComparison.Ordinal) && !OfBoth.Any(error => exception.Message.Contains(error, StringComparison.Ordinal));

    /// <summary>The link that there is has no characteristics, and services of classic Bluetooth only.</summary>
    public bool LinkIsClassic() => !device.HasCharacteristics
        && (device.Objects.Tree.Get<string[]>(device.Path, BlueZNames.Device, "UUIDs") ?? []).Any(IsServiceClass);

    /// <summary>Has bluetoothd use Low Energy from now on.</summary>
    /// <returns>False where that cannot be said, or was said already.</returns>
    public async Task<bool> ChooseLowEnergyAsync(CancellationToken cancellation)
    {
        if (_chosen || device.Objects.Tree.Get<string>(device.Path, BlueZNames.Device, Preferred) is null or LowEnergy)
            return false;
        _chosen = true;
        try
        {
            await device.Objects.CallAsync(
                device.Path, RemoteObjects.Properties, "Set", device.Limits.Own, cancellation, "ssv", BlueZNames.Device, Preferred, LowEnergy).ConfigureAwait(false);
            return true;
        }
        catch (BusException exception) when (exception.Failure == BusFailure.Refused)
        {
            return false;
        }
    }

    private static bool IsServiceClass(string uuid) =>
        uuid.StartsWith("0000", StringComparison.Ordinal) && uuid.EndsWith(AssignedTail, StringComparison.OrdinalIgnoreCase)
        && ushort.TryParse(uuid.AsSpan(4, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number) && number is >= FirstClass and <= LastClass;
}
