using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using MassagerControl.Core;
using MassagerControl.Runtime.Texts;

namespace MassagerControl.Runtime.Programs;

/// <summary>A chart of a session in text, 80 columns wide.</summary>
/// <param name="unicode">The terminal shows more than ASCII.</param>
public sealed class TimeChartText(bool unicode, Language language)
{
    private const int Columns = 70;
    private const int Rows = 10;
    private const string Margin = "        ";

    private readonly char _full = unicode ? '█' : '#';
    private readonly char _moving = unicode ? '░' : ':';
    private readonly char _cap = unicode ? '─' : '-';

    public ImmutableArray<string> Lines(TimeChart chart) => chart.Length <= TimeSpan.Zero
        ? []
        : [.. Enumerable.Range(0, Rows).Select(row => Row(chart, row)), .. Below(chart), "", .. Legend(chart)];

    private string Row(TimeChart chart, int row)
    {
        var middle = 100.0 * (Rows - row - 0.5) / Rows;
        var line = new StringBuilder();
        for (var column = 0; column < Columns; column++)
            line.Append(Cell(chart, column, middle));
        var label = row switch { 0 => "100 %", Rows / 2 => " 50 %", _ => "     " };
        return $"{label} {(unicode ? '│' : '|')} {line}".TrimEnd();
    }

    private char Cell(TimeChart chart, int column, double middle)
    {
        var (least, most) = chart.LevelsBetween(Time(chart, column), Time(chart, column + 1));
        if (most >= middle)
            return least >= middle ? _full : _moving;
        return chart.CapAt(Time(chart, column)) is { } cap && Math.Abs(cap - middle) <= 50.0 / Rows ? _cap : ' ';
    }

    private IEnumerable<string> Below(TimeChart chart)
    {
        if (!chart.Ratings.IsEmpty)
            yield return Margin + Placed(chart, chart.Ratings.Select(rating => (rating.At, rating.Value == Discomfort.Highest ? "0" : rating.Value.ToString("0", CultureInfo.InvariantCulture))));
        yield return Margin + Placed(chart, chart.Marks.Select(mark => (mark.At, language.Say(mark.Name))));
        yield return Margin + Placed(chart, Enumerable.Range(0, 5).Select(quarter => chart.Length * quarter / 4.0).Select(at => (at, Clock(at))));
    }

    /// <summary>Words at their moments; one that has no room is left out.</summary>
    private static string Placed(TimeChart chart, IEnumerable<(TimeSpan At, string Word)> words)
    {
        var line = new char[Columns + 8];
        Array.Fill(line, ' ');
        var free = 0;
        foreach (var (at, word) in words)
        {
            var place = Math.Min(line.Length - word.Length, (int)(Columns * (at / chart.Length)));
            if (place < free)
                continue;
            word.CopyTo(0, line, place, word.Length);
            free = place + word.Length + 1;
        }
        return new string(line).TrimEnd();
    }

    private IEnumerable<string> Legend(TimeChart chart)
    {
        yield return language.Say(Phrase.Of($"{Sign(_full)} strength in percent, {Sign(_moving)} it comes and goes; below it the presses and the time in minutes"));
        if (!chart.Cap.IsEmpty)
            yield return language.Say(Phrase.Of($"{Sign(_cap)} what the ratings allow; the row below the chart has the ratings, 0 is ten"));
    }

    private static Phrase Sign(char sign) => Phrase.Verbatim(sign.ToString());

    private static TimeSpan Time(TimeChart chart, int column) => chart.Length * column / Columns;

    private static string Clock(TimeSpan at) => at.ToString(@"m\:ss", CultureInfo.InvariantCulture);
}
