namespace MassagerControl.Core.Sessions;

/// <summary>An engine of the transition table: says which row a trigger takes. <see cref="TransitionTable.Find"/> is the built-in one.</summary>
/// <exception cref="InvalidOperationException">No row holds.</exception>
public delegate Transition FindRow(Session session, SessionTrigger trigger, SessionInput input, TimeSpan now);
