using MassagerControl.Devices.Gatt;
namespace MassagerControl.Radio.BlueZ.Central;

/// <summary>Which Bluetooth of this machine.</summary>
public sealed record BlueZOptions
{
    /// <summary>E.g. <c>hci1</c>, whose number may be another one's after the next start, or the adapter's address; null for the first that is switched on.</summary>
    public string? Adapter { get; init; }

    /// <summary>The message bus of bluetoothd; null for the system bus (<c>DBUS_SYSTEM_BUS_ADDRESS</c>, else the usual place).</summary>
    public string? BusAddress { get; init; }

    /// <summary>Null: only devices that ask for no number can be bonded with ("Just Works").</summary>
    public AskPin? AskPin { get; init; }

    public BlueZLimits Limits { get; init; } = new();
}
