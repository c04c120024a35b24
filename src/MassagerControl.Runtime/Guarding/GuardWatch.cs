using MassagerControl.Core;
using MassagerControl.Core.Safety;

namespace MassagerControl.Runtime.Guarding;

/// <summary>The stages of a guard.</summary>
internal enum GuardStage
{
    /// <summary>The session has not begun: nothing can run.</summary>
    Waiting,

    /// <summary>The motor may run, and the owner renews.</summary>
    Guarding,

    /// <summary>A renewal is overdue: one more short look, because the guard itself may have been late.</summary>
    LastLook,

    /// <summary>The motor is the guard's matter.</summary>
    TakingOver,

    /// <summary>Nothing is left to do.</summary>
    Over,
}

/// <summary>What happens to a guard.</summary>
internal abstract record GuardInput;

internal sealed record WordHeard(OwnerMessage Word) : GuardInput;

/// <summary>The owner's end of the pipe is closed: its process has ended.</summary>
internal sealed record OwnerGone : GuardInput;

/// <summary>The deadline has come.</summary>
internal sealed record DeadlineCame : GuardInput;

/// <summary>What a guard does about it.</summary>
public abstract record GuardAct;

/// <summary>Tells the owner that its word was heard.</summary>
internal sealed record AnswerOwner(long Number) : GuardAct;

/// <param name="End">The owner may be alive and hold the link: end it first.</param>
/// <param name="Why">For the person.</param>
internal sealed record TakeOver(bool End, Phrase Why) : GuardAct;

public sealed record Leave : GuardAct;

/// <summary>Tells the person what was held back while the session still had the terminal.</summary>
/// <param name="ScreenIsLeft">The session has given the terminal back itself; otherwise it ended without.</param>
/// <param name="Number">To be answered; null where nobody waits.</param>
internal sealed record SpeakUp(bool ScreenIsLeft, long? Number) : GuardAct;

/// <param name="Act">Null: nothing.</param>
internal sealed record GuardStep(GuardWatch Watch, GuardAct? Act);

/// <summary>When a guard steps in: a pure function of what it hears and the time.</summary>
/// <param name="Deadline">When the present stage is over; null where it waits for as long as it takes.</param>
internal sealed record GuardWatch(GuardStage Stage, TimeSpan? Deadline)
{
    /// <summary>A guard that was frozen itself reads what has piled up in this time.</summary>
    public static readonly TimeSpan Look = TimeSpan.FromMilliseconds(150);

    /// <summary>With the last look it makes one lease (<see cref="HardLimits.Lease"/>), which is three renewals and a little more.</summary>
    public static readonly TimeSpan Patience = HardLimits.Lease - Look;

    /// <summary>From arming to the first renewal: a session that has just been loaded is slow, and it renews with its first link, before it drives anything.</summary>
    public static readonly TimeSpan PatienceAtFirst = TimeSpan.FromSeconds(3);

    public static GuardWatch Fresh { get; } = new(GuardStage.Waiting, null);

    /// <param name="now">Monotonic, from any beginning.</param>
    public GuardStep Next(GuardInput input, TimeSpan now) => Stage is GuardStage.TakingOver or GuardStage.Over
        ? new(this, AfterTheSession(input))
        : input switch
        {
            WordHeard { Word.Says: OwnerMessageKind.Done } => new(new(GuardStage.Over, null), new Leave()),
            WordHeard { Word.Says: OwnerMessageKind.HandOver } => Taken(new(End: false, "the session ended and the device did not confirm that its motor is off")),
            WordHeard { Word: { Says: OwnerMessageKind.Arm } word } => Renewed(word, now + PatienceAtFirst),
            WordHeard { Word: var word } => Stage == GuardStage.Waiting ? new(this, new AnswerOwner(word.Number)) : Renewed(word, now + Patience),
            OwnerGone => Stage == GuardStage.Waiting
                ? new(new(GuardStage.Over, null), new Leave())
                : Taken(new(End: true, "the session's process has ended without stopping the motor")),
            _ => Due(now),
        };

    private static SpeakUp? AfterTheSession(GuardInput input) => input switch
    {
        WordHeard { Word: { Says: OwnerMessageKind.Left } word } => new(ScreenIsLeft: true, word.Number),
        OwnerGone => new(ScreenIsLeft: false, null),
        _ => null,
    };

    private static GuardStep Renewed(OwnerMessage word, TimeSpan until) => new(new(GuardStage.Guarding, until), new AnswerOwner(word.Number));

    private static GuardStep Taken(TakeOver act) => new(new(GuardStage.TakingOver, null), act);

    private GuardStep Due(TimeSpan now)
    {
        if (Deadline is not { } deadline || now < deadline)
            return new(this, null);
        return Stage == GuardStage.Guarding
            ? new(new(GuardStage.LastLook, now + Look), null)
            : Taken(new(End: true, "the session's process does not answer any more"));
    }
}
