using MassagerControl.Core.Massagers;
using MassagerControl.Radio.BlueZ.Bus;

namespace MassagerControl.Radio.BlueZ.Central;

/// <summary>Why a link ended: bluetoothd says so from 5.83 on, with a signal before the change to not connected.</summary>
internal static class BlueZLossCause
{
    /// <summary>The signal, for whoever follows bluetoothd's objects.</summary>
    public static readonly (string Interface, string Member) Signal = (BlueZNames.Device, "Disconnected");

    /// <summary>Null where a change is no such signal.</summary>
    public static LossCause? In(ObjectChange change) => change.Signal is { Values: [string name, ..] } && change.Interface == Signal.Interface ? Of(name) : null;

    // Of the others (an unknown one, a failed authentication) nothing can be said that a person could use.
    private static LossCause Of(string name) => name switch
    {
        "org.bluez.Reason.Remote" => LossCause.Device,
        "org.bluez.Reason.Timeout" => LossCause.OutOfReach,
        "org.bluez.Reason.Local" or "org.bluez.Reason.Suspend" => LossCause.ThisComputer,
        _ => LossCause.Unknown,
    };
}
