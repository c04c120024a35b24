namespace MassagerControl.Core.Routines;

/// <param name="Path">A JSON path within the file, e.g. <c>$.dose.each</c>.</param>
public sealed record RoutineError(string Path, Phrase Reason);
