using MassagerControl.Devices.Profiles;
using MassagerControl.Devices.Simulation;

namespace MassagerControl.Radio.BlueZ.Peripheral;

/// <summary>Which virtual peripheral, on which Bluetooth adapter.</summary>
public sealed record BlueZPeripheralOptions
{
    public required DeviceProfile Profile { get; init; }

    /// <summary>BlueZ's name of the adapter, e.g. <c>hci1</c>.</summary>
    public required string Adapter { get; init; }

    /// <summary>The message bus of bluetoothd; null for the system bus (<c>DBUS_SYSTEM_BUS_ADDRESS</c>, else the usual place).</summary>
    public string? BusAddress { get; init; }

    public SimulatedPeripheralOptions Peripheral { get; init; } = new();

    /// <summary>Takes JSON Lines, each flushed at once; null for none.</summary>
    public TextWriter? Log { get; init; }

    /// <summary>Called once, when centrals can connect.</summary>
    public Action? Ready { get; init; }

    /// <summary>Told in a sentence what goes wrong later, and what is well again.</summary>
    public Action<string>? Trouble { get; init; }
}
