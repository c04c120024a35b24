using System.Collections.Frozen;

namespace MassagerControl.App.Terminal;

/// <summary>Letters and digits of five rows, for eyes without glasses.</summary>
internal static class BlockFont
{
    public const int Rows = 5;

    /// <summary>As wide as a digit, and empty.</summary>
    public const char NoDigit = '_';

    private static readonly FrozenDictionary<char, string[]> Glyphs = new Dictionary<char, string>
    {
        [' '] = "..|..|..|..|..",
        [':'] = ".|#|.|#|.",
        [NoDigit] = "....|....|....|....|....",
        ['A'] = ".##.|#..#|####|#..#|#..#",
        ['B'] = "###.|#..#|###.|#..#|###.",
        ['C'] = ".###|#...|#...|#...|.###",
        ['D'] = "###.|#..#|#..#|#..#|###.",
        ['E'] = "####|#...|###.|#...|####",
        ['F'] = "####|#...|###.|#...|#...",
        ['G'] = ".###|#...|#.##|#..#|.###",
        ['H'] = "#..#|#..#|####|#..#|#..#",
        ['I'] = "###|.#.|.#.|.#.|###",
        ['J'] = "..##|...#|...#|#..#|.##.",
        ['K'] = "#..#|#.#.|##..|#.#.|#..#",
        ['L'] = "#...|#...|#...|#...|####",
        ['M'] = "#...#|##.##|#.#.#|#...#|#...#",
        ['N'] = "#...#|##..#|#.#.#|#..##|#...#",
        ['O'] = ".##.|#..#|#..#|#..#|.##.",
        ['P'] = "###.|#..#|###.|#...|#...",
        ['Q'] = ".##.|#..#|#..#|#.##|.###",
        ['R'] = "###.|#..#|###.|#.#.|#..#",
        ['S'] = ".###|#...|.##.|...#|###.",
        ['T'] = "###|.#.|.#.|.#.|.#.",
        ['U'] = "#..#|#..#|#..#|#..#|.##.",
        ['V'] = "#.#|#.#|#.#|#.#|.#.",
        ['W'] = "#...#|#...#|#.#.#|##.##|#...#",
        ['X'] = "#.#|#.#|.#.|#.#|#.#",
        ['Y'] = "#.#|#.#|.#.|.#.|.#.",
        ['Z'] = "####|..#.|.#..|#...|####",
        ['Ä'] = "#..#|.##.|#..#|####|#..#",
        ['Ö'] = "#..#|.##.|#..#|#..#|.##.",
        ['Ü'] = "#..#|....|#..#|#..#|.##.",
        ['0'] = ".##.|#..#|#..#|#..#|.##.",
        ['1'] = ".#..|##..|.#..|.#..|###.",
        ['2'] = "###.|...#|.##.|#...|####",
        ['3'] = "###.|...#|.##.|...#|###.",
        ['4'] = "#..#|#..#|####|...#|...#",
        ['5'] = "####|#...|###.|...#|###.",
        ['6'] = ".##.|#...|###.|#..#|.##.",
        ['7'] = "####|...#|..#.|.#..|.#..",
        ['8'] = ".##.|#..#|.##.|#..#|.##.",
        ['9'] = ".##.|#..#|.###|...#|.##.",
    }.ToFrozenDictionary(glyph => glyph.Key, glyph => glyph.Value.Split('|'));

    /// <summary>The text in blocks, as large as fits; empty where it does not fit or a character has no glyph.</summary>
    public static IReadOnlyList<string> Draw(string text, ScreenSize room)
    {
        if (text.Length == 0 || !text.All(Glyphs.ContainsKey))
            return [];

        var rows = Enumerable.Range(0, Rows).Select(row => string.Join('.', text.Select(letter => Glyphs[letter][row]))).ToArray();
        // A cell is about twice as high as wide: two cells a row make square dots, narrower letters are still readable.
        for (var high = room.Height / Rows; high >= 1; high--)
        {
            var wide = Math.Min(2 * high, room.Width / rows[0].Length);
            if (wide >= high)
                return [.. rows.Select(row => Stretch(row, wide)).SelectMany(row => Enumerable.Repeat(row, high))];
        }
        return [];
    }

    private static string Stretch(string row, int wide) =>
        string.Concat(row.Select(dot => new string(dot == '#' ? '█' : ' ', wide)));
}
