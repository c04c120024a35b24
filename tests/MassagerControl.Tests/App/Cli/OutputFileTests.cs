using MassagerControl.Runtime.Storage;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.App.Cli;

/// <summary>Every file that a command writes is opened before it does anything else; and none is lost to a wrong path.</summary>
public sealed class OutputFileTests : IDisposable
{
    private readonly RunFolder _folder = new();
    private int _made;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--events")]
    [InlineData("--report")]
    [InlineData("--ledger")]
    public async Task What_a_run_cannot_write_keeps_it_from_beginning(string option)
    {
        var file = _folder.Write("file", "");
        foreach (var (path, reason) in new[]
        {
            (Path.GetDirectoryName(file)!, "it is a folder"), (_folder.At("no/x"), $"there is no folder {_folder.At("no")}"), (Path.Combine(file, "x"), $"{file} is no folder"),
        })
        {
            var run = await RunAsync(option, path);

            Assert.Equal((2, ""), (run.Exit, run.Out));
            Assert.Matches($"^massager: {path}: cannot be (written|read): {reason}$", Assert.Single(run.ErrorLines));
        }
        Assert.Equal(0, _made);
    }

    [Fact]
    public async Task A_report_on_a_full_disk_is_found_out_before_the_session()
    {
        if (!File.Exists("/dev/full"))
            Assert.Skip("there is no /dev/full here");

        var run = await RunAsync("--report", "/dev/full");

        Assert.Equal((2, "", 0), (run.Exit, run.Out, _made));
        Assert.Equal("massager: /dev/full: cannot be written: the disk is full", Assert.Single(run.ErrorLines));
    }

    [Fact]
    public async Task A_device_that_takes_everything_takes_logs_and_reports() =>
        Assert.Equal(0, (await RunAsync("--events", "/dev/null")).Exit + (await RunAsync("--report", "/dev/null")).Exit);

    [Fact]
    public async Task A_wrong_path_costs_no_other_file_its_contents()
    {
        var events = _folder.Write("events.jsonl", "kept\n");

        await RunAsync("--events", events, "--report", _folder.At("no/x"));
        await RunAsync("--events", events, "--ledger", _folder.At("no/x"));

        Assert.Equal("kept\n", await File.ReadAllTextAsync(events, TestContext.Current.CancellationToken));
        Assert.Equal(0, (await RunAsync("--events", events)).Exit);
        Assert.StartsWith("{", await File.ReadAllTextAsync(events, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run", "--speed", "max", "--events")]
    [InlineData("run", "--speed", "max", "--report")]
    [InlineData("conform", "sim:sim-percussion-gun", "--junit")]
    [InlineData("simulate", "sim-percussion-gun", "--socket", "s", "--log")]
    [InlineData("history", "export", "--to")]
    public async Task History_and_doses_are_never_written_over(params string[] args)
    {
        foreach (var name in new[] { MassagerStore.FileName, DoseCopy.FileName })
        {
            var file = _folder.Write(name, "all that is known\n");
            File.Delete(_folder.At("link"));
            File.CreateSymbolicLink(_folder.At("link"), file);
            foreach (var path in new[] { file, _folder.At("link") })
            {
                var run = await Massager.RunAsync([.. args, path]);
                Assert.Equal((2, $"massager: {path}: this program keeps history and doses in a file of that name: name another one"), (run.Exit, Assert.Single(run.ErrorLines)));
            }
            Assert.Equal("all that is known\n", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task A_profile_is_not_written_over_by_what_is_found_out_about_it()
    {
        var profile = _folder.Write("small.json", ProfileText.Small);

        var runs = new[]
        {
            await Massager.RunAsync("conform", profile, "--junit", profile), await Massager.RunAsync("simulate", profile, "--socket", _folder.At("s"), "--log", profile),
            await Massager.RunAsync("run", "--speed", "max", "--device", profile, "--events", profile),
        };

        Assert.All(runs, run => Assert.Equal((2, $"massager: {profile}: named twice; a file that is written is nothing else too"), (run.Exit, Assert.Single(run.ErrorLines))));
        Assert.Equal(ProfileText.Small, await File.ReadAllTextAsync(profile, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_device_is_not_asked_about_before_the_file_is_open()
    {
        await using var served = new ServedPeripheral();
        var parts = Massager.ShippedParts() with { FindDevice = new MassagerControl.Runtime.Reach.DeviceSetup(Massager.ShippedParts().Radios).Find };

        var run = await Massager.RunAsync(parts, "conform", $"socket:{served.Path}", "--yes", "--junit", _folder.At("no/x"));

        Assert.Equal((2, $"massager: {_folder.At("no/x")}: cannot be written: there is no folder {_folder.At("no")}"), (run.Exit, Assert.Single(run.ErrorLines)));
        Assert.Equal(["ready"], served.Log.Types);
    }

    [Fact]
    public async Task Standard_output_is_for_one_program_at_a_time()
    {
        var events = await RunAsync("--events", "-");
        var report = await RunAsync("--report", "-");
        var both = await RunAsync("--events", "-", "--report", "-");
        var junit = await Massager.RunAsync("conform", "sim:sim-percussion-gun", "--junit", "-");
        var two = await Massager.RunAsync("conform", "sim:sim-percussion-gun", "--junit", "-", "--json");

        Assert.All(events.OutLines, line => Assert.StartsWith("{", line, StringComparison.Ordinal));
        Assert.Equal(0, System.Text.Json.JsonDocument.Parse(report.Out).RootElement.GetProperty("exitCode").GetInt32());
        Assert.Contains("The motor is off: confirmed.", report.Error, StringComparison.Ordinal);
        Assert.Equal((2, "massager: --events and --report: only one of them can be standard output"), (both.Exit, Assert.Single(both.ErrorLines)));
        Assert.Equal("testsuites", System.Xml.Linq.XDocument.Parse(junit.Out).Root!.Name);
        Assert.Equal((2, ""), (two.Exit, two.Out));
        Assert.False(File.Exists("-"));
    }

    private Task<Massager> RunAsync(params string[] args) =>
        Massager.RunAsync(Massager.BenchParts(5, _ => _made++), ["run", "--speed", "max", .. args]);
}
