namespace MassagerControl.Devices.Captures.Inference;

/// <summary>What a byte of a frame is for.</summary>
public enum ByteRole
{
    /// <summary>Nobody has explained it; as a correction: claim nothing about it.</summary>
    Unknown,

    /// <summary>The same in every frame of its group.</summary>
    Constant,
    Level,
    Counter,
    Length,
    Checksum,
    Battery,

    /// <summary>1 while the motor runs, else 0.</summary>
    Running,
}
