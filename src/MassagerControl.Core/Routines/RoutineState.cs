using System.Collections.Immutable;

namespace MassagerControl.Core.Routines;

/// <summary>Where a step of a routine stands.</summary>
public enum RoutinePhase
{
    /// <summary>The check-in is put to the person.</summary>
    Asking,

    /// <summary>The step waits for the person to begin it.</summary>
    Ready,

    /// <summary>A guided step goes on; its motor is off.</summary>
    Running,

    Paused,

    /// <summary>It twinged: the step is over, and the advice is read.</summary>
    Twinged,

    /// <summary>A session has the device. Whoever runs the session says when it is over.</summary>
    InSession,

    /// <summary>The person is asked how it feels.</summary>
    Rating,

    Over,
}

/// <summary>How a routine ended.</summary>
public enum RoutineEnding
{
    /// <summary>Through to its last step, some of which may have been skipped.</summary>
    Completed,

    /// <summary>By the person.</summary>
    Stopped,

    /// <summary>Nothing more may be offered.</summary>
    Closed,
}

/// <summary>What became of a step.</summary>
public enum PartFate
{
    Done,
    Skipped,
    Twinged,

    /// <summary>Not allowed now; the reason is told.</summary>
    PassedOver,

    /// <summary>A session that was refused.</summary>
    Refused,

    /// <summary>A session that ended early.</summary>
    EndedEarly,
}

/// <param name="Reason">Null where it needs none.</param>
public sealed record PartOutcome(string Key, PartFate Fate, Phrase? Reason);

/// <summary>A routine under way: immutable, moved by <see cref="RoutineMachine"/>.</summary>
public sealed record RoutineState
{
    public required RoutinePlan Plan { get; init; }

    /// <summary>Which part it is at; as many as there are parts where it is over.</summary>
    public int Index { get; init; }

    public RoutinePhase Phase { get; init; }

    /// <summary>Which piece of a guided step.</summary>
    public int Unit { get; init; }

    /// <summary>So much of the piece was over at <see cref="Since"/>.</summary>
    public TimeSpan Spent { get; init; }

    /// <summary>When it went on last, by the clock of whoever runs it.</summary>
    public TimeSpan Since { get; init; }

    /// <summary>The step at hand was begun, and is counted in <see cref="RoutineFacts.Begun"/>.</summary>
    public bool Begun { get; init; }

    public RoutineFacts Facts { get; init; } = new();

    public ImmutableArray<PartOutcome> Outcomes { get; init; } = [];

    /// <summary>What the person should read beside the step; null: nothing.</summary>
    public Phrase? Told { get; init; }

    /// <summary>Null while it goes on.</summary>
    public RoutineEnding? Ending { get; init; }

    /// <summary>Null where it is over.</summary>
    public PlannedPart? Part => Ending is null && Index < Plan.Parts.Length ? Plan.Parts[Index] : null;

    public GuidedStep? Guided => (Part as PlannedGuided)?.Step;

    public GuidedUnit? Piece => Part is PlannedGuided guided && Unit < guided.Units.Length ? guided.Units[Unit] : null;

    /// <returns>How much of the piece is over.</returns>
    public TimeSpan SpentAt(TimeSpan now)
    {
        var spent = Phase == RoutinePhase.Running && now > Since ? Spent + (now - Since) : Spent;
        return Piece?.Length is { } length && spent > length ? length : spent;
    }

    /// <returns>Null where the piece has no end of its own.</returns>
    public TimeSpan? LeftAt(TimeSpan now) => Piece?.Length - SpentAt(now);
}
