using System.Text.Json;
using MassagerControl.App.Cli;
using MassagerControl.Core;
using MassagerControl.Runtime.History;
using MassagerControl.Runtime.Storage;
using MassagerControl.Tests.App.Terminal;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.App.Cli;

/// <summary>Pain before and after, as list, table, chart and page to print; the demo; deleting.</summary>
public sealed class HistoryPictureTests : IDisposable
{
    private readonly DataRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task Before_and_after_stand_in_list_table_and_JSON()
    {
        await TreatedAsync(6, after: 3);

        Assert.EndsWith("highest 40 %; pain 6 -> 3, less; rated 2 4", Assert.Single((await _run.HistoryAsync()).OutLines), StringComparison.Ordinal);
        Assert.EndsWith(",40,true,6,3,2 4,false,,", (await _run.HistoryAsync("--csv")).OutLines[1].TrimEnd('\r'), StringComparison.Ordinal);
        Assert.Contains("Before 6, now 3: less.", (await _run.HistoryAsync("show", "1")).OutLines);
        using var json = JsonDocument.Parse((await _run.HistoryAsync("--json")).Out);
        var session = Assert.Single(json.RootElement.EnumerateArray());
        Assert.Equal((6, 3, "less", false), (session.Number("painBefore"), session.Number("painAfter"), session.Text("change"), session.GetProperty("demo").GetBoolean()));
        Assert.Equal([2, 4], session.GetProperty("ratings").EnumerateArray().Select(rating => rating.GetInt32()));
    }

    [Fact]
    public async Task One_point_is_about_the_same_in_the_chart_too()
    {
        await TreatedAsync(6, after: 5);

        var chart = await _run.HistoryAsync("--chart");

        Assert.Equal(
            [
                "o before, x after, * both; by the own rating, 1 hardly at all to 10 the worst.",
                "- less than 2 points from before: about the same (Farrar 2001, Pain 94:149).",
                "SIM  Top of the shoulder, right",
                "     when             before after  1   5   10  change         press",
                "SIM  2026-03-01 08:00      6     5  ....xo-...  about the same ########## 50 s",
            ],
            chart.OutLines);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(7)]
    public async Task One_point_less_or_more_is_about_the_same_wherever_it_is_told(int after)
    {
        await TreatedAsync(6, after);

        Assert.Contains($"pain 6 -> {after}, about the same", (await _run.HistoryAsync()).Out, StringComparison.Ordinal);
        Assert.Contains($"Before 6, now {after}: about the same. A change of less than 2 points counts as none.", (await _run.HistoryAsync("show", "1")).OutLines);
        Assert.Contains($"<td>6</td><td>{after}</td><td>about the same</td>", (await _run.HistoryAsync("--report", "-")).Out, StringComparison.Ordinal);
        foreach (var args in new string[][] { ["--json"], ["list", "--json"], ["show", "1", "--json"], ["export"] })
            Assert.Matches("\"change\": ?\"same\"", (await _run.HistoryAsync(args)).Out);
    }

    /// <summary>The law and the simulator run the demo: a change of either shows here.</summary>
    [Fact]
    public async Task The_chart_of_the_demo_is_marked_in_every_line_and_fits_80_columns()
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var terminal = new FakeTerminal();

        Assert.Equal(0, await new CommandLine(new(output, TextWriter.Null, terminal.Port()), _run.Shipped).RunAsync(["history", "--demo", "--chart"], TestContext.Current.CancellationToken));

        var lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(lines, line => Assert.True(line.Length < 80, line));
        Assert.All(lines.Where(line => char.IsAsciiDigit(line.ElementAtOrDefault(5))), line => Assert.StartsWith("DEMO ", line, StringComparison.Ordinal));
        Snapshot.Match(output.ToString(), "history-demo-chart");
    }

    [Fact]
    public async Task A_demo_shows_nothing_of_the_persons_own_and_leaves_nothing()
    {
        await TreatedAsync(6, after: 3, "--area", "between-blades");

        var demo = await _run.HistoryAsync("--demo");
        using var json = JsonDocument.Parse((await _run.HistoryAsync("export", "--demo", "--format", "json")).Out);

        Assert.True(demo.OutLines.Length >= 10);
        Assert.All(demo.OutLines, line => Assert.Contains("  DEMO  ", line, StringComparison.Ordinal));
        Assert.DoesNotContain("between-blades", demo.Out, StringComparison.Ordinal);
        Assert.All(json.RootElement.GetProperty("sessions").EnumerateArray(), session => Assert.True(session.GetProperty("demo").GetBoolean()));
        Assert.Single(_run.Read(work => new SessionTable(work).Newest(99)));
        Assert.Equal(2, (await _run.HistoryAsync("--demo", "--delete-all", "--yes")).Exit);
    }

    [Fact]
    public async Task The_report_is_one_page_without_script_with_a_figure_and_a_table_for_each_place()
    {
        await TreatedAsync(6, after: 3);
        _run.Clock.Pass(25);
        await TreatedAsync(5, after: null, "--area", "lower-back", "--side", "left");
        using (var store = MassagerStore.Open(_run.Data).Store!)
            store.Write(work => work.Execute("UPDATE sessions SET program = '<b>\"&' WHERE id = 2"));
        var file = _run.At("report.html");

        var run = await _run.HistoryAsync("--report", file);

        Assert.Equal((0, ""), (run.Exit, run.Out));

        var page = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        Assert.DoesNotMatch("<script|<link|src=|https?://|<b>", page);
        Assert.Contains("&lt;b&gt;&quot;&amp;", page, StringComparison.Ordinal);
        Assert.Equal(2, page.Split("<h2>").Length - 1);
        // A figure of the place and one of its session, each with its table; each figure says that no real motor ran.
        Assert.Equal((4, 4, 4), (page.Split("<svg").Length - 1, page.Split("<table>").Length - 1, page.Split(">SIM</text>").Length - 1));
        Assert.Contains("<td>6</td><td>3</td><td>less</td><td>50 s</td><td>2 4</td>", page, StringComparison.Ordinal);
        Assert.Matches(@"2 at 18 s, 4 at \d+ s", page);
        Assert.Contains("@media print", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deleting_needs_a_word_or_yes_and_says_what_stays()
    {
        await TreatedAsync(6, after: 3);

        var unasked = await _run.HistoryAsync("--delete-all");
        Assert.Equal((6, "massager: nothing was deleted: say that you mean it with --yes"), (unasked.Exit, Assert.Single(unasked.ErrorLines)));
        Assert.Equal(6, await AtTerminalAsync("no"));
        Assert.Single(_run.Read(work => new SessionTable(work).Newest(9)));
        Assert.Equal(0, await AtTerminalAsync("delete"));

        Assert.Empty(_run.Read(work => new SessionTable(work).Newest(9)));
        Assert.Empty(_run.Read(work => new CheckInTable(work).All()));
        var again = await _run.HistoryAsync("--delete-all", "--yes");
        Assert.Equal(
            ["Deleted: 0 sessions, with everything that was said and felt in them.", "Kept: the press time of 1 session. It counts for the next session, so that deleting is no way around a limit."],
            again.OutLines);
    }

    [Fact]
    public async Task Nothing_of_a_deleted_session_is_left_in_the_files()
    {
        await TreatedAsync(6, after: 3, "--ceiling", "77");
        _run.Clock.Pass(25);
        Assert.Contains("\"userCeiling\":77", await ContentAsync(), StringComparison.Ordinal);

        Assert.Equal(["Deleted: 1 session, with everything that was said and felt in them."], (await _run.HistoryAsync("--delete-all", "--yes")).OutLines);

        var left = await ContentAsync();
        Assert.DoesNotContain("userCeiling", left, StringComparison.Ordinal);
        Assert.DoesNotContain("upper-trapezius", left, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_under_way_forbids_it()
    {
        using var book = SessionStore.Open(new(_run.Data, true, null), _run.Clock.Store).Sessions!;
        book.Begin(new(_run.Clock.Store.Now(), "sim:x", null, "lower-back", null, "p", false, "{}", TimeSpan.Zero, MassagerControl.Runtime.Os.OwnerProcess.Own), _ => []);

        var run = await _run.HistoryAsync("--delete-all", "--yes");

        Assert.Equal((6, "massager: a session is under way: nothing was deleted"), (run.Exit, Assert.Single(run.ErrorLines)));
    }

    [Fact]
    public async Task Of_the_pictures_one_at_a_time()
    {
        var run = await _run.HistoryAsync("--chart", "--csv");

        Assert.Equal((2, "massager: --json, --csv, --chart, --report and --delete-all: one of them at a time"), (run.Exit, run.ErrorLines[0]));
    }

    private async Task TreatedAsync(int before, int? after, params string[] args)
    {
        Assert.Equal(0, (await _run.RunAsync(["--check-in", await _run.CheckInFileAsync(before), .. args])).Exit);
        if (after is { } pain)
            Assert.Null(PainAfter.Keep(_run.Data, _run.Read(work => new SessionTable(work).Newest(1))[0].Id, Discomfort.From(pain), _run.Clock));
    }

    private async Task<int> AtTerminalAsync(string answer)
    {
        using var terminal = new FakeTerminal();
        using var input = new StringReader(answer + "\n");
        return await new CommandLine(new(TextWriter.Null, TextWriter.Null, terminal.Port()) { Input = input }, _run.Shipped)
            .RunAsync(["history", "--delete-all", "--data", _run.Data], TestContext.Current.CancellationToken);
    }

    private async Task<string> ContentAsync()
    {
        var texts = Directory.EnumerateFiles(_run.Data).Select(file => File.ReadAllTextAsync(file, System.Text.Encoding.Latin1, TestContext.Current.CancellationToken));
        return string.Concat(await Task.WhenAll(texts));
    }
}
