using System.Collections.Immutable;
using MassagerControl.Core.Massagers;
using MassagerControl.Core.Safety;

namespace MassagerControl.Core.Sessions;

/// <summary>Why a session is paused; decides what resumes it.</summary>
public enum PauseReason
{
    None,

    /// <summary>The person asked. Only <c>resume</c> goes on.</summary>
    Asked,

    /// <summary>No rating in two reps. A rating of 7 or less, or <c>resume</c>, goes on.</summary>
    StillThere,

    /// <summary>The link came back. Only a rating of 7 or less goes on.</summary>
    Reconnected,

    /// <summary>The owner's heartbeat was lost.</summary>
    OwnerLost,

    /// <summary>The wall clock jumped or the machine slept.</summary>
    ClockJumped,

    /// <summary>No phone or other remote answers. A rating of 7 or less, or <c>resume</c>, goes on.</summary>
    RemotesLost,
}

/// <summary>Where an interrupted session goes on.</summary>
/// <param name="State">WarmingUp, Compressing, Releasing, Resting or CoolingDown.</param>
/// <param name="Left">What is left of that step; a press counts compress and hold together.</param>
public sealed record ResumePoint(SessionState State, TimeSpan Left);

/// <summary>How a session is about to end, or has ended.</summary>
public sealed record Ending(SessionOutcome Outcome, Phrase Reason, bool AreaLocked = false);

/// <summary>The whole state of a session: immutable, no clock, no device. All times count from the session's beginning.</summary>
public sealed record Session
{
    public required SessionPlan Plan { get; init; }

    public SessionState State { get; init; } = SessionState.Idle;

    /// <summary>Index of the present step in the plan.</summary>
    public int StepIndex { get; init; }

    /// <summary>1-based within a cycle, 0 outside.</summary>
    public int Rep { get; init; }

    /// <summary>When the present state's own time is over.</summary>
    public TimeSpan? PhaseEnds { get; init; }

    public TimeSpan PhaseBegan { get; init; }

    /// <summary>When the present press (compress and hold together) is over.</summary>
    public TimeSpan PressEnds { get; init; }

    public ResumePoint? Resume { get; init; }

    public PauseReason Pause { get; init; }

    // The law.

    /// <summary>What the ratings allow. Rises only at the beginning of a press.</summary>
    public required Intensity RatingCap { get; init; }

    /// <summary>Why the cap is what it is.</summary>
    public Phrase CapReason { get; init; } = Phrase.Empty;

    public Intensity UserCeiling { get; init; }

    public bool RaisePending { get; init; }

    public bool CeilingUpPending { get; init; }

    public bool RatedInRep { get; init; }

    public bool SevereInRep { get; init; }

    public int SevereCount { get; init; }

    public int SilentReps { get; init; }

    /// <summary>Output stays 0 until then.</summary>
    public TimeSpan ZeroUntil { get; init; }

    // The step.

    /// <summary>What the pattern of the step asks for now; null where it has none.</summary>
    public Intensity? PatternTarget { get; init; }

    /// <summary>What the person was told last in this step.</summary>
    public StepCue? Cue { get; init; }

    /// <summary>When the step has something new to ask for or to say.</summary>
    public TimeSpan? NextMoment { get; init; }

    // The output.

    /// <summary>The last level sent, whether or not it was answered.</summary>
    public Level Commanded { get; init; }

    public TimeSpan CommandedAt { get; init; }

    /// <summary>The device has said on this link that it runs.</summary>
    public bool HasSaidLevel { get; init; }

    /// <summary>When the device answered the last command; of no meaning while it is awaited.</summary>
    public TimeSpan AnsweredAt { get; init; }

    /// <summary>The level before the last one, while a report may still be of its time.</summary>
    public Level CommandedBefore { get; init; }

    /// <summary>The last command is not answered yet: nothing may rise.</summary>
    public bool Awaiting { get; init; }

    /// <summary>The last output that the device accepted, with its reasons.</summary>
    public Limited? Output { get; init; }

    public Level LastNonZero { get; init; }

    /// <summary>When the output may rise by the next step.</summary>
    public TimeSpan? NextRise { get; init; }

    public TimeSpan RiseGap { get; init; } = HardLimits.StepGap;

    public TimeSpan RiseAfter { get; init; }

    public TimeSpan LastRise { get; init; } = -HardLimits.StepGap;

    /// <summary>Who ended the last link that was lost.</summary>
    public LossCause LostBy { get; init; }

    /// <summary>A report that does not fit the commands; a new command does not make it undone.</summary>
    public OddReport? OddReport { get; init; }

    /// <summary>When it must be judged; null while that waits for an answer.</summary>
    public TimeSpan? ReportDue { get; init; }

    /// <summary>The device's last word about its level on this link; null when it never said one.</summary>
    public Level? LastReport { get; init; }

    /// <summary>It said so after the last off was asked for.</summary>
    public bool ReportedSinceOff { get; init; }

    /// <summary>The last off was acknowledged, but the device's word about its level is still awaited.</summary>
    public bool OffAcknowledged { get; init; }

    // The link.

    /// <summary>When the present link was made.</summary>
    public TimeSpan LinkedAt { get; init; }

    /// <summary>How many links in a row the device has ended after the same time without a word to it.</summary>
    public int QuietLosses { get; init; }

    /// <summary>That time, of the link that was lost last.</summary>
    public TimeSpan QuietBefore { get; init; }

    // Asking.

    public bool PromptOpen { get; init; }

    public TimeSpan? PromptDue { get; init; }

    public ImmutableArray<Discomfort> Ratings { get; init; } = [];

    public Discomfort? LastRating => Ratings.IsDefaultOrEmpty ? null : Ratings[^1];

    // The end.

    public Ending? Ending { get; init; }

    /// <summary>When an operation that came to nothing is tried again, or an off that is not answered is told.</summary>
    public TimeSpan? RetryDue { get; init; }

    public int Attempts { get; init; }

    public bool UncertaintyTold { get; init; }

    /// <summary>A link to the device was made, whatever became of it.</summary>
    public bool Met { get; init; }

    /// <summary>Off was confirmed before the link was lost, nothing was sent since, and the device was not met again.</summary>
    public bool OffBeforeLoss { get; init; }

    /// <summary>Time spent in presses that are over; <see cref="PressUntil"/> counts the present one too.</summary>
    public TimeSpan PressTotal { get; init; }

    public int RepsDone { get; init; }

    public Intensity HighestOutput { get; init; }

    /// <summary>The presses so far that a limit held back, in order.</summary>
    public ImmutableArray<HeldPress> Held { get; init; } = [];

    /// <summary>The motor was told to run at least once.</summary>
    public bool EverDriven { get; init; }

    public SessionResult? Result { get; init; }

    public PlanStep? Step => StepIndex < Plan.Steps.Length ? Plan.Steps[StepIndex] : null;

    public CycleStep? Cycle => Step as CycleStep;

    public int RepsOfCycle => Cycle?.Reps ?? 0;

    public bool IsOver => State.IsIn(SessionState.Over);

    public bool IsPressing => State.IsIn(SessionState.Pressing);

    /// <summary>Over, or on the way there: nothing but off is sent any more.</summary>
    public bool IsEnding => State == SessionState.Stopping || IsOver;

    /// <summary>The last command was off, and the device has answered it.</summary>
    public bool OffAnswered => Commanded.IsOff && !Awaiting;

    /// <summary>It should be off, and nobody knows that it is: off was not confirmed, or the link is gone from a motor that is not known to stop by itself. Somebody must look.</summary>
    public bool MotorMayRun => Result is { } result
        ? !result.ConfirmedOff
        : UncertaintyTold || (State == SessionState.Reconnecting && EverDriven && Plan.Massager.MayRunUnlinked && !OffBeforeLoss);

    /// <summary>Known to be off. A motor that runs as it should is neither off nor one that <see cref="MotorMayRun"/> tells of.</summary>
    public bool MotorIsOff => OffAnswered && !MotorMayRun;

    /// <summary>Time spent in presses, the present one included.</summary>
    public TimeSpan PressUntil(TimeSpan now) => PressTotal + (IsPressing ? now - PhaseBegan : TimeSpan.Zero);

    public static Session For(SessionPlan plan)
    {
        var (cap, reason) = Start(plan);
        return new Session
        {
            Plan = plan,
            RatingCap = cap,
            CapReason = reason,
            UserCeiling = plan.UserCeiling,
        };
    }

    private static (Intensity Cap, Phrase Reason) Start(SessionPlan plan)
    {
        var lowest = plan.Scale.Lowest;
        if (plan.StartCap is { } start && start.Cap < HardLimits.StartCap)
            return start.Cap < lowest ? (lowest, Phrase.Of($"{start.Reason}; {lowest} is the device's lowest level")) : (start.Cap, start.Reason);
        return lowest > HardLimits.StartCap
            ? (lowest, "every session starts at the device's lowest level")
            : (HardLimits.StartCap, Phrase.Of($"every session starts at {HardLimits.StartCap} or below"));
    }
}
