namespace MassagerControl.Runtime.Clinics;

/// <summary>What the desk of a clinic sees of this room.</summary>
/// <param name="Session">What the clinic calls the session; null where none goes on, or it is none of the clinic's.</param>
/// <param name="Phase">A state as the service calls it; <c>idle</c> where nothing goes on.</param>
/// <param name="Levels">How many the device has; 1 where nothing goes on.</param>
/// <param name="Cap">Percent.</param>
/// <param name="CapReason">Why it is so low; null where nothing lowers it.</param>
/// <param name="Battery">Percent; null where nobody knows.</param>
/// <param name="Link"><c>connecting</c>, <c>connected</c> or <c>lost</c>; null where nothing goes on.</param>
/// <param name="Rating">The last one.</param>
/// <param name="OffConfirmed">False while a motor may run that should be off.</param>
public sealed record RoomState(
    string? Session, string Phase, int Level, int Levels, double Cap, string? CapReason, int? Battery, string? Link, int? Rating, bool OffConfirmed)
{
    public static RoomState Idle { get; } = new(null, "idle", 0, 1, 0, null, null, null, null, OffConfirmed: true);
}
