namespace MassagerControl.App.Guarding;

/// <summary>What a guard is to guard.</summary>
/// <param name="Screen">The session has the whole terminal, which must be given back when it dies.</param>
/// <param name="Data">The folder where the session is kept; null where it is not.</param>
internal sealed record GuardOrder(DeviceReach Reach, bool Screen, string? Data);
