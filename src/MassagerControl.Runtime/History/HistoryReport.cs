using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text;
using MassagerControl.Core;
using MassagerControl.Core.Areas;
using MassagerControl.Core.Notes;
using MassagerControl.Core.Screening;
using MassagerControl.Runtime.Storage;
using MassagerControl.Runtime.Texts;

namespace MassagerControl.Runtime.History;

/// <summary>A session with what happened in it.</summary>
public sealed record ReportedSession(PastSession Session, ImmutableArray<StoredEvent> Events);

/// <summary>The history as one page to print or to hand on: no script, nothing from elsewhere, a table beside every figure.</summary>
public sealed class HistoryReport(StoreClock clock, Language language)
{
    private const string Style = """
        body{font:11pt/1.4 sans-serif;color:#000;background:#fff;max-width:46rem;margin:1rem auto;padding:0 1rem}
        table{border-collapse:collapse;width:100%;font-size:9pt}th,td{text-align:left;padding:.15rem .4rem;border-bottom:1px solid #999;vertical-align:top}
        figure{margin:1rem 0;break-inside:avoid}svg{width:100%;height:auto;font:11px sans-serif}.mark{font-weight:700}h1 .mark,td.mark{border:1px solid #000;padding:0 .3rem}
        .grid{stroke:#bbb}.band{fill:#ddd}.way{stroke:#000}.before{fill:#fff;stroke:#000;stroke-width:1.5}.after{fill:#000}.bar{fill:#555}
        .level{fill:none;stroke:#000;stroke-width:2}.cap{fill:none;stroke:#555;stroke-width:1.5;stroke-dasharray:5 3}
        .wide{overflow-x:auto}h2{break-after:avoid}@media print{body{margin:0;max-width:none}.wide{overflow:visible}tr{break-inside:avoid}}
        """;

    private readonly LocalTime _local = clock.Local();

    /// <param name="sessions">The newest first.</param>
    public string Of(ImmutableArray<ReportedSession> sessions)
    {
        var page = new StringBuilder($"<!doctype html>\n<html lang=\"{language.Tag}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        page.Append(CultureInfo.InvariantCulture, $"<title>{Said("History of sessions")}</title>\n<style>\n{Style}\n</style>\n</head>\n<body>\n<main>\n<h1>{Said("History of sessions")}{Marked(sessions)}</h1>\n");
        page.Append(CultureInfo.InvariantCulture, $"<p>{Phrases(sessions)}</p>\n");
        foreach (var place in sessions.Reverse().GroupBy(session => session.Session.Place).OrderBy(place => place.Key.ToString(), StringComparer.Ordinal))
            Place(page, language.Say(place.Key.InWords()), [.. place]);
        return page.Append("</main>\n</body>\n</html>\n").ToString();
    }

    internal static string Escaped(string text) => WebUtility.HtmlEncode(text);

    private string Marked(ImmutableArray<ReportedSession> sessions) =>
        sessions.Any(session => session.Session.Demo) ? $" <span class=\"mark\">{Said("DEMO: invented, nobody had these sessions")}</span>" : "";

    private string Phrases(ImmutableArray<ReportedSession> sessions) => sessions.IsEmpty
        ? Said("No session yet.")
        : $"{Said($"Made {_local.Full(clock.Wall.GetUtcNow())}. Pain at the place by the person's own rating, 1 (hardly at all) to 10 (the worst).")} "
            + Said($"A change of less than {DoctorTriggers.RealChange} points is about the same ({PainAfter.Source}). Two people's ratings cannot be compared.");

    private string Said(Phrase phrase) => Escaped(language.Say(phrase));

    private void Place(StringBuilder page, string name, ReportedSession[] sessions)
    {
        PastSession[] past = [.. sessions.Select(session => session.Session)];
        page.Append(CultureInfo.InvariantCulture, $"<section>\n<h2>{Escaped(name)}</h2>\n<figure>\n{HistorySvg.OfPlace(past, language.Say($"{name}: pain before and after, and press time, of {past.Length} sessions; the table below has the numbers"))}\n");
        page.Append(CultureInfo.InvariantCulture, $"<figcaption>{Said("Circle: before. Dot: after. Grey: less than 2 points away from before. Bars: press time in seconds. Numbers: the lines of the table.")}</figcaption>\n</figure>\n");
        Phrase[] titles = ["#", "when", "program", "before", "after", "change", "press", "ratings", "how it ended", "note", ""];
        page.Append("<div class=\"wide\"><table>\n<thead><tr>").AppendJoin("", titles.Select(title => $"<th scope=\"col\">{Said(title)}</th>")).Append("</tr></thead>\n<tbody>\n");
        for (var i = 0; i < past.Length; i++)
            Row(page, i + 1, past[i]);
        page.Append("</tbody>\n</table></div>\n");
        for (var i = 0; i < sessions.Length; i++)
            Strip(page, i + 1, sessions[i]);
        page.Append("</section>\n");
    }

    private void Row(StringBuilder page, int number, PastSession session)
    {
        string[] cells =
        [
            number.ToString(CultureInfo.InvariantCulture), language.Say(_local.Full(session.Stored.Beginning.Began.Wall)), session.Stored.Beginning.Program,
            session.Before?.ToString() ?? "", session.After?.ToString() ?? "", session.Change is { } change ? language.Say(change.InWords()) : "",
            string.Create(CultureInfo.InvariantCulture, $"{session.Press.TotalSeconds:0} s"), string.Join(' ', session.Ratings), language.Say(HistoryText.StateInWords(session.Stored, clock.Now())),
            string.Join("; ", [.. session.Note.Tags.Select(tag => language.Say(SessionTags.Name(tag))), .. session.Note.Text.Length > 0 ? [session.Note.Text] : Array.Empty<string>()]),
        ];
        page.Append("<tr>").AppendJoin("", cells.Select(cell => $"<td>{Escaped(cell)}</td>")).Append(CultureInfo.InvariantCulture, $"<td{(session.Mark.Length > 0 ? " class=\"mark\"" : "")}>{session.Mark}</td></tr>\n");
    }

    private void Strip(StringBuilder page, int number, ReportedSession session)
    {
        var strip = SessionStrip.Of(session.Events);
        if (strip.Level.IsEmpty)
            return;
        var title = $"{number}: {language.Say(_local.Full(session.Session.Stored.Beginning.Began.Wall))}";
        var ratings = string.Join(", ", strip.Ratings.Select(rating => Said($"{rating.Value:0} at {rating.At:0} s")));
        page.Append(CultureInfo.InvariantCulture, $"<figure>\n{HistorySvg.OfStrip(strip, session.Session, language.Say($"{title}: motor, limit and ratings over time"))}\n");
        page.Append(CultureInfo.InvariantCulture, $"<figcaption>{Said($"{title}. Line: motor. Dashed: what the ratings allow. Dots: ratings, ten times their number on the scale.")}</figcaption>\n");
        page.Append(CultureInfo.InvariantCulture, $"<table><tbody><tr><th scope=\"row\">{Said("motor")}</th><td>{Listed(strip.Level)}</td></tr><tr><th scope=\"row\">{Said("limit")}</th><td>{Listed(strip.Cap)}</td></tr><tr><th scope=\"row\">{Said("ratings")}</th><td>{ratings}</td></tr></tbody></table>\n</figure>\n");
    }

    private string Listed(ImmutableArray<StripPoint> points) =>
        string.Join(", ", points.Select(point => Said($"{point.Value:0.##} % from {point.At:0} s")));
}
