namespace MassagerControl.Devices.Gatt;

/// <summary>How long packets are (Bluetooth Core, vol. 3 parts F and G).</summary>
public static class GattLimits
{
    /// <summary>The ATT MTU of a link on which nobody has asked for a longer one.</summary>
    public const int LeastMtu = 23;

    /// <summary>Bytes of a packet that are not the value: a write without response carries so much less than the MTU.</summary>
    public const int CommandHeader = 3;
}
