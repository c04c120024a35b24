namespace MassagerControl.Devices.Captures.Inference;

/// <summary>What a person did at a moment of the capture.</summary>
public enum MarkKind
{
    /// <summary>Anything else; for people.</summary>
    Note,

    /// <summary>Chose a level; <see cref="Mark.Number"/> is its number in the maker's app.</summary>
    Level,

    /// <summary>Switched the motor off.</summary>
    Stop,

    /// <summary>Switched the motor on, at whatever level.</summary>
    Start,

    /// <summary>Read the battery; <see cref="Mark.Number"/> is its percentage.</summary>
    Battery,
}
