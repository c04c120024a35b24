namespace MassagerControl.Devices.Captures.Inference;

/// <summary>What a group of frames is for.</summary>
public enum GroupMeaning
{
    Unknown,
    SetLevel,
    Stop,
    Start,

    /// <summary>Sent again and again, whatever the person does.</summary>
    KeepAlive,

    /// <summary>Sent once on each link, before anything that a mark names.</summary>
    Greeting,

    /// <summary>Said by the device.</summary>
    Status,
}
