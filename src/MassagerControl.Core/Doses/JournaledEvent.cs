using MassagerControl.Core.Areas;

namespace MassagerControl.Core.Doses;

/// <summary>What the journal says of one event, as far as doses and locks need it.</summary>
/// <param name="At">Since the session began.</param>
/// <param name="Pressing">A press goes on from here on, or none does; null where the event says nothing about it.</param>
/// <param name="Lock">What locks the area (<see cref="LockKind"/>), or null.</param>
/// <param name="Rep">0 where it names none.</param>
/// <param name="Intensity">Percent; 0 where it names none.</param>
public sealed record JournaledEvent(TimeSpan At, bool? Pressing, string? Lock, int Rep, double Intensity);
