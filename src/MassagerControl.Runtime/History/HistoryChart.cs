using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Core.Areas;
using MassagerControl.Core.Screening;
using MassagerControl.Runtime.Storage;
using MassagerControl.Runtime.Texts;

namespace MassagerControl.Runtime.History;

/// <summary>The signs of a chart in text.</summary>
/// <param name="Band">A change that far does not count.</param>
public sealed record ChartInk(char Before, char After, char Both, char Band, char Empty, char Bar)
{
    public static ChartInk Unicode { get; } = new('○', '●', '◉', '─', '·', '█');

    public static ChartInk Ascii { get; } = new('o', 'x', '*', '-', '.', '#');
}

/// <summary>A chart of each place in text, at most 80 columns wide, which is its own table: a line a session, how much it hurt before and after on the scale, and how long the motor pressed.</summary>
public sealed class HistoryChart(ChartInk ink, LocalTime local, Language language)
{
    private const int LongestBar = 10;

    /// <param name="sessions">The newest first, as they are listed; the oldest stands above.</param>
    public ImmutableArray<string> Of(ImmutableArray<PastSession> sessions) =>
    [
        .. sessions.Any(session => session.Before is not null || session.After is not null) ? Legend() : [],
        .. sessions.Reverse().GroupBy(session => session.Place).OrderBy(place => place.Key.ToString(), StringComparer.Ordinal)
            .SelectMany(place => Place(language.Say(place.Key.InWords()), [.. place])),
    ];

    private IEnumerable<string> Legend()
    {
        yield return language.Say($"{ink.Before} before, {ink.After} after, {ink.Both} both; by the own rating, 1 hardly at all to 10 the worst.");
        yield return language.Say($"{ink.Band} less than {DoctorTriggers.RealChange} points from before: about the same ({PainAfter.Source}).");
    }

    private IEnumerable<string> Place(string name, PastSession[] sessions)
    {
        var longest = sessions.Max(session => session.Press);
        yield return "";
        yield return sessions.Select(session => session.Mark).Distinct().ToArray() is [{ Length: > 0 } mark] ? $"{mark}  {name}" : name;
        yield return $"     {language.Say("when"),-16} {Head("before", 6)} {Head("after", 5)}  1   5   10  {language.Say("change"),-14} {language.Say("press")}";
        foreach (var session in sessions)
            yield return Line(session, longest).TrimEnd();
    }

    // A column is no wider for its title.
    private string Head(Phrase title, int width) => language.Say(title) is var said && said.Length > width ? said[..width] : said.PadRight(width);

    private string Line(PastSession session, TimeSpan longest) => string.Create(
        language.Numbers,
        $"{session.Mark,-4} {language.Say(local.Full(session.Stored.Beginning.Began.Wall)),-16} {session.Before?.ToString() ?? "",6} {session.After?.ToString() ?? "",5}  {Scale(session)}  {Change(session),-14} {Bar(session.Press, longest),-LongestBar} {session.Press.TotalSeconds:0} s");

    private string Change(PastSession session) => session.Change is { } change ? language.Say(change.InWords()) : "";

    private string Scale(PastSession session) =>
        string.Concat(Enumerable.Range(Discomfort.Lowest, Discomfort.Highest).Select(value => Cell(session, value)));

    private char Cell(PastSession session, int value) => (session.Before?.Value == value, session.After?.Value == value) switch
    {
        (true, true) => ink.Both,
        (true, false) => ink.Before,
        (false, true) => ink.After,
        _ => session.Before is { } before && Math.Abs(before.Value - value) < DoctorTriggers.RealChange ? ink.Band : ink.Empty,
    };

    /// <summary>Never empty where the motor has pressed.</summary>
    private string Bar(TimeSpan press, TimeSpan longest) =>
        press <= TimeSpan.Zero ? "" : new string(ink.Bar, Math.Max(1, (int)Math.Round(LongestBar * (press / longest))));
}
