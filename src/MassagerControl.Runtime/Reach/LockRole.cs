
namespace MassagerControl.Runtime.Reach;

/// <summary>The two roles toward a device; one process at a time has each.</summary>
public enum LockRole
{
    /// <summary>Drives it.</summary>
    Owner,

    /// <summary>Stops it when the owner cannot. Outlives the owner.</summary>
    Guard,
}
