using System.Collections.Immutable;

namespace MassagerControl.Devices.Profiles.Matching;

/// <summary>Which profiles an advertisement fits.</summary>
/// <param name="Candidates">The best first; those of one score by id.</param>
public sealed record MatchResult(ImmutableArray<MatchCandidate> Candidates)
{
    public static MatchResult None { get; } = new([]);

    /// <summary>The profile to use; null when there is none, and when two are equally good: then a person decides, never this program.</summary>
    public MatchCandidate? Chosen => Ambiguous || Candidates.IsEmpty ? null : Candidates[0];

    /// <summary>Those that share the best score; empty when there are none.</summary>
    public IEnumerable<MatchCandidate> Best => Candidates.TakeWhile(candidate => candidate.Score == Candidates[0].Score);

    /// <summary>Two or more share the best score.</summary>
    public bool Ambiguous => Candidates.Length > 1 && Candidates[0].Score == Candidates[1].Score;
}
