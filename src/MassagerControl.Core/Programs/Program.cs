using System.Collections.Immutable;
using MassagerControl.Core.Massagers;
using MassagerControl.Core.Sessions;

namespace MassagerControl.Core.Programs;

/// <summary>A massage program as its file states it: immutable, checked by <see cref="ProgramCheck"/>.</summary>
public sealed record Program
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Summary { get; init; }

    /// <summary>Where its numbers come from; at least one.</summary>
    public required ImmutableArray<ProgramSource> Sources { get; init; }

    public required RatingBand Band { get; init; }

    /// <summary>Kinds of massager the program was written for.</summary>
    public required ImmutableArray<MassagerKind> Tools { get; init; }

    public required ImmutableArray<ProgramStep> Steps { get; init; }

    /// <summary>The id of the program that replaces this one in the first session of an area; null when it is short enough itself.</summary>
    public string? Starter { get; init; }

    /// <summary>A ceiling of the program's own (a starter has one), or null.</summary>
    public Intensity? Ceiling { get; init; }

    /// <summary>Sources that say something else. Nothing is made of the two together: the person sees both.</summary>
    public ImmutableArray<ProgramSource> Differing { get; init; } = [];

    /// <summary>The ids of the areas that the program was written for; empty: every area where a motor may work.</summary>
    public ImmutableArray<string> Areas { get; init; } = [];

    /// <summary>Somebody else holds the massager; who lies there rates and has STOP.</summary>
    public bool Helper { get; init; }

    /// <summary>Press time in a session that the program itself does not exceed, or null.</summary>
    public TimeSpan? MostPress { get; init; }
}

/// <param name="Title">The article or paper.</param>
/// <param name="Says">What it says, in our words, with its numbers.</param>
public sealed record ProgramSource(string Title, string Says);

public abstract record ProgramStep;

public sealed record WarmUp(TimeSpan Duration, Intensity Target) : ProgramStep
{
    public LevelPattern? Pattern { get; init; }
}

/// <summary>Press, release, repeat.</summary>
public sealed record Cycle(PressRange Press, TimeSpan Ramp, TimeSpan Release, RepRange Reps, Intensity Target, bool EndsOnEased) : ProgramStep
{
    public Motion Motion { get; init; }

    public LevelPattern? Pattern { get; init; }

    public ImmutableArray<StepCue> Cues { get; init; } = [];

    /// <summary>The usual press of the first session with the program in an area, of the second and so on; the last one holds for all further ones. Empty: it does not grow.</summary>
    public ImmutableArray<TimeSpan> Growth { get; init; } = [];
}

public sealed record Guided(TimeSpan Duration, string Text) : ProgramStep;

public sealed record CoolDown(TimeSpan Duration, Intensity Target) : ProgramStep
{
    public LevelPattern? Pattern { get; init; }
}

public sealed record PressRange(TimeSpan Shortest, TimeSpan Usual, TimeSpan Longest);

public sealed record RepRange(int Fewest, int Usual, int Most);
