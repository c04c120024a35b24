using System.Collections.Immutable;
using System.Text;
using MassagerControl.Runtime.Texts;

namespace MassagerControl.App.Terminal;

/// <summary>One line of the screen: pieces of text with their meaning.</summary>
internal sealed record ScreenLine(ImmutableArray<Span> Spans)
{
    public static ScreenLine Blank { get; } = new([]);

    public int Width => Spans.Sum(span => span.Text.Length);

    public static ScreenLine Of(string text, Tone tone = Tone.Plain) => new([new Span(CellText.Clean(text), tone)]);

    public static ScreenLine operator +(ScreenLine left, ScreenLine right) => new(left.Spans.AddRange(right.Spans));

    /// <summary>As much of the line as fits.</summary>
    public ScreenLine Cut(int width)
    {
        if (Width <= width)
            return this;

        var kept = ImmutableArray.CreateBuilder<Span>();
        var room = Math.Max(0, width);
        foreach (var span in Spans)
        {
            var text = span.Text.Length <= room ? span.Text : span.Text[..room];
            kept.Add(span with { Text = text });
            room -= text.Length;
        }
        return new(kept.DrainToImmutable());
    }

    /// <summary>Exactly this wide, filled with spaces of the last piece's tone.</summary>
    public ScreenLine Fill(int width)
    {
        var cut = Cut(width);
        return cut + new ScreenLine([new Span(new string(' ', width - cut.Width), cut.Spans.IsEmpty ? Tone.Plain : cut.Spans[^1].Tone)]);
    }

    /// <summary>This line to the left, the other to the right, in so many cells; the right one goes first where room is short.</summary>
    public ScreenLine Opposite(ScreenLine right, int width)
    {
        var kept = right.Cut(width);
        var left = Cut(Math.Max(0, width - kept.Width - 1));
        return left + Of(new string(' ', width - left.Width - kept.Width)) + kept;
    }

    /// <summary>What is written to the terminal.</summary>
    public string Write(TerminalLook look)
    {
        var line = new StringBuilder();
        foreach (var span in Spans)
        {
            var text = look.Unicode ? span.Text : CellText.Ascii(span.Text);
            var code = look.Colour ? Code(span.Tone) : "";
            line.Append(code).Append(text).Append(code.Length > 0 ? "\e[0m" : "");
        }
        return look.Colour ? line.ToString() : line.ToString().TrimEnd();
    }

    // Bright text on the terminal's own background, dark on bright, or white on dark red: 7:1 and more with the usual palettes on a
    // dark screen. Never bold with black: old terminals make grey of it.
    private static string Code(Tone tone) => tone switch
    {
        Tone.Plain => "",
        Tone.Strong => "\e[1m",
        Tone.Faint => "",
        Tone.Press => "\e[1;93m",
        Tone.Ease => "\e[1;92m",
        Tone.Ask => "\e[30;102m",
        Tone.Alarm => "\e[30;103m",
        Tone.Stop => "\e[1;97;48;5;88m",
        Tone.Simulated => "\e[30;106m",
        _ => throw new ArgumentOutOfRangeException(nameof(tone), tone, "No such tone."),
    };
}
