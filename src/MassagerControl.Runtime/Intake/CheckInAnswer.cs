using MassagerControl.Core.Screening;

namespace MassagerControl.Runtime.Intake;

/// <summary>Puts the check-in to a person and waits for the answers.</summary>
/// <returns>Null when the person leaves it.</returns>
public delegate System.Collections.Immutable.ImmutableDictionary<string, CheckInAnswer>? AskCheckIn(CheckInSubject subject);
