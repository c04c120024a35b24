using System.Collections.Immutable;
using MassagerControl.Core.Areas;

namespace MassagerControl.Core.Screening;

/// <summary>A check-in of the past.</summary>
/// <param name="Answers">By the question's id; none of them is "same as last time".</param>
public sealed record PastCheckIn(DateTimeOffset At, AreaPlace Place, ImmutableDictionary<string, CheckInAnswer> Answers);
