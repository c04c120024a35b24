using MassagerControl.Devices.Gatt;

namespace MassagerControl.Radio.BlueZ.Central;

/// <summary>Where BlueZ keeps a device: at an object path made of its Bluetooth address.</summary>
internal static class BlueZAddress
{
    private const string Prefix = "/dev_";

    /// <exception cref="GattException">It is no address.</exception>
    public static string PathOf(string adapter, string address)
    {
        BluetoothAddress.ThrowIfNone(address);
        return $"{adapter}{Prefix}{address.ToUpperInvariant().Replace(':', '_')}";
    }

    /// <param name="path">Of a device.</param>
    public static string Of(string path) => path[(path.LastIndexOf(Prefix, StringComparison.Ordinal) + Prefix.Length)..].Replace('_', ':');
}
