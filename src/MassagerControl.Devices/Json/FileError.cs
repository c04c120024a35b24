using MassagerControl.Core;

namespace MassagerControl.Devices.Json;

/// <summary>One thing that is wrong with a file.</summary>
/// <param name="File">The file as the caller named it.</param>
/// <param name="Path">A JSON path, e.g. <c>$.steps[1].press</c>; <c>$</c> for the file as a whole.</param>
/// <param name="Reason">For the person who wrote the file, in plain words.</param>
public sealed record FileError(string File, string Path, Phrase Reason)
{
    /// <summary>The same as a phrase.</summary>
    public Phrase InWords() => $"{File}: {Path}: {Reason}";

    /// <returns>One line: <c>file: path: reason</c>.</returns>
    public override string ToString() => $"{File}: {Path}: {Reason}";
}
