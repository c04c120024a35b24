namespace MassagerControl.Core.Massagers;

/// <summary>What the motor does when the link drops. Anything not measured on hardware is <see cref="Unknown"/>.</summary>
public enum OnDisconnect
{
    /// <summary>Nobody measured it: counts as <see cref="Continues"/>.</summary>
    Unknown,
    Stops,
    Continues,
}
