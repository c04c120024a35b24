namespace MassagerControl.Devices.Profiles.Matching;

/// <summary>Where a profile comes from.</summary>
public enum ProfileOrigin
{
    Shipped,

    /// <summary>A file of the person's own.</summary>
    User,

    /// <summary>Shipped, with limits that the person has narrowed.</summary>
    Narrowed,
}
