using MassagerControl.Runtime.Reach;

namespace MassagerControl.Runtime.Guarding;

/// <summary>What a guard is to guard.</summary>
/// <param name="Screen">The session has the whole terminal, which must be given back when it dies.</param>
/// <param name="Kept">Where the session is kept; null where it is not.</param>
public sealed record GuardOrder(DeviceAddress Reach, bool Screen, KeptSession? Kept);

/// <param name="Folder">The data folder.</param>
/// <param name="Device">What the device is called there.</param>
public sealed record KeptSession(string Folder, string Device);
