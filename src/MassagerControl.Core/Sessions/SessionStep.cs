namespace MassagerControl.Core.Sessions;

/// <summary>The result of one input: the next session, what to do outside, and what the sender is told.</summary>
public readonly record struct SessionStep(Session Session, IReadOnlyList<SessionEffect> Effects, Transition Row)
{
    public bool Accepted => Row.Kind is TransitionKind.Move or TransitionKind.Stay;
}
