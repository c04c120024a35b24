using System.Collections.Immutable;
using MassagerControl.Core.Areas;
using MassagerControl.Core.Massagers;
using MassagerControl.Core.Safety;

namespace MassagerControl.Core.Sessions;

/// <summary>What a session tells the world; one line of the event log each.</summary>
/// <remarks><see cref="Rank"/> is the order of events at one instant.</remarks>
public abstract record SessionEvent
{
    /// <summary>Since the session began.</summary>
    public required TimeSpan At { get; init; }

    /// <summary>What locks the area by this event (<see cref="LockKind"/>), or null.</summary>
    public virtual string? Locks => null;

    /// <summary>Smaller comes first among events of one instant; equal keeps the order of emission.</summary>
    public abstract int Rank { get; }
}

public sealed record SessionStarted(SessionPlan Plan) : SessionEvent
{
    public override int Rank => 0;
}

public sealed record LinkChanged(string State) : SessionEvent
{
    /// <summary>Of a lost one.</summary>
    public LossCause Cause { get; init; }

    public override int Rank => 1;
}

/// <summary>Every input of a person, a device button or the host that is neither a rating nor a red flag.</summary>
public sealed record InputTaken(string Kind, bool Accepted, Phrase Reason) : SessionEvent
{
    public override int Rank => 2;
}

public sealed record Rated(Discomfort Value, string Source) : SessionEvent
{
    public override string? Locks => LockKind.Of(Value);

    public override int Rank => 2;
}

public sealed record RedFlagRaised(RedFlagKind Kind, string Source) : SessionEvent
{
    public override string? Locks => LockKind.Of(Kind);

    public override int Rank => 2;
}

public sealed record FaultSeen(string Kind, Phrase Detail) : SessionEvent
{
    public override int Rank => 2;
}

/// <summary>Something that a person should know and that stops nothing by itself.</summary>
public sealed record NoticeTold(Phrase Words) : SessionEvent
{
    public override int Rank => 2;
}

/// <param name="Percent">0–100; told when it is another one than before.</param>
public sealed record BatteryTold(int Percent) : SessionEvent
{
    public override int Rank => 2;
}

public sealed record CapChanged(Intensity Value, Phrase Reason) : SessionEvent
{
    public override int Rank => 3;
}

/// <summary>A phase as a person knows it.</summary>
public enum SessionPhase
{
    WarmUp,
    Compress,
    Hold,
    Release,
    Guided,
    CoolDown,
    Paused,
    Reconnecting,
}

/// <param name="Rep">1-based; 0 outside a cycle.</param>
/// <param name="Of">Reps of the cycle; 0 outside.</param>
public sealed record PhaseEntered(SessionPhase Phase, int Rep, int Of, Phrase Reason) : SessionEvent
{
    public override int Rank => 4;
}

/// <summary>What the person is told on the way through a step.</summary>
public sealed record CueGiven(Phrase Words) : SessionEvent
{
    public override int Rank => 4;
}

/// <summary>A frame that left for the device, in the order of sending.</summary>
public sealed record FrameTraced(FrameWritten Frame) : SessionEvent
{
    public override int Rank => 5;
}

/// <summary>An output that the device has accepted.</summary>
public sealed record LevelAccepted(Limited Output) : SessionEvent
{
    public override int Rank => 5;
}

public sealed record StopAsked(Phrase Cause) : SessionEvent
{
    public override int Rank => 6;
}

public sealed record SessionEnded(SessionResult Result) : SessionEvent
{
    public override int Rank => 7;
}

/// <summary>How a session ended.</summary>
public enum SessionOutcome
{
    Completed,
    Stopped,

    /// <summary>A 9, a 10, or a second 8.</summary>
    Rating,
    RedFlag,
    NoAnswer,

    /// <summary>The device cannot go lower, or the session's time is used up.</summary>
    Limit,

    /// <summary>Device or radio failed, motor confirmed off.</summary>
    Device,

    /// <summary>The motor may still run.</summary>
    Uncertain,
}

/// <param name="Reps">Reps that count as done: the press ran its time, was eased, or was cut short by an 8 that did not end the session.</param>
/// <param name="Press">Time spent in presses.</param>
/// <param name="HighestOutput">The highest output that the device accepted.</param>
/// <param name="ConfirmedOff">The device confirmed level 0, or was never told to run.</param>
/// <param name="AreaLocked">A red flag or a 9–10: the area stays locked until it is cleared.</param>
/// <param name="Reason">Why it ended, for the person.</param>
public sealed record SessionResult(
    SessionOutcome Outcome,
    int Reps,
    TimeSpan Press,
    Intensity HighestOutput,
    bool ConfirmedOff,
    bool AreaLocked,
    Phrase Reason,
    ImmutableArray<Discomfort> Ratings)
{
    /// <summary>What stands behind <see cref="ConfirmedOff"/>; means nothing without it.</summary>
    public OffGround OffGround { get; init; }

    /// <summary>Which limits held presses back, and how often; the most frequent first.</summary>
    public ImmutableArray<HeldBack> HeldBack { get; init; } = [];
}

/// <summary>Why a motor counts as off.</summary>
public enum OffGround
{
    /// <summary>The device said so.</summary>
    Confirmed,

    /// <summary>It was never told to run; whether it could be reached is another matter.</summary>
    NeverDriven,

    /// <summary>The link stayed lost, and the profile's author measured that the device then stops by itself.</summary>
    StopsUnlinked,
}
