namespace MassagerControl.Runtime.Guarding;

/// <summary>A place where a person may read what the guard says.</summary>
/// <param name="Lines">May block; closed by whoever opened it.</param>
/// <param name="Opening">Written before the first line: what it takes to make lines readable there.</param>
/// <param name="Shared">Somebody else (a shell) writes there too once the session is gone: what comes later begins on a line of its own.</param>
internal sealed record NoticeOutput(TextWriter Lines, string Opening = "", bool Shared = false)
{
    /// <summary>Closes it for good, where somebody waits for its end: a pipe ends with the session, or soon after. Null where nobody does.</summary>
    public Action? Leave { get; init; }
}
