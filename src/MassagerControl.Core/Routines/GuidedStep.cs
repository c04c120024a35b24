using System.Collections.Immutable;

namespace MassagerControl.Core.Routines;

/// <summary>Something that a person does without the device, as its file states it: immutable, checked by <see cref="GuidedStepCheck"/>. No motor runs in it, ever.</summary>
public sealed record GuidedStep
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required GuidedKind Kind { get; init; }

    /// <summary>What to do, a line each.</summary>
    public required ImmutableArray<string> Text { get; init; }

    public required GuidedDose Dose { get; init; }

    /// <summary>It is done on the left, then on the right.</summary>
    public bool Sides { get; init; }

    /// <summary>The areas that it is for; empty: wherever.</summary>
    public ImmutableArray<string> Areas { get; init; } = [];

    /// <summary>So often a day at most; null: as often as one likes.</summary>
    public int? PerDay { get; init; }

    /// <summary>The name of its SVG file, beside it.</summary>
    public required string Picture { get; init; }

    /// <summary>Where it and its numbers come from; at least one.</summary>
    public required ImmutableArray<GuidedSource> Sources { get; init; }

    public bool IsFor(string area) => Areas.IsEmpty || Areas.Contains(area);
}

/// <param name="Title">The article.</param>
/// <param name="Says">What it says, in our words, with its numbers.</param>
public sealed record GuidedSource(string Title, string Says);
