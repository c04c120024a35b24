namespace MassagerControl.Runtime.Runs;

/// <summary>Joins a session before its first input, and stays until the session is over: a screen, a person who rates, a script.</summary>
/// <returns>Disposed of at the end, in the order of joining.</returns>
public delegate IDisposable SessionCompanion(SessionRun session);
