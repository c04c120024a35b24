using System.Collections.Immutable;

namespace MassagerControl.Core.Areas;

/// <summary>A place on the body: what lies there, what is allowed and why.</summary>
public sealed record BodyArea
{
    /// <summary>For the command line, e.g. <c>upper-trapezius</c>.</summary>
    public required string Id { get; init; }

    public required Phrase Name { get; init; }

    public ImmutableArray<AreaMuscle> Muscles { get; init; } = [];

    /// <summary>There is a left and a right one.</summary>
    public bool HasSides { get; init; }

    /// <summary>Ways to lie or sit; each will do.</summary>
    public ImmutableArray<Phrase> Positions { get; init; } = [];

    /// <summary>Where exactly, and what to keep off.</summary>
    public Phrase KeepOff { get; init; } = Phrase.Empty;

    /// <summary>All of it in one sentence: how to lie or sit, and what to keep off.</summary>
    public Phrase Position => Positions.Append(KeepOff).Where(part => part != Phrase.Empty)
        .Aggregate(Phrase.Empty, (all, part) => all == Phrase.Empty ? part : Phrase.Of($"{all}; {part}"));

    /// <summary>Where the pain of a knot may be felt besides.</summary>
    public ImmutableArray<Phrase> Spreads { get; init; } = [];

    /// <summary>The tools that a source speaks of, for and against. One that is not here is not spoken of.</summary>
    public ImmutableArray<ToolRule> Tools { get; init; } = [];

    /// <summary>Where the sources say different things of this place, and which one counts.</summary>
    public ImmutableArray<Phrase> Disagreements { get; init; } = [];

    /// <summary>Why no motor may work here; null where one may.</summary>
    public Phrase? Locked { get; init; }

    /// <summary>The area's own ceiling, or 100 %.</summary>
    public Intensity Ceiling { get; init; } = Intensity.Full;

    /// <summary>Why the ceiling is low, or a caution.</summary>
    public Phrase Caution { get; init; } = Phrase.Empty;

    /// <summary>Why a roller may not be used here; null where one may.</summary>
    public Phrase? NoRoller => Tools.FirstOrDefault(rule => rule is { Tool: BodyTool.Roller, Allowed: false })?.Reason;

    /// <summary>Where this is said; at least one.</summary>
    public required ImmutableArray<AreaSource> Sources { get; init; }

    /// <summary>The titles alone.</summary>
    public string Source => string.Join("; ", Sources.Select(source => source.Title));
}
