using MassagerControl.Core.Areas;

namespace MassagerControl.Core.Doses;

/// <summary>What a session whose process died counts for.</summary>
/// <param name="Lock">What locks the area (<see cref="LockKind"/>), or null.</param>
/// <param name="MaxIntensity">Percent.</param>
public sealed record RecoveredDose(ClockReading Ended, TimeSpan Press, string? Lock, int Reps, double MaxIntensity);
