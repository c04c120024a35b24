using System.Globalization;

namespace MassagerControl.Runtime.Guarding;

/// <summary>What a guard may tell the owner of the session.</summary>
internal enum GuardMessageKind
{
    /// <summary>It has stopped a virtual device of the same kind and can stop the real one.</summary>
    Ready,

    /// <summary>It cannot guard this device, and ends.</summary>
    Refused,

    /// <summary>It has heard the word with this number.</summary>
    Heard,

    /// <summary>Something that the person should know.</summary>
    Note,
}

/// <summary>One line from a guard to the owner of the session.</summary>
/// <param name="Number">Of the word that was heard; 0 otherwise.</param>
/// <param name="Text">The reason or the note; empty otherwise.</param>
internal readonly record struct GuardMessage(GuardMessageKind Says, long Number = 0, string Text = "")
{
    public string Line() => Says switch
    {
        GuardMessageKind.Ready => "ready",
        GuardMessageKind.Refused => $"refused {OneLine(Text)}",
        GuardMessageKind.Heard => string.Create(CultureInfo.InvariantCulture, $"heard {Number}"),
        GuardMessageKind.Note => $"note {OneLine(Text)}",
    };

    /// <returns>Null when the line says nothing of the kind.</returns>
    public static GuardMessage? Read(string line) => line.Split(' ', 2) switch
    {
        ["ready"] => new(GuardMessageKind.Ready),
        ["refused", var reason] => new(GuardMessageKind.Refused, Text: reason),
        ["heard", var number] when long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var read) => new(GuardMessageKind.Heard, read),
        ["note", var text] => new(GuardMessageKind.Note, Text: text),
        _ => null,
    };

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
