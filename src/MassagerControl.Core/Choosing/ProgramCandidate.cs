using System.Collections.Immutable;
using MassagerControl.Core.Programs;

namespace MassagerControl.Core.Choosing;

/// <summary>A program with what the limits and the past say of it at the place, with the device.</summary>
/// <param name="Against">Every reason why it could not begin now; empty where it could.</param>
/// <param name="Press">Press time of the whole program.</param>
public sealed record ProgramCandidate(Program Program, ImmutableArray<Phrase> Against, TimeSpan Press)
{
    /// <summary>The id of the program that would run in its place, because it is the first session there; null where it would run itself.</summary>
    public string? Replacement { get; init; }
}
