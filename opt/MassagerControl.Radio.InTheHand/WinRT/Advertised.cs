using System.Collections.Immutable;
using System.Runtime.InteropServices.WindowsRuntime;
using MassagerControl.Devices.Gatt;
using Windows.Devices.Bluetooth.Advertisement;

namespace MassagerControl.Radio.InTheHand.WinRT;

/// <summary>An advertisement of Windows as one of ours.</summary>
internal static class Advertised
{
    // What Windows says when it does not know the strength: -127 dBm.
    private const short NoSignal = -127;

    public static Advertisement Of(BluetoothLEAdvertisementReceivedEventArgs received)
    {
        var advertisement = received.Advertisement;
        var data = new Dictionary<ushort, ImmutableArray<byte>>();
        // One company may be named twice, which the package answers with an exception.
        foreach (var part in advertisement.ManufacturerData)
            data[part.CompanyId] = [.. part.Data.ToArray()];
        return new(Address(received.BluetoothAddress), string.IsNullOrEmpty(advertisement.LocalName) ? null : advertisement.LocalName, Rssi(received))
        {
            Services = [.. advertisement.ServiceUuids.Select(uuid => new GattUuid(uuid))],
            ManufacturerData = data.ToImmutableDictionary(),
        };
    }

    private static string Address(ulong address) => string.Join(':', BitConverter.GetBytes(address).Take(6).Reverse().Select(part => $"{part:X2}"));

    private static int? Rssi(BluetoothLEAdvertisementReceivedEventArgs received) =>
        received.RawSignalStrengthInDBm == NoSignal ? null : received.RawSignalStrengthInDBm;
}
