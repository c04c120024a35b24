namespace MassagerControl.Core.Programs;

/// <param name="Path">A JSON path within the program, e.g. <c>$.steps[1].press.longest</c>.</param>
public sealed record ProgramError(string Path, Phrase Reason);
