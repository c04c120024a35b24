using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text;
using MassagerControl.Runtime.Texts;

namespace MassagerControl.Runtime.Programs;

/// <summary>A chart of a session as a picture of its own: an SVG file that needs nothing beside it. Lines differ by their kind, not by colour alone.</summary>
public static class TimeChartSvg
{
    private const int Width = 800;
    private const int Left = 56;
    private const int Right = 16;
    private const int Top = 36;
    private const int Height = 160;
    private const int Floor = Top + Height;

    /// <param name="title">In the person's language.</param>
    public static string Of(TimeChart chart, string title, Language language)
    {
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Floor + 64}" font-family="sans-serif" font-size="13" role="img"><title>{Escaped(title)}</title>""");
        svg.Append("""<rect width="100%" height="100%" fill="#fff"/>""");
        Text(svg, Left, 20, title);
        foreach (var percent in new[] { 0, 50, 100 })
        {
            svg.Append(CultureInfo.InvariantCulture, $"""<path d="M{Left} {Y(percent):0.#}H{Width - Right}" stroke="#ccc"/>""");
            Text(svg, 8, Y(percent) + 4, $"{percent} %");
        }
        if (Steps(chart, chart.Level) is { Length: > 0 } level)
            svg.Append(CultureInfo.InvariantCulture, $"""<path d="{level}V{Floor}H{Left}Z" fill="#1a5fb4" fill-opacity="0.25" stroke="#1a5fb4"/>""");
        if (Steps(chart, chart.Cap) is { Length: > 0 } cap)
            svg.Append(CultureInfo.InvariantCulture, $"""<path d="{cap}" fill="none" stroke="#222" stroke-width="2" stroke-dasharray="6 3"/>""");
        foreach (var rating in chart.Ratings)
            svg.Append(CultureInfo.InvariantCulture, $"""<circle cx="{X(chart, rating.At):0.#}" cy="{Y(rating.Value * 10):0.#}" r="9" fill="#fff" stroke="#222"/><text x="{X(chart, rating.At):0.#}" y="{Y(rating.Value * 10) + 4:0.#}" text-anchor="middle">{rating.Value:0}</text>""");
        foreach (var mark in chart.Marks)
            Text(svg, X(chart, mark.At), Floor + 20, language.Say(mark.Name));
        for (var quarter = 0; quarter <= 4; quarter++)
            Text(svg, Math.Min(Width - 48, X(chart, chart.Length * quarter / 4.0)), Floor + 44, (chart.Length * quarter / 4.0).ToString(@"m\:ss", CultureInfo.InvariantCulture));
        return svg.Append("</svg>\n").ToString();
    }

    private static string Steps(TimeChart chart, ImmutableArray<TimePoint> points)
    {
        var path = new StringBuilder();
        for (var i = 0; i < points.Length; i++)
            path.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? 'M' : 'L')}{X(chart, points[i].At):0.##} {Y(points[i].Value):0.##}H{X(chart, i + 1 < points.Length ? points[i + 1].At : chart.Length):0.##}");
        return path.ToString();
    }

    private static void Text(StringBuilder svg, double x, double y, string words) =>
        svg.Append(CultureInfo.InvariantCulture, $"""<text x="{x:0.#}" y="{y:0.#}">{Escaped(words)}</text>""");

    private static double X(TimeChart chart, TimeSpan at) => Left + ((Width - Left - Right) * (chart.Length > TimeSpan.Zero ? at / chart.Length : 0));

    private static double Y(double percent) => Floor - (Height * percent / 100);

    private static string Escaped(string text) => WebUtility.HtmlEncode(text);
}
