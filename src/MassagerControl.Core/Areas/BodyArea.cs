using System.Collections.Immutable;

namespace MassagerControl.Core.Areas;

/// <summary>A place on the body: what lies there, what is allowed and why.</summary>
public sealed record BodyArea
{
    /// <summary>For the command line, e.g. <c>upper-trapezius</c>.</summary>
    public required string Id { get; init; }

    public required Phrase Name { get; init; }

    public ImmutableArray<Phrase> Muscles { get; init; } = [];

    /// <summary>There is a left and a right one.</summary>
    public bool HasSides { get; init; }

    /// <summary>How to lie or sit, and what to keep off.</summary>
    public Phrase Position { get; init; } = Phrase.Empty;

    /// <summary>Why no motor may work here; null where one may.</summary>
    public Phrase? Locked { get; init; }

    /// <summary>The area's own ceiling, or 100 %.</summary>
    public Intensity Ceiling { get; init; } = Intensity.Full;

    /// <summary>Why the ceiling is low, or a caution.</summary>
    public Phrase Caution { get; init; } = Phrase.Empty;

    /// <summary>Why a roller may not be used here; null where one may.</summary>
    public Phrase? NoRoller { get; init; }

    /// <summary>Where this is said.</summary>
    public required string Source { get; init; }
}
