using System.Collections.Immutable;
using MassagerControl.Core.Areas;
using MassagerControl.Core.Doses;
using MassagerControl.Core.Massagers;

namespace MassagerControl.Core.Choosing;

/// <summary>All that choosing a program looks at.</summary>
public sealed record ChoiceSituation
{
    public required AreaPlace Place { get; init; }

    public required MassagerTraits Massager { get; init; }

    public required ImmutableArray<ProgramCandidate> Candidates { get; init; }

    /// <summary>In any order, of every place.</summary>
    public ImmutableArray<PastVisit> Visits { get; init; } = [];

    /// <summary>Press time that the last 24 hours leave; null where nobody counts.</summary>
    public TimeSpan? Room { get; init; }

    /// <summary>A time of gentler sessions, or null.</summary>
    public GentleSpell? Gentle { get; init; }

    /// <summary>Why the place is closed to this person now, such as an injury that was named in a check-in; empty where it is open.</summary>
    public ImmutableArray<Phrase> Closed { get; init; } = [];
}
