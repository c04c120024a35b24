using System.Text.Json;
using System.Xml.Linq;
using MassagerControl.Devices.Conformance;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.App.Cli;

public sealed class ConformCommandTests : IDisposable
{
    private readonly ProfilesFolderFixture _folder = new();

    [Fact]
    public async Task A_good_device_passes_with_one_line_for_each_check()
    {
        var run = await _folder.RunAsync("conform", "sim:sim-percussion-gun");

        Assert.Equal((0, ""), (run.Exit, run.Error));
        Assert.Equal(ConformanceSuite.Ids, run.OutLines.Where(line => line[0] != ' ').SkipLast(1).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]));
        Assert.EndsWith(" 0 error", run.OutLines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_is_explained_and_exits_with_1()
    {
        var faults = _folder.Put("f.json", """{ "faults": [ { "at": 0, "kind": "ignoreStop" } ] }""");

        var run = await _folder.RunAsync("conform", "sim:sim-percussion-gun", "--faults", faults);

        Assert.Equal(1, run.Exit);
        Assert.Contains(run.OutLines, line => line.StartsWith("ERROR  stop.from-each-level ", StringComparison.Ordinal));
        Assert.Contains(run.OutLines, line => line.StartsWith("       expected: STOP turns the motor off from every level.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_same_as_json_has_rule_expected_got_severity_and_sentence()
    {
        var run = await _folder.RunAsync("conform", "sim:sim-percussion-gun", "--json");

        using var document = JsonDocument.Parse(run.Out);
        Assert.True(document.RootElement.GetProperty("passed").GetBoolean());
        Assert.Equal("sim:sim-percussion-gun", document.RootElement.GetProperty("target").GetString());
        var lines = document.RootElement.GetProperty("lines").EnumerateArray().ToArray();
        Assert.Equal(ConformanceSuite.Ids, lines.Select(line => line.GetProperty("id").GetString()!));
        Assert.All(lines, line => Assert.All(new[] { "rule", "expected", "got", "sentence" }, name => Assert.NotEmpty(line.GetProperty(name).GetString()!)));
        Assert.All(lines, line => Assert.True(Enum.TryParse<Severity>(line.GetProperty("severity").GetString(), out _)));
    }

    [Fact]
    public async Task Several_targets_make_one_junit_file_with_a_suite_each()
    {
        var mine = _folder.Put("mine.json", ProfileText.Small.Replace("\"small\"", "\"mine\"").Replace("[10, 20, 30]", "[10, 20]"));
        var file = _folder.PathOf("out.xml");

        var run = await _folder.RunAsync("conform", mine, "sim:sim-vibration-ball", "--json", "--junit", file);

        Assert.Equal((0, ""), (run.Exit, run.Error));
        using var document = JsonDocument.Parse(run.Out);
        Assert.Equal(2, document.RootElement.GetArrayLength());
        var suites = XDocument.Load(file).Root!.Elements("testsuite").ToArray();
        Assert.Equal([$"conform {mine}", "conform sim:sim-vibration-ball"], suites.Select(suite => suite.Attribute("name")!.Value));
        Assert.All(suites, suite => Assert.Equal(ConformanceSuite.Ids, suite.Elements("testcase").Select(test => test.Attribute("name")!.Value)));
        Assert.Equal("0", suites[0].Attribute("failures")!.Value);
        Assert.Contains("lowest level is too strong", suites[0].Descendants("system-out").Single().Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_in_junit_carries_rule_expected_and_got()
    {
        var faults = _folder.Put("f.json", """{ "faults": [ { "at": 0, "kind": "neverConnect" } ] }""");
        var file = _folder.PathOf("out.xml");

        var run = await _folder.RunAsync("conform", "sim:sim-percussion-gun", "--faults", faults, "--junit", file);

        Assert.Equal(1, run.Exit);
        var suite = XDocument.Load(file).Root!.Element("testsuite")!;
        Assert.Equal(("1", $"{ConformanceSuite.Ids.Length - 1}"), (suite.Attribute("failures")!.Value, suite.Attribute("skipped")!.Value));
        Assert.StartsWith("Rule: A link can be made", suite.Descendants("failure").Single().Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sim:hammer", "there is no profile 'hammer'; there are ")]
    [InlineData("nowhere.json", "nowhere.json: $: cannot be read: there is no such file")]
    [InlineData("bluez:AA", "there is no device 'bluez:AA'")]
    public async Task A_target_that_does_not_exist_is_refused(string target, string error)
    {
        var run = await _folder.RunAsync("conform", target);

        Assert.Equal((2, ""), (run.Exit, run.Out));
        Assert.StartsWith(error, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bad_file_and_an_unwritable_report_exit_with_2()
    {
        var broken = _folder.Put("broken.json", "{ }");

        var bad = await _folder.RunAsync("conform", broken);
        var faults = await _folder.RunAsync("conform", "sim:sim-percussion-gun", "--faults", broken);
        var unwritable = await _folder.RunAsync("conform", "sim:sim-percussion-gun", "--junit", _folder.PathOf("no/such/folder.xml"));

        Assert.Equal((2, 2, 2), (bad.Exit, faults.Exit, unwritable.Exit));
        Assert.Contains($"{broken}: $.format: is missing", bad.ErrorLines);
        Assert.Contains($"{broken}: $.faults: is missing", faults.ErrorLines);
        Assert.Contains("cannot be written", unwritable.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_device_does_without_a_link_can_be_chosen()
    {
        var mine = _folder.Put("mine.json", ProfileText.Small.Replace("\"small\"", "\"mine\"").Replace("\"unknown\" }", "\"stops\" }"));

        Assert.Equal(0, (await _folder.RunAsync("conform", mine)).Exit);
        var run = await _folder.RunAsync("conform", mine, "--on-disconnect", "continues");
        Assert.Equal(1, run.Exit);
        Assert.Contains(run.OutLines, line => line.StartsWith("ERROR  link-loss.as-declared", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_profile_is_tried_on_an_odd_device()
    {
        var odd = Repository.PathOf("tests", "odd-devices", "unlock-ignore.json");
        var right = Repository.PathOf("tests", "odd-devices", "profiles", "unlock-ignore.json");
        var wrong = _folder.Put("wrong.json", File.ReadAllText(right).Replace("\"unlock-ignore\"", "\"wrong\"", StringComparison.Ordinal).Replace("\"send\": \"unlock\"", "\"delay\": 0.1", StringComparison.Ordinal));

        var fits = await _folder.RunAsync("conform", right, "--odd", odd);
        var misses = await _folder.RunAsync("conform", wrong, "--odd", odd);

        Assert.Equal((0, 1), (fits.Exit, misses.Exit));
        Assert.Contains(misses.OutLines, line => line.StartsWith("ERROR  setup.obeyed", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--faults", "f.json")]
    [InlineData("--on-disconnect", "stops")]
    public async Task An_odd_device_has_no_other_faults(string option, string value)
    {
        var run = await _folder.RunAsync("conform", "sim:sim-percussion-gun", "--odd", Repository.PathOf("tests", "odd-devices", "idle.json"), option, value);

        Assert.Equal((2, "massager: --odd does not go with --faults and --on-disconnect"), (run.Exit, run.Error.Trim()));
    }

    public void Dispose() => _folder.Dispose();
}
