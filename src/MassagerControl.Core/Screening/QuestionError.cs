namespace MassagerControl.Core.Screening;

/// <param name="Path">A JSON path within the questions, e.g. <c>$.questions[1].effects[0].ceiling</c>.</param>
public sealed record QuestionError(string Path, Phrase Reason);
