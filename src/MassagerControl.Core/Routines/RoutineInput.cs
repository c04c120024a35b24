using MassagerControl.Core.Sessions;

namespace MassagerControl.Core.Routines;

/// <summary>What happens to a routine.</summary>
public abstract record RoutineInput;

/// <summary>Begins the step that waits, or goes on to the next one.</summary>
public sealed record NextRoutineInput : RoutineInput;

/// <summary>Leaves this step out.</summary>
public sealed record SkipRoutineInput : RoutineInput;

public sealed record PauseRoutineInput : RoutineInput;

public sealed record ResumeRoutineInput : RoutineInput;

/// <summary>It twinges: this step ends.</summary>
public sealed record TwingeRoutineInput : RoutineInput;

/// <summary>The place was hurt in the last days.</summary>
public sealed record InjuryRoutineInput : RoutineInput;

public sealed record StopRoutineInput : RoutineInput;

/// <summary>Time has passed.</summary>
public sealed record TickRoutineInput : RoutineInput;

/// <summary>What came of the check-in.</summary>
/// <param name="Closed">Why nothing may go on; null where the routine goes on.</param>
public sealed record CheckedInRoutineInput(bool Injury, Phrase? Closed) : RoutineInput;

/// <summary>The session of the routine is over, or was refused.</summary>
public sealed record SessionOverRoutineInput(RoutineSessionEnd Session) : RoutineInput;

/// <summary>The person said how it feels, or did not want to.</summary>
public sealed record RatedRoutineInput : RoutineInput;

/// <summary>How the session of a routine ended.</summary>
/// <param name="Held">It began; otherwise it was refused.</param>
/// <param name="Warned">By a warning sign or a rating that ends a session, or the place is closed.</param>
public sealed record RoutineSessionEnd(bool Held, bool Completed, bool Warned, bool ConfirmedOff)
{
    /// <summary>A fault of this program: nobody knows whether the motor is off.</summary>
    public static RoutineSessionEnd Broken { get; } = new(Held: true, Completed: false, Warned: true, ConfirmedOff: false);

    public static RoutineSessionEnd Of(SessionResult result) => new(
        Held: true,
        Completed: result.Outcome == SessionOutcome.Completed,
        Warned: result.AreaLocked || result.Outcome is SessionOutcome.RedFlag or SessionOutcome.Rating,
        ConfirmedOff: result.ConfirmedOff && result.Outcome != SessionOutcome.Uncertain);

    public static RoutineSessionEnd Refused(bool closed) => new(Held: false, Completed: false, Warned: closed, ConfirmedOff: true);
}
