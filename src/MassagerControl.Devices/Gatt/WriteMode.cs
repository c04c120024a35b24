namespace MassagerControl.Devices.Gatt;

/// <summary>Whether the device acknowledges what is written.</summary>
public enum WriteMode
{
    /// <summary>A write request: the device acknowledges it.</summary>
    WithResponse,

    /// <summary>A write command: sent, nothing comes back.</summary>
    WithoutResponse,
}
