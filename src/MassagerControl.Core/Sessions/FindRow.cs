namespace MassagerControl.Core.Sessions;

/// <summary>An engine of the transition table: says which row a trigger takes. From any thread; keeps nothing between calls.</summary>
/// <exception cref="InvalidOperationException">No row holds.</exception>
public delegate Transition FindRow(Session session, SessionTrigger trigger, SessionInput input, TimeSpan now);
