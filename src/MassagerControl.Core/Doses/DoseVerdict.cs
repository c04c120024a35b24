using System.Collections.Immutable;

namespace MassagerControl.Core.Doses;

/// <summary>What the past allows today.</summary>
/// <param name="FirstInArea">Nobody treated this place before: the session must be a starter.</param>
/// <param name="Refusals">Every reason why no session may begin now; empty when one may.</param>
/// <param name="NextPossible">When the last of those reasons is over; null when none ends by itself, or there is none.</param>
/// <param name="Because">The reason that is over last; null where there is no <paramref name="NextPossible"/>.</param>
/// <param name="DayRoom">Press time that the last 24 hours leave, in all areas together.</param>
public sealed record DoseVerdict(bool FirstInArea, ImmutableArray<Phrase> Refusals, DateTimeOffset? NextPossible, Phrase? Because, TimeSpan DayRoom);
