using System.Globalization;

namespace MassagerControl.App.Guarding;

/// <summary>What a guard may tell the owner of the session.</summary>
internal enum GuardSays
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
internal readonly record struct GuardWord(GuardSays Says, long Number = 0, string Text = "")
{
    public string Line() => Says switch
    {
        GuardSays.Ready => "ready",
        GuardSays.Refused => $"refused {OneLine(Text)}",
        GuardSays.Heard => string.Create(CultureInfo.InvariantCulture, $"heard {Number}"),
        GuardSays.Note => $"note {OneLine(Text)}",
    };

    /// <returns>Null when the line says nothing of the kind.</returns>
    public static GuardWord? Read(string line) => line.Split(' ', 2) switch
    {
        ["ready"] => new(GuardSays.Ready),
        ["refused", var reason] => new(GuardSays.Refused, Text: reason),
        ["heard", var number] when long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var read) => new(GuardSays.Heard, read),
        ["note", var text] => new(GuardSays.Note, Text: text),
        _ => null,
    };

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
