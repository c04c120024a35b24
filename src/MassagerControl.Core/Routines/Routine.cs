using System.Collections.Immutable;

namespace MassagerControl.Core.Routines;

/// <summary>Steps in an order, as a file states it: immutable, checked by <see cref="RoutineCheck"/>.</summary>
public sealed record Routine
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Summary { get; init; }

    public required ImmutableArray<RoutineStep> Steps { get; init; }
}

public abstract record RoutineStep;

/// <summary>The questions before a session.</summary>
public sealed record CheckInStep : RoutineStep;

/// <param name="Step">The id of a <see cref="GuidedStep"/>.</param>
public sealed record GuidedRoutineStep(string Step) : RoutineStep;

/// <summary>A session with the device, the only place of a routine where a motor runs; with the program's own warm-up and cool-down.</summary>
/// <param name="Program">A program's id.</param>
public sealed record SessionStep(string Program) : RoutineStep;

/// <summary>How it feels afterwards.</summary>
public sealed record AfterRatingStep : RoutineStep;
