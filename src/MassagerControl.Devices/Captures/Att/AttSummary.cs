using System.Collections.Immutable;

namespace MassagerControl.Devices.Captures.Att;

/// <summary>How much of a capture was understood.</summary>
/// <param name="Counts">Only of what was met.</param>
/// <param name="Links">How many links were seen, on how many devices whatever.</param>
/// <param name="UnknownOpcodes">How often each was heard.</param>
public sealed record AttSummary(
    ImmutableSortedDictionary<CountedKind, long> Counts, int Links, ImmutableSortedDictionary<byte, long> UnknownOpcodes)
{
    /// <returns>0 for what was not met.</returns>
    public long Of(CountedKind kind) => Counts.GetValueOrDefault(kind);
}
