namespace MassagerControl.Core.Control;

/// <summary>What became of an input, once it was applied.</summary>
/// <param name="Reason">Why it was ignored or rejected; what it did otherwise.</param>
public sealed record InputReply(bool Accepted, Phrase Reason);
