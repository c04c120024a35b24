namespace MassagerControl.Devices.Conformance;

/// <summary>What a line of a conformance report means to whoever reads it.</summary>
public enum Severity
{
    /// <summary>As expected.</summary>
    Ok,

    /// <summary>Nothing is wrong: a check that does not apply, or something that nobody can see here.</summary>
    Info,

    /// <summary>Worth mending; a session stays safe without it.</summary>
    Issue,

    /// <summary>The profile and the device do not belong together, or the device is not safe to drive.</summary>
    Error,
}
