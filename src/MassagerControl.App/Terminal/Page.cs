using MassagerControl.Runtime.Texts;

namespace MassagerControl.App.Terminal;

/// <summary>Lines being laid out from the top.</summary>
/// <param name="margin">Stands before every broken line.</param>
internal sealed class Page(int width, string margin = "")
{
    private readonly List<ScreenLine> _lines = [];

    public int Width { get; } = width;

    public IReadOnlyList<ScreenLine> Lines => _lines;

    public void Add(ScreenLine line) => _lines.Add(line.Cut(Width));

    public void Blank() => _lines.Add(ScreenLine.Blank);

    public void Blocks(IEnumerable<ScreenLine> lines)
    {
        foreach (var line in lines)
            Add(line);
    }

    /// <summary>Adds every line, broken at spaces where it is too long; the first piece's tone holds for all of it.</summary>
    public void Wrapped(params ScreenLine[] lines)
    {
        foreach (var line in lines.Where(line => !line.Spans.IsEmpty))
            foreach (var part in CellText.Wrap(string.Concat(line.Spans.Select(span => span.Text)), Width - margin.Length))
                _lines.Add(ScreenLine.Of(margin + part, line.Spans[0].Tone));
    }

    /// <summary>Exactly so many lines: the last ones fall away, or blank ones are added.</summary>
    public IEnumerable<ScreenLine> Exactly(int count) =>
        _lines.Take(count).Concat(Enumerable.Repeat(ScreenLine.Blank, Math.Max(0, count - _lines.Count)));
}
