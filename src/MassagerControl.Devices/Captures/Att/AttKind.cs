namespace MassagerControl.Devices.Captures.Att;

/// <summary>What was said.</summary>
public enum AttKind
{
    /// <summary>Written by the phone; the device acknowledges it.</summary>
    WriteRequest,

    /// <summary>Written by the phone without acknowledgement.</summary>
    WriteCommand,

    /// <summary>Said by the device.</summary>
    Notification,

    /// <summary>Said by the device and acknowledged by the phone.</summary>
    Indication,

    /// <summary>What the device answered when it was read.</summary>
    ReadResponse,
}
