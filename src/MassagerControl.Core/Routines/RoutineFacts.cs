using System.Collections.Immutable;

namespace MassagerControl.Core.Routines;

/// <summary>What decides which steps may go on.</summary>
public sealed record RoutineFacts
{
    /// <summary>The place was hurt in the last days: cold, and nothing else there.</summary>
    public bool Injury { get; init; }

    /// <summary>A session has begun in this routine: there is something to rate.</summary>
    public bool SessionHeld { get; init; }

    /// <summary>How often each step was begun in the last 24 hours, in this routine and before.</summary>
    public ImmutableDictionary<string, int> Begun { get; init; } = ImmutableDictionary<string, int>.Empty;
}
