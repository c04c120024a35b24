using System.Text;
using MassagerControl.Runtime.Texts;

namespace MassagerControl.Runtime.Pairing;

/// <summary>Text that a stranger's device has chosen, made harmless: one line, no control characters, no change of direction, not too long.</summary>
public static class ShownName
{
    /// <summary>In characters; a device may advertise 248 bytes.</summary>
    public const int Longest = 32;

    private const string Nameless = "(no name)";

    /// <returns>Never empty.</returns>
    public static string Of(string? name, int longest = Longest)
    {
        // More is never shown, so more need not be looked at.
        var start = name is { Length: > 8 * Longest } ? name[..(8 * Longest)] : name ?? "";
        var shown = string.Join(' ', CellText.Clean(LeftToRight(start)).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        if (shown.Length == 0)
            return Nameless;
        return shown.Length <= longest ? shown : $"{shown[..(longest - 2)]}..";
    }

    /// <summary>A word for the command line: lower-case letters and digits of ASCII with hyphens between.</summary>
    /// <returns>Null when nothing is left.</returns>
    public static string? Word(string? name)
    {
        var word = new StringBuilder();
        foreach (var letter in Of(name) is Nameless ? "" : Of(name))
            if (char.IsAsciiLetterOrDigit(letter))
                word.Append(char.ToLowerInvariant(letter));
            else if (word.Length > 0 && word[^1] != '-')
                word.Append('-');
        var trimmed = word.ToString().TrimEnd('-');
        return trimmed.Length == 0 ? null : trimmed;
    }

    /// <summary>Letters that are written to the left would turn around what stands beside them: they are shown as ?.</summary>
    private static string LeftToRight(string text)
    {
        var kept = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            kept.Append(IsWrittenLeft(rune.Value) ? "?" : rune.ToString());
        return kept.ToString();
    }

    // The blocks whose characters are of the bidirectional classes R and AL (Unicode, DerivedBidiClass: their defaults by block).
    private static bool IsWrittenLeft(int value) => value is
        (>= 0x0590 and <= 0x08ff) or (>= 0xfb1d and <= 0xfdff) or (>= 0xfe70 and <= 0xfeff) or (>= 0x10800 and <= 0x10fff) or (>= 0x1e800 and <= 0x1efff);
}
