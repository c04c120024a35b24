using System.Buffers;
using System.Globalization;
using System.Text;

namespace MassagerControl.Runtime.Texts;

/// <summary>Text in which every character takes exactly one cell of a terminal.</summary>
public static class CellText
{
    private const char Unknown = '?';

    private static readonly SearchValues<char> OneCell =
        SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(cell => (char)cell), .. "█░┃●◉○–−·’"]);

    /// <summary>Makes any text safe to show: a device's name must not be able to move the cursor or to widen a line.</summary>
    public static string Clean(string text)
    {
        if (!text.AsSpan().ContainsAnyExcept(OneCell))
            return text;

        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsControl(rune) || Rune.IsWhiteSpace(rune))
                clean.Append(' ');
            else if (!TakesNoCell(rune))
                clean.Append(rune.IsBmp && !TakesTwoCells(rune.Value) ? (char)rune.Value : Unknown);
        }
        return clean.ToString();
    }

    /// <summary>The same length in ASCII.</summary>
    public static string Ascii(string text) => string.Create(text.Length, text, static (cells, source) =>
    {
        for (var i = 0; i < cells.Length; i++)
            cells[i] = Ascii(source[i]);
    });

    /// <summary>Breaks at spaces; a word longer than a line is cut into lines.</summary>
    /// <param name="width">At least 1.</param>
    public static IEnumerable<string> Wrap(string text, int width)
    {
        var rest = Clean(text).Trim();
        while (rest.Length > width)
        {
            var space = rest.LastIndexOf(' ', width);
            var end = space > 0 ? space : width;
            yield return rest[..end].TrimEnd();
            rest = rest[end..].TrimStart();
        }
        if (rest.Length > 0)
            yield return rest;
    }

    private static char Ascii(char cell) => cell switch
    {
        < '\u007f' => cell,
        '█' => '#',
        '░' => '-',
        '┃' => '|',
        '●' => '#',
        '◉' => '>',
        '○' => 'o',
        '–' or '−' or '·' => '-',
        '’' => '\'',
        _ => Unknown,
    };

    private static bool TakesNoCell(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format;

    // The ranges that terminals show in two cells (East Asian wide and full-width).
    private static bool TakesTwoCells(int value) => value is
        (>= 0x1100 and <= 0x115f) or (>= 0x231a and <= 0x231b) or (>= 0x2e80 and <= 0xa4cf) or (>= 0xa960 and <= 0xa97c)
        or (>= 0xac00 and <= 0xd7a3) or (>= 0xe000 and <= 0xfaff) or (>= 0xfe30 and <= 0xfe6f) or (>= 0xff00 and <= 0xff60)
        or (>= 0xffe0 and <= 0xffe6) or (>= 0x2600 and <= 0x27bf);
}
