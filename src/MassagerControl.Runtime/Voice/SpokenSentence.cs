namespace MassagerControl.Runtime.Voice;

/// <summary>A sentence that a program speaks now.</summary>
/// <param name="Ended">Completes with whether it was spoken; never fails.</param>
/// <param name="Cut">Ends it in the middle; does nothing where it is over.</param>
public sealed record SpokenSentence(Task<bool> Ended, Action Cut);

/// <summary>Starts to speak and returns at once.</summary>
/// <returns>Null where the program cannot be started.</returns>
public delegate SpokenSentence? StartSentence(string text);
