namespace MassagerControl.App.Guarding;

/// <summary>A place where a person may read what the guard says.</summary>
/// <param name="Lines">May block; closed by whoever opened it.</param>
/// <param name="Opening">Written before the first line: what it takes to make lines readable there.</param>
internal sealed record GuardEar(TextWriter Lines, string Opening = "");
