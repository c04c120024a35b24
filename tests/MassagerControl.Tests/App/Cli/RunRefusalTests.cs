namespace MassagerControl.Tests.App.Cli;

public sealed class RunRefusalTests : IDisposable
{
    private readonly RunFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--press 61", "--press 61: a number from 1 to 60 (seconds) is expected")]
    [InlineData("--press 0.9", "--press 0.9: a number from 1 to 60")]
    [InlineData("--press NaN", "--press NaN: a number from 1 to 60")]
    [InlineData("--reps 8", "--reps 8: a whole number from 1 to 7 is expected")]
    [InlineData("--reps 0", "--reps 0: a whole number from 1 to 7")]
    [InlineData("--reps 2.5", "--reps 2.5: a whole number from 1 to 7")]
    [InlineData("--ceiling NaN", "--ceiling NaN: a number from 0 to 100 (%) is expected")]
    [InlineData("--ceiling -1", "--ceiling -1: a number from 0 to 100")]
    [InlineData("--ceiling 100.5", "--ceiling 100.5: a number from 0 to 100")]
    [InlineData("--ceiling much", "--ceiling much: a number from 0 to 100")]
    [InlineData("--speed 0", "--speed 0: max, or a number above 0")]
    [InlineData("--speed Infinity", "--speed Infinity: max, or a number above 0")]
    [InlineData("--seed -1", "--seed -1: a whole number from 0 is expected")]
    [InlineData("--person bob", "--person bob: one of steady, sensitive, habituating, spiky, silent is expected")]
    [InlineData("--side up", "--side up: left or right is expected")]
    [InlineData("--area tail", "there is no area 'tail'; there are upper-trapezius, between-blades")]
    [InlineData("--device sim:toaster", "there is no device 'sim:toaster'; there are sim:")]
    [InlineData("--device toaster", "there is no device 'toaster'; there are sim:")]
    [InlineData("--device socket:x", "--speed: a device in another process keeps real time; only 1 works with socket:")]
    [InlineData("knead", "there is no program 'knead'; there are compression, compression-starter")]
    [InlineData("no-such-file.json", "no-such-file.json: $: cannot be read: there is no such file")]
    [InlineData("--ratings no-such-file", "no-such-file: cannot be read")]
    [InlineData("--faults no-such-file", "no-such-file: $: cannot be read: there is no such file")]
    [InlineData("--fast", "there is no option '--fast'")]
    [InlineData("compression twice", "Unrecognized command or argument 'twice'.")]
    public async Task A_bad_command_line_exits_with_2_says_why_and_starts_nothing(string args, string reason)
    {
        var run = await _folder.RunAsync(args.Split(' '));

        Assert.Equal((2, ""), (run.Exit, run.Out));
        Assert.Contains("massager: " + reason, run.Error);
        Assert.DoesNotContain("   at ", run.Error);
        Assert.False(File.Exists(_folder.Events));
    }

    [Fact]
    public async Task A_broken_program_a_bad_script_and_bad_faults_are_named_all_at_once()
    {
        var program = _folder.Write("p.json", """{ "id": "p" }""");
        var ratings = _folder.Write("r.txt", "5 6\nNaN 5\n7 11\n");
        var faults = _folder.Write("f.json", """{ "faults": [ { "at": 1, "kind": "earthquake" } ] }""");

        var run = await _folder.RunAsync(program, "--ratings", ratings, "--faults", faults, "--area", "tail");

        Assert.Equal(2, run.Exit);
        Assert.Contains($"massager: {program}: $.steps: is missing", run.ErrorLines);
        Assert.Contains(run.ErrorLines, line => line.StartsWith($"massager: {ratings}: line 2: 'NaN'", StringComparison.Ordinal));
        Assert.Contains(run.ErrorLines, line => line.StartsWith($"massager: {ratings}: line 3: '11'", StringComparison.Ordinal));
        Assert.Contains(run.ErrorLines, line => line.StartsWith($"massager: {faults}: $.faults[0].kind: 'earthquake'", StringComparison.Ordinal));
        Assert.Contains(run.ErrorLines, line => line.StartsWith("massager: there is no area 'tail'", StringComparison.Ordinal));
        Assert.False(File.Exists(_folder.Events));
    }

    [Theory]
    [InlineData("--ratings", 1)]
    [InlineData("--ledger", 16)]
    public async Task A_file_without_an_end_is_not_read_to_it(string option, int mebibytes)
    {
        var file = _folder.Write("long.txt", string.Concat(Enumerable.Repeat("# a comment line of this file\n", mebibytes * 1024 * 1024 / 30 + 1)));

        var run = await _folder.RunAsync(option, file);

        Assert.Equal((2, ""), (run.Exit, run.Out));
        Assert.Equal($"massager: {file}: cannot be read: it is larger than {mebibytes * 1024} KiB", run.ErrorLines[0]);
        Assert.False(File.Exists(_folder.Events));
    }

    [Theory]
    [InlineData("--area neck", "Neck is locked: no massager on the neck")]
    [InlineData("--area spine", "is locked: no direct pressure on the spine")]
    [InlineData("--press 60 --reps 7", "420 s of press in one area; at most 300 s in a session")]
    [InlineData("--ceiling 19", "your ceiling of 19 % is below the device's lowest level of 20 %")]
    [InlineData("--ceiling 0", "your ceiling of 0 % is below the device's lowest level of 20 %")]
    [InlineData("--area head --press 60 --reps 6 --ceiling 5", "Head is locked", "360 s of press", "your ceiling of 5 %")]
    public async Task What_a_lock_or_a_limit_refuses_exits_with_6_and_every_reason(string args, params string[] reasons)
    {
        var run = await _folder.RunAsync(args.Split(' '));

        Assert.Equal((6, ""), (run.Exit, run.Out));
        Assert.All(reasons, reason => Assert.Contains(reason, run.Error));
        Assert.Equal(reasons.Length, run.ErrorLines.Length);
        Assert.False(File.Exists(_folder.Events));
    }

    [Fact]
    public async Task An_event_log_or_report_that_cannot_be_opened_exits_with_2_before_anything_starts()
    {
        var made = 0;
        var parts = Massager.BenchParts(5, _ => made++);
        foreach (var option in new[] { "--events", "--report" })
        {
            var run = await Massager.RunAsync(parts, "run", "--speed", "max", option, _folder.At("no/such/folder"));

            Assert.Equal((2, ""), (run.Exit, run.Out));
            Assert.StartsWith($"massager: {_folder.At("no/such/folder")}: cannot be written: ", Assert.Single(run.ErrorLines));
        }
        Assert.Equal(0, made);
    }

    [Fact]
    public async Task One_file_for_two_purposes_is_refused()
    {
        var ratings = _folder.Write("r.txt", "5 6\n");

        var run = await Massager.RunAsync("run", "--speed", "max", "--ratings", ratings, "--events", ratings);

        Assert.Equal(2, run.Exit);
        Assert.Contains("named twice", run.Error);
        Assert.Equal("5 6\n", await File.ReadAllTextAsync(ratings, TestContext.Current.CancellationToken));
    }
}
