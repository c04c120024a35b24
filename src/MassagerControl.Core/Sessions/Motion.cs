namespace MassagerControl.Core.Sessions;

/// <summary>What the person does with the massager, or on it, during a press. Software cannot do it for them.</summary>
public enum Motion
{
    /// <summary>It stays on one place.</summary>
    Still,

    /// <summary>Small circles.</summary>
    Circle,

    /// <summary>Along the fibres of the muscle.</summary>
    Along,

    /// <summary>Over the whole area.</summary>
    Glide,
}
