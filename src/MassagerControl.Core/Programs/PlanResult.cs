using System.Collections.Immutable;
using MassagerControl.Core.Sessions;

namespace MassagerControl.Core.Programs;

/// <summary>A plan, or every reason why there is none.</summary>
/// <param name="Notes">What a person should know although the plan stands, e.g. a choice outside the program's cited range.</param>
public sealed record PlanResult(SessionPlan? Plan, ImmutableArray<Phrase> Refusals, ImmutableArray<Phrase> Notes);
