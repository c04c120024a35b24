using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using MassagerControl.Core;
using MassagerControl.Core.Screening;

namespace MassagerControl.Runtime.History;

/// <summary>The figures of the report as SVG: lines, dots and bars in black, so that paper shows them. Colours alone say nothing.</summary>
internal static class HistorySvg
{
    private const int Width = 640;
    private const int Left = 48;
    private const int Right = 34;
    private const double Step = 16;
    private const double Top = 16;
    private const int StripHeight = 120;

    /// <summary>How much it hurt before and after, a column a session, with the band in which a change does not count; below it the press time as bars.</summary>
    /// <param name="sessions">The oldest first.</param>
    public static string OfPlace(IReadOnlyList<PastSession> sessions, string title)
    {
        const double scale = Step * (Discomfort.Highest - Discomfort.Lowest);
        const double bars = 60;
        var longest = Math.Max(1, sessions.Max(session => session.Press.TotalSeconds));
        var floor = Top + scale + 20 + bars;
        var svg = Begin(title, floor + 18);
        foreach (var value in new[] { 1, 5, 10 })
            Line(svg, Left, Y(value), Width - Right, Y(value), "grid").Text(Left - 6, Y(value) + 4, value.ToString(CultureInfo.InvariantCulture), "end");
        for (var i = 0; i < sessions.Count; i++)
        {
            var (x, session) = (Left + (i + 0.5) * (Width - Left - Right) / sessions.Count, sessions[i]);
            if (session.Before is { } before)
            {
                var (low, high) = (Math.Max(Discomfort.Lowest, before.Value - DoctorTriggers.RealChange), Math.Min(Discomfort.Highest, before.Value + DoctorTriggers.RealChange));
                svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"band\" x=\"{x - 5:0.#}\" y=\"{Y(high):0.#}\" width=\"10\" height=\"{Y(low) - Y(high):0.#}\"/>");
                Dot(svg, x, Y(before.Value), "before");
                if (session.After is { } reached)
                    Line(svg, x, Y(before.Value), x, Y(reached.Value), "way");
            }
            if (session.After is { } after)
                Dot(svg, x, Y(after.Value), "after");
            var height = bars * session.Press.TotalSeconds / longest;
            svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"bar\" x=\"{x - 5:0.#}\" y=\"{floor - height:0.#}\" width=\"10\" height=\"{height:0.#}\"/>");
            svg.Text(x, floor + 14, (i + 1).ToString(CultureInfo.InvariantCulture), "middle");
        }
        svg.Text(Left - 6, floor - bars + 10, longest.ToString("0 s", CultureInfo.InvariantCulture), "end");
        return End(svg, sessions);

        static double Y(int value) => Top + Step * (Discomfort.Highest - value);
    }

    /// <summary>One session over its time: motor and limit in percent, ratings on their scale.</summary>
    public static string OfStrip(SessionStrip strip, PastSession session, string title)
    {
        var svg = Begin(title, StripHeight + 18);
        foreach (var percent in new[] { 0, 50, 100 })
            Line(svg, Left, Y(percent), Width - Right, Y(percent), "grid").Text(Left - 6, Y(percent) + 4, $"{percent} %", "end");
        Steps(svg, strip.Level, "level");
        Steps(svg, strip.Cap, "cap");
        foreach (var rating in strip.Ratings)
        {
            Dot(svg, X(rating.At), Y(rating.Value * 10), "after");
            svg.Text(X(rating.At) + 6, Y(rating.Value * 10) - 4, rating.Value.ToString("0", CultureInfo.InvariantCulture), "start");
        }
        svg.Text(Width - Right, StripHeight + 14, strip.Seconds.ToString("0 s", CultureInfo.InvariantCulture), "end");
        return End(svg, [session]);

        double X(double at) => Left + (Width - Left - Right) * at / Math.Max(1, strip.Seconds);

        static double Y(double percent) => StripHeight - (StripHeight - Top) * percent / 100;

        void Steps(StringBuilder to, ImmutableArray<StripPoint> points, string style)
        {
            if (points.IsEmpty)
                return;
            var path = new StringBuilder();
            for (var i = 0; i < points.Length; i++)
                path.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? 'M' : 'L')}{X(points[i].At):0.#} {Y(points[i].Value):0.#}H{X(i + 1 < points.Length ? points[i + 1].At : strip.Seconds):0.#}");
            to.Append(CultureInfo.InvariantCulture, $"<path class=\"{style}\" d=\"{path}\"/>");
        }
    }

    private static StringBuilder Begin(string title, double height) =>
        new(string.Create(CultureInfo.InvariantCulture, $"<svg role=\"img\" viewBox=\"0 0 {Width} {height:0}\" aria-label=\"{HistoryReport.Escaped(title)}\">"));

    /// <summary>Invented and simulated sessions say so in the figure itself.</summary>
    private static string End(StringBuilder svg, IEnumerable<PastSession> sessions)
    {
        if (sessions.Select(session => session.Mark).Where(mark => mark.Length > 0).Distinct().Order(StringComparer.Ordinal).ToArray() is { Length: > 0 } marks)
            svg.Append(CultureInfo.InvariantCulture, $"<text class=\"mark\" x=\"{Width - Right}\" y=\"14\" text-anchor=\"end\">{string.Join(", ", marks)}</text>");
        return svg.Append("</svg>").ToString();
    }

    private static StringBuilder Line(StringBuilder svg, double x1, double y1, double x2, double y2, string style) =>
        svg.Append(CultureInfo.InvariantCulture, $"<line class=\"{style}\" x1=\"{x1:0.#}\" y1=\"{y1:0.#}\" x2=\"{x2:0.#}\" y2=\"{y2:0.#}\"/>");

    private static void Dot(StringBuilder svg, double x, double y, string style) =>
        svg.Append(CultureInfo.InvariantCulture, $"<circle class=\"{style}\" cx=\"{x:0.#}\" cy=\"{y:0.#}\" r=\"4\"/>");

    private static StringBuilder Text(this StringBuilder svg, double x, double y, string text, string anchor) =>
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:0.#}\" y=\"{y:0.#}\" text-anchor=\"{anchor}\">{HistoryReport.Escaped(text)}</text>");
}
