using System.CommandLine;
using System.Text.Json.Nodes;
using MassagerControl.App.Cli;
using MassagerControl.Runtime.Reach;
using MassagerControl.Runtime.Storage;
using MassagerControl.Tests.Runtime.Pairing;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.App.Cli;

/// <summary>What each command really prints as JSON is what its schema in docs/schemas says, no field more and none less.</summary>
public sealed class JsonSchemaTests : IDisposable
{
    private readonly DataRun _run = new();
    private readonly PairingBench _bench = new();

    public void Dispose()
    {
        _run.Dispose();
        _bench.Dispose();
    }

    [Fact]
    public void Every_command_with_json_has_a_schema_and_a_line_on_the_page()
    {
        var page = File.ReadAllText(Repository.PathOf("docs", "json.md"));
        var root = new CommandLine(new AppConsole(TextWriter.Null, TextWriter.Null, Terminal: null), Massager.ShippedParts()).Root();

        var commands = WithJson(root, []).ToArray();

        Assert.Contains("history-list", commands);
        Assert.All(commands, name => Assert.Contains($"(schemas/{name}.schema.json)", page, StringComparison.Ordinal));
        Assert.All(commands, name => Assert.True(File.Exists(SchemaFile(name)), name));
    }

    [Theory]
    [InlineData("programs-list")]
    [InlineData("guided-list")]
    [InlineData("guided-show", "heat")]
    [InlineData("guided-show", "knee-to-chest")]
    [InlineData("programs-show", "compression")]
    [InlineData("programs-check")]
    [InlineData("programs-check", "nowhere.json")]
    [InlineData("topics")]
    [InlineData("profiles-list")]
    [InlineData("profiles-show", "therabody-wave-solo")]
    [InlineData("profiles-check")]
    [InlineData("profiles-check", "nowhere.json")]
    [InlineData("profiles-match", """{"name":"Elite"}""")]
    [InlineData("profiles-match", """{"name":"nobody"}""")]
    [InlineData("profiles-decode", "merach-gun", "FD2002DFFE", "FD2002DEFE", "FD20", "00")]
    [InlineData("profiles-decode", "sim-percussion-gun", "5A 01 02 59")]
    [InlineData("profiles-encode", "merach-gun", "--level", "2")]
    [InlineData("profiles-encode", "open-massager", "--connect")]
    [InlineData("areas-show", "lower-back")]
    [InlineData("areas-show", "neck")]
    [InlineData("suggest", "--area", "upper-trapezius")]
    [InlineData("suggest", "--area", "neck")]
    [InlineData("conform", "sim:sim-percussion-gun")]
    [InlineData("conform", "sim:sim-percussion-gun", "sim:sim-vibration-ball")]
    public async Task What_is_printed_without_a_past(string schema, params string[] args)
    {
        var run = await Massager.RunAsync([.. schema.Split('-'), .. args, "--json"]);

        Fits(schema, run.Out);
    }

    [Fact]
    public async Task What_was_learned()
    {
        var capture = Repository.PathOf("docs", "examples", "captures", "acme-thumper.btsnoop");

        Fits("learn", (await Massager.RunAsync("learn", capture, "--json")).Out);
        Fits("learn", (await Massager.RunAsync("learn", capture, "--json", "--marks", Repository.PathOf("docs", "examples", "captures", "acme-thumper.marks"))).Out);
    }

    [Theory]
    [InlineData("history-list")]
    [InlineData("areas")]
    [InlineData("doctor")]
    [InlineData("devices")]
    [InlineData("plan-list")]
    [InlineData("plan-due")]
    public async Task An_empty_past(string schema) =>
        Fits(schema, (await Massager.RunAsync(_run.Shipped, [.. schema.Split('-'), "--json", "--data", _run.Data])).Out);

    [Fact]
    public async Task The_history_of_whole_broken_off_and_running_sessions()
    {
        await _run.BeTreatedBeforeAsync();
        await _run.RunAsync("--area", "lower-back", "--side", "left", "--ratings", Write("r.txt", "60 sharp\n"));
        _run.Clock.Pass(48);
        using (var store = MassagerStore.Open(_run.Data).Store!)
            store.Write(work =>
            {
                // Under way still, and a lock that was cleared.
                work.Execute("INSERT INTO sessions(began_utc, up_seconds, device, area, program, simulated, plan, planned_seconds, owner_pid, owner_started) "
                    + "SELECT began_utc, up_seconds, device, area, program, simulated, plan, planned_seconds, owner_pid, owner_started FROM sessions WHERE id = 1");
                work.Execute("INSERT INTO area_locks(area, locked_utc, kind, read_utc, cleared_utc) SELECT area, locked_utc, kind, locked_utc, locked_utc FROM area_locks");
            });

        await _run.HistoryAsync("note", "1", "--tag", "desk", "--note", "x");
        Fits("history-list", (await _run.HistoryAsync("list", "--json")).Out);
        foreach (var id in new[] { "1", "2", "3" })
            Fits("history-show", (await _run.HistoryAsync("show", id, "--json")).Out);
        Fits("history-export", (await _run.HistoryAsync("export", "--format", "json")).Out);
        Fits("areas", (await Massager.RunAsync(_run.Shipped, "areas", "--json", "--data", _run.Data)).Out);
        Fits("areas-show", (await Massager.RunAsync(_run.Shipped, "areas", "show", "lower-back", "--json", "--data", _run.Data)).Out);
        Fits("suggest", (await Massager.RunAsync(_run.Shipped, "suggest", "--area", "upper-trapezius", "--json", "--data", _run.Data)).Out);
    }

    [Fact]
    public async Task A_plan_with_something_due_and_something_held_back()
    {
        await _run.RunAsync();
        foreach (var args in new string[][] { ["set", "massage", "--area", "upper-trapezius"], ["set", "posture"], ["set", "stretch"] })
            await Massager.RunAsync(_run.Shipped, ["plan", .. args, "--data", _run.Data]);

        foreach (var name in new[] { "list", "due" })
            Fits($"plan-{name}", (await Massager.RunAsync(_run.Shipped, "plan", name, "--json", "--data", _run.Data)).Out);
    }

    [Fact]
    public async Task The_report_of_a_session()
    {
        Fits("run-report", (await Massager.RunAsync("run", "--speed", "max", "--report", "-")).Out);
        Fits("run-report", (await Massager.RunAsync("run", "--speed", "max", "--report", "-", "--ratings", Write("r.txt", "40 9\n"))).Out);
    }

    [Fact]
    public async Task Devices_and_what_is_within_reach()
    {
        new PairedDevices(_bench.Data).Save(new("gun", "Gun", "AA:BB:CC:DD:EE:02", "therabody-pro", "air", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch) { Battery = 50 });
        new PairedDevices(_bench.Data).Save(new("ball", "Ball", "sim:sim-vibration-ball", "sim-vibration-ball", "sim", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch));
        using var session = DeviceRights.Take(DirectDevice.LockNameOf("aa:bb:cc:dd:ee:02"), "massager run", TimeProvider.System).Lock;

        Fits("devices", (await _bench.RunAsync("devices", "--json")).Out);
        Fits("scan", (await _bench.RunAsync("scan", "--radio", "sim", "--timeout", "0.1", "--json")).Out);
        var devices = await _bench.DevicesAsync();
        Assert.StartsWith("massager run, process ", devices[1].Text("inUseBy"), StringComparison.Ordinal);
        Assert.Equal("1970-01-01T00:00:00Z", devices[1].Text("paired"));
    }

    [Fact]
    public async Task The_view_of_a_capture()
    {
        var file = Write("one.btsnoop", "");
        CaptureSample.Write(file, (0, false, "5B0000"), (1, true, "5A01015A"), (2, true, "5A01015A"), (4, true, "5A010259"), (5, true, "5A010358"), (9, true, "5A005A"));

        var run = await Massager.RunAsync("captures", "show", file, "--json", "--rows", "3", "--marks", Write("marks.txt", "4 level 2\n"), "--role", "5A01@2=level");

        Assert.Equal((0, ""), (run.Exit, run.Error));
        Fits("captures-show", run.Out);
        Assert.Contains("left-out", run.Out, StringComparison.Ordinal);
    }

    private static IEnumerable<string> WithJson(Command command, string[] above)
    {
        string[] path = command is RootCommand ? [] : [.. above, command.Name];
        return command.Subcommands.SelectMany(sub => WithJson(sub, path)).Concat(command.Options.Any(option => option.Name == "--json") ? [string.Join('-', path)] : Array.Empty<string>());
    }

    private static string SchemaFile(string name) => Repository.PathOf("docs", "schemas", $"{name}.schema.json");

    private static void Fits(string schema, string json) =>
        Assert.Empty(new SchemaCheck(JsonNode.Parse(File.ReadAllText(SchemaFile(schema)))!.AsObject()).Problems(JsonNode.Parse(json)));

    private string Write(string name, string text)
    {
        File.WriteAllText(_run.At(name), text);
        return _run.At(name);
    }
}
