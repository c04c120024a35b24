using System.Collections.Immutable;
using MassagerControl.Core.Programs;

namespace MassagerControl.Core.Choosing;

/// <summary>At most three programs, the best first, and why not the others.</summary>
public sealed record ChoosingResult(ImmutableArray<Suggestion> Suggestions, ImmutableArray<NotSuggested> Others);

/// <param name="Why">Every reason for it; also where another source says otherwise.</param>
public sealed record Suggestion(Program Program, ImmutableArray<Phrase> Why);

/// <param name="Possible">It could begin all the same.</param>
/// <param name="Why">Every reason; at least one.</param>
public sealed record NotSuggested(Program Program, bool Possible, ImmutableArray<Phrase> Why);
