namespace MassagerControl.Devices.Gatt;

public enum WriteMode
{
    /// <summary>A write request: the device acknowledges it.</summary>
    WithResponse,

    /// <summary>A write command: sent, nothing comes back.</summary>
    WithoutResponse,
}
