namespace MassagerControl.Core.Sessions;

/// <summary>What a row of the table does.</summary>
public enum TransitionKind
{
    /// <summary>Goes to another state.</summary>
    Move,

    /// <summary>Does something, stays where it is.</summary>
    Stay,

    /// <summary>Does nothing, and that is fine.</summary>
    Ignore,

    /// <summary>Does nothing, and the sender is told why.</summary>
    Reject,
}

/// <summary>A condition of a row; its name stands in the diagram.</summary>
public sealed record TransitionGuard(string Text, Func<Session, SessionInput, TimeSpan, bool> Holds);

/// <summary>One row of the transition table.</summary>
/// <param name="From">A state, or a parent of several.</param>
/// <param name="To">The target of a move, else null.</param>
/// <param name="Reason">What it means, in plain words.</param>
public sealed record Transition(
    SessionState From,
    SessionTrigger Trigger,
    TransitionKind Kind,
    SessionState? To,
    TransitionGuard? Guard,
    Phrase Reason)
{
    internal Func<Session, StepContext, Session>? Act { get; init; }

    public bool Holds(Session session, SessionInput input, TimeSpan now) => Guard is null || Guard.Holds(session, input, now);
}
