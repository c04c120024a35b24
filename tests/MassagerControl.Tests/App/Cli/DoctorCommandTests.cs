using System.Text.Json.Nodes;
using System.Xml.Linq;
using MassagerControl.App.Cli;
using MassagerControl.Runtime.Diagnosis;
using MassagerControl.Runtime.Storage;
using MassagerControl.Tests.App.Terminal;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.App.Cli;

public sealed class DoctorCommandTests : IDisposable
{
    private readonly DataRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task Without_a_past_it_says_what_is_there()
    {
        var found = await FindingsAsync();

        Assert.Equal(("ok", $"{_run.Data}: nothing is kept yet"), StateOf(found, "data"));
        Assert.Equal("ok", StateOf(found, "massager").State);
        Assert.Equal("ok", StateOf(found, "system").State);
        Assert.Equal(("ok", $"Tmds.DBus.Protocol {Pinned("Tmds.DBus.Protocol")}"), StateOf(found, "d-bus"));
        Assert.DoesNotContain("sqlite", found.Keys);
    }

    [Fact]
    public async Task A_session_that_ended_without_a_word_and_a_device_that_may_run_are_told()
    {
        await _run.RunAsync();
        using (var store = MassagerStore.Open(_run.Data).Store!)
            store.Write(work =>
            {
                work.Execute("UPDATE sessions SET outcome = 'interrupted'");
                new RunningDevices(work).Mark("the ball", null, null, new(int.MaxValue, "never"), _run.Clock.Now);
            });
        _run.Clock.Pass(24 * 3);

        var found = await FindingsAsync();

        Assert.Equal("note", StateOf(found, "unclean-end").State);
        Assert.EndsWith(", 3 days ago", StateOf(found, "unclean-end").Text, StringComparison.Ordinal);
        Assert.Equal("problem", StateOf(found, "motor").State);
        Assert.StartsWith("the ball may run since", StateOf(found, "motor").Text, StringComparison.Ordinal);
        Assert.Equal(("ok", $"{_run.Data}: 1 session"), StateOf(found, "data"));
        Assert.True(Version.Parse(StateOf(found, "sqlite").Text) >= new Version(3, 51, 3));
    }

    [Fact]
    public async Task A_damaged_store_is_a_problem_and_stays_as_it_is()
    {
        Directory.CreateDirectory(_run.Data);
        File.WriteAllText(_run.Database, new string('x', 5000));

        Assert.Equal("problem", StateOf(await FindingsAsync(), "data").State);
        Assert.Equal(5000, new FileInfo(_run.Database).Length);
    }

    [Fact]
    public async Task A_report_holds_what_the_device_did_and_nothing_of_the_person()
    {
        await _run.RunAsync("--area", "lower-back", "--side", "left");

        var run = await ReportAsync("--yes");

        var text = File.ReadAllText(_run.At("report.txt"));
        Assert.Equal($"{text}written: {_run.At("report.txt")}\n", run.Out);
        Assert.Contains("\"type\":\"level\"", text, StringComparison.Ordinal);
        Assert.Contains("\"onDisconnect\"", text, StringComparison.Ordinal);
        Assert.Contains("folder-", text, StringComparison.Ordinal);
        Assert.All(["lower-back", "rating", "rated", "pressSeconds", "outcome", _run.Data], word => Assert.DoesNotContain(word, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Health_is_told_only_when_it_is_asked_for()
    {
        await _run.RunAsync("--area", "lower-back", "--side", "left");

        await ReportAsync("--yes", "--health");

        var text = File.ReadAllText(_run.At("report.txt"));
        Assert.All(["lower-back", "\"type\":\"rating\"", "pressSeconds"], word => Assert.Contains(word, text, StringComparison.Ordinal));
    }

    /// <summary>An event that nobody has judged yet is left out of a report.</summary>
    [Fact]
    public void Every_line_of_a_log_is_cut_to_what_says_nothing_about_health()
    {
        Assert.Null(BugReportLog.WithoutHealth("""{"t":1,"type":"rating","value":9}"""));
        Assert.Equal("""{"t":1,"type":"link","state":"lost","cause":"device"}""", BugReportLog.WithoutHealth("""{"t":1,"type":"link","state":"lost","cause":"device"}"""));
        Assert.Null(BugReportLog.WithoutHealth("""{"t":1,"type":"something-new","value":9}"""));
        Assert.Equal(
            """{"t":1.5,"type":"level","intensity":40,"level":2}""",
            BugReportLog.WithoutHealth("""{"t":1.5,"type":"level","intensity":40,"level":2,"limitedBy":[{"rule":"rating-cap","reason":"you rated 9"}]}"""));
    }

    [Fact]
    public async Task Without_a_terminal_nothing_is_written_unasked()
    {
        var run = await ReportAsync();

        Assert.Equal((2, ""), (run.Exit, run.Out));
        Assert.False(File.Exists(_run.At("report.txt")));
    }

    [Theory]
    [InlineData("y", true)]
    [InlineData("n", false)]
    [InlineData("", false)]
    public async Task On_a_terminal_it_is_shown_first_and_an_earlier_file_stays_until_then(string answer, bool written)
    {
        File.WriteAllText(_run.At("report.txt"), "earlier");
        using var terminal = new FakeTerminal();
        using var output = new StringWriter { NewLine = "\n" };
        var line = new CommandLine(new AppConsole(output, TextWriter.Null, terminal.Port()) { Input = new StringReader(answer + "\n") }, Parts());

        Assert.Equal(0, await line.RunAsync(["doctor", "--bundle", _run.At("report.txt"), "--data", _run.Data], TestContext.Current.CancellationToken));

        Assert.Contains("A report of massager doctor", output.ToString(), StringComparison.Ordinal);
        Assert.Equal(!written, File.ReadAllText(_run.At("report.txt")) == "earlier");
    }

    [Fact]
    public async Task A_report_that_nobody_agrees_to_leaves_no_file()
    {
        using var terminal = new FakeTerminal();
        var line = new CommandLine(new AppConsole(TextWriter.Null, TextWriter.Null, terminal.Port()) { Input = new StringReader("n\n") }, Parts());

        Assert.Equal(0, await line.RunAsync(["doctor", "--bundle", _run.At("report.txt"), "--data", _run.Data], TestContext.Current.CancellationToken));

        Assert.False(File.Exists(_run.At("report.txt")));
    }

    [Theory]
    [InlineData("--health")]
    [InlineData("--yes")]
    [InlineData("--json", "--bundle", "x")]
    public async Task What_does_not_go_together_is_refused(params string[] args) =>
        Assert.Equal(2, (await Massager.RunAsync(Parts(), ["doctor", .. args])).Exit);

    [Fact]
    public async Task A_report_that_cannot_be_written_is_told()
    {
        var run = await Massager.RunAsync(Parts(), "doctor", "--bundle", _run.At("no/report.txt"), "--yes", "--data", _run.Data);

        // Nothing was looked at, and nothing shown.
        Assert.Equal((2, ""), (run.Exit, run.Out));
        Assert.Contains("no/report.txt: cannot be written", run.Error, StringComparison.Ordinal);
    }

    private AppParts Parts() => _run.Shipped;

    private Task<Massager> ReportAsync(params string[] args) =>
        Massager.RunAsync(Parts(), ["doctor", "--bundle", _run.At("report.txt"), "--data", _run.Data, .. args]);

    private async Task<Dictionary<string, JsonNode>> FindingsAsync()
    {
        var run = await Massager.RunAsync(Parts(), "doctor", "--json", "--data", _run.Data);
        Assert.Equal((0, ""), (run.Exit, run.Error));
        return JsonNode.Parse(run.Out)!.AsArray().GroupBy(found => found!["topic"]!.GetValue<string>()).ToDictionary(group => group.Key, group => group.First()!);
    }

    private static (string State, string Text) StateOf(Dictionary<string, JsonNode> found, string topic) =>
        (found[topic]["state"]!.GetValue<string>(), found[topic]["text"]!.GetValue<string>());

    private static string Pinned(string package) => XDocument.Load(Repository.PathOf("Directory.Packages.props"))
        .Descendants("PackageVersion").Single(one => one.Attribute("Include")!.Value == package).Attribute("Version")!.Value;
}
