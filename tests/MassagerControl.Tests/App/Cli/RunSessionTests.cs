using System.Text.Json;
using MassagerControl.Core.Massagers;
using MassagerControl.Runtime.Programs;

namespace MassagerControl.Tests.App.Cli;

public sealed class RunSessionTests : IDisposable
{
    private static readonly string[] TheSession = ["compression", "--device", "sim:sim-percussion-gun", "--area", "upper-trapezius", "--side", "right", "--seed", "7", "--person", "steady"];

    private readonly RunFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_default_session_has_six_presses_of_25_s_and_releases_of_5_s_and_settles_in_the_band()
    {
        var run = await _folder.RunAsync(TheSession);
        var events = _folder.ReadEvents();

        Assert.Equal((0, ""), (run.Exit, run.Error));
        var (presses, releases) = (events.Phases("compress"), events.Phases("release"));
        Assert.Equal((6, 6), (presses.Length, releases.Length));
        Assert.All(presses.Zip(releases), pair => Assert.Equal(25, pair.Second.At() - pair.First.At(), 6));
        Assert.All(releases.Zip(presses.Skip(1)), pair => Assert.Equal(5, pair.Second.At() - pair.First.At(), 6));
        Assert.All(presses, press => Assert.True(events.IntensityAt(press.At() + 20) > 0));
        Assert.All(releases, release => Assert.Equal(0, events.IntensityAt(release.At())));
        Assert.True(events.Ratings().Length >= 6);
        Assert.All(events.Ratings()[^2..], rating => Assert.InRange(rating, 5, 7));
        Assert.Equal("session-started", events[0].Type());
        Assert.Equal("session-ended", events[^1].Type());
    }

    [Fact]
    public async Task The_report_agrees_with_the_log()
    {
        await _folder.RunAsync(TheSession);
        var (report, events) = (_folder.ReadReport(), _folder.ReadEvents());

        Assert.Equal(("compression", "sim:sim-percussion-gun", "upper-trapezius", "right"), (report.Text("program"), report.Text("device"), report.Text("area"), report.Text("side")));
        Assert.Equal(("completed", 0, 7), (report.Text("outcome"), report.Number("exitCode"), report.Number("seed")));
        Assert.Equal((6, 150), (report.Number("reps"), report.Number("pressSeconds")));
        Assert.True(report.GetProperty("simulated").GetBoolean() && report.GetProperty("confirmedOff").GetBoolean());
        Assert.False(report.GetProperty("areaLocked").GetBoolean());
        Assert.Equal(events.Ratings(), report.GetProperty("ratings").EnumerateArray().Select(r => r.GetInt32()));
        Assert.Equal(events.OfType("cap")[^1].Number("value"), report.Number("cap"));
        Assert.Equal(events.OfType("level").Max(level => level.Number("intensity")), report.Number("maxIntensity"));
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_bytes_and_another_seed_others()
    {
        await _folder.RunAsync([.. TheSession, "--trace"]);
        var first = await File.ReadAllBytesAsync(_folder.Events, TestContext.Current.CancellationToken);
        await _folder.RunAsync([.. TheSession, "--trace"]);
        var second = await File.ReadAllBytesAsync(_folder.Events, TestContext.Current.CancellationToken);
        await _folder.RunAsync("--seed", "8");
        var other = await File.ReadAllBytesAsync(_folder.Events, TestContext.Current.CancellationToken);

        Assert.Equal(first, second);
        Assert.NotEqual(first, other);
    }

    [Fact]
    public async Task The_wave_session_writes_only_the_published_frames_and_is_never_rated_above_7()
    {
        string[] published = ["AA 20 20 00", "AA 10 10 00", "AA 8E 01 03 07 80 03", "AA E8 01 03 09 D8 03", "AA 43 01 03 0C 30 03", "AA 07 01 03 00 00 03"];
        var run = await _folder.RunAsync("--device", "sim:therabody-wave-solo", "--seed", "7", "--person", "steady", "--trace");
        var events = _folder.ReadEvents();

        Assert.Equal(0, run.Exit);
        Assert.All(events.OfType("write"), write => Assert.Contains(write.Text("hex"), published));
        Assert.Contains(events.OfType("write"), write => write.Text("hex") == "AA E8 01 03 09 D8 03");
        Assert.All(events.Ratings(), rating => Assert.InRange(rating, 1, 7));
    }

    [Theory]
    [InlineData("steady", 0)]
    [InlineData("sensitive", 0)]
    [InlineData("habituating", 0)]
    [InlineData("silent", 3)]
    public async Task Every_kind_of_person_comes_to_a_safe_end_on_every_device(string person, int exit)
    {
        foreach (var device in new[] { "sim-percussion-gun", "sim-vibration-ball", "therabody-wave-solo" })
            foreach (var seed in Enumerable.Range(0, 20))
            {
                var run = await _folder.RunAsync("--device", $"sim:{device}", "--person", person, "--seed", $"{seed}");
                Assert.Equal(exit, run.Exit);
                Assert.EndsWith("The motor is off: confirmed.\n", run.Out);
            }
    }

    [Fact]
    public async Task The_spiky_person_ends_safely_whatever_the_spikes_do()
    {
        foreach (var seed in Enumerable.Range(0, 20))
        {
            var run = await _folder.RunAsync("--person", "spiky", "--seed", $"{seed}");
            Assert.Contains(run.Exit, new[] { 0, 3 });
            Assert.EndsWith("The motor is off: confirmed.\n", run.Out);
        }
    }

    [Fact]
    public async Task Silence_pauses_after_two_reps_and_ends_60_s_later()
    {
        var run = await _folder.RunAsync("--person", "silent");
        var events = _folder.ReadEvents();

        Assert.Equal(3, run.Exit);
        var paused = Assert.Single(events.Phases("paused"));
        Assert.Equal(events.Phases("release")[1].At() + 5, paused.At(), 6);
        Assert.Equal(paused.At() + 60, events[^1].At(), 6);
        Assert.Equal("no-answer", events[^1].Text("outcome"));
    }

    [Fact]
    public async Task An_8_takes_the_output_to_0_at_once_for_ten_seconds_and_back_to_70_percent_at_most()
    {
        var ratings = _folder.Write("r.txt", "50 3\n80 3\n110 8\n140 5\n170 5\n200 5\n");
        var run = await _folder.RunAsync("--ratings", ratings);
        var events = _folder.ReadEvents();

        Assert.Equal(0, run.Exit);
        var before = events.IntensityAt(109.9);
        Assert.Equal(60, before);
        Assert.Equal(0, events.IntensityAt(110));
        Assert.DoesNotContain(events.OfType("level"), level => level.At() is > 110 and < 120 && level.Number("intensity") > 0);
        Assert.Contains(events.OfType("level"), level => level.At() >= 120 && level.Number("intensity") > 0);
        Assert.All(events.OfType("level").Where(level => level.At() > 110), level => Assert.True(level.Number("intensity") <= 0.7 * before));
        Assert.All(events.OfType("rating"), rating => Assert.Equal("script", rating.Text("source")));
    }

    [Theory]
    [InlineData("50 9", "rating", true)]
    [InlineData("50 10", "rating", true)]
    [InlineData("50 3\n80 8\n110 8", "rating", false)]
    [InlineData("50 sharp", "red-flag", true)]
    [InlineData("50 numb", "red-flag", true)]
    [InlineData("50 radiating", "red-flag", true)]
    [InlineData("50 8", "limit", false)]
    [InlineData("50 stop", "stopped", false)]
    public async Task What_ends_a_session_early_exits_with_3_and_is_confirmed_off(string script, string outcome, bool locked)
    {
        var run = await _folder.RunAsync("--ratings", _folder.Write("r.txt", script + "\n"));
        var (report, events) = (_folder.ReadReport(), _folder.ReadEvents());

        Assert.Equal(3, run.Exit);
        Assert.Equal((outcome, outcome), (report.Text("outcome"), events[^1].Text("outcome")));
        Assert.True(events[^1].GetProperty("confirmedOff").GetBoolean());
        Assert.Equal(locked, report.GetProperty("areaLocked").GetBoolean());
        Assert.Equal(locked, run.Out.Contains("This area stays locked", StringComparison.Ordinal));
        Assert.Equal(0, events.IntensityAt(events[^1].At()));
        Assert.Equal(double.Parse(script.Split('\n')[^1].Split(' ')[0]), events[^1].At(), 6);
    }

    [Fact]
    public async Task A_rating_below_the_band_raises_one_step_from_the_next_press()
    {
        var run = await _folder.RunAsync("--ratings", _folder.Write("r.txt", "50 2\n51 1\n80 5\n110 5\n140 5\n170 5\n200 5\n"));
        var events = _folder.ReadEvents();

        Assert.Equal(0, run.Exit);
        Assert.Equal(20, events.IntensityAt(59.9 - 5));
        Assert.Equal(40, events.OfType("level").Max(level => level.Number("intensity")));
        Assert.True(events.OfType("level").First(level => level.Number("intensity") > 20).At() >= events.Phases("compress")[1].At());
    }

    [Theory]
    [InlineData("""{"at":40,"kind":"dropLink","seconds":10}""", 0, true)]
    [InlineData("""{"at":40,"kind":"dropLink"}""", 5, false)]
    [InlineData("""{"at":40,"kind":"button","level":0}""", 3, true)]
    [InlineData("""{"at":0,"kind":"neverConnect"}""", 4, true)]
    [InlineData("""{"at":40,"kind":"refuseWrite","times":1000}""", 5, false)]
    public async Task A_fault_ends_as_the_law_says(string fault, int exit, bool confirmed)
    {
        var run = await _folder.RunAsync("--faults", _folder.Write("f.json", $$"""{"faults":[{{fault}}]}"""));

        Assert.Equal(exit, run.Exit);
        Assert.Equal(confirmed, _folder.ReadReport().GetProperty("confirmedOff").GetBoolean());
        Assert.Equal(!confirmed, run.Out.Contains("press the button on the device now", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("sim-percussion-gun", """{"at":0,"kind":"neverConnect"}""", "The motor was never told to run.")]
    [InlineData("sim-percussion-gun", """{"at":0,"kind":"refuseWrite","times":1000}""", "The motor was never told to run.")]
    [InlineData("open-massager", """{"at":40,"kind":"dropLink"}""", "The device stops by itself without a link: look whether it did.")]
    public async Task Confirmed_is_said_only_of_what_the_device_confirmed(string profile, string fault, string last)
    {
        var run = await _folder.RunAsync("--device", $"sim:{profile}", "--faults", _folder.Write("f.json", $$"""{"faults":[{{fault}}]}"""));

        Assert.Equal(4, run.Exit);
        Assert.EndsWith(last + "\n", run.Out);
        Assert.DoesNotContain("confirmed", run.Out);
    }

    [Fact]
    public async Task Events_on_standard_output_are_nothing_but_events()
    {
        var run = await Massager.RunAsync("run", "--speed", "max", "--events", "-");

        Assert.Equal(0, run.Exit);
        Assert.All(run.OutLines, line => Assert.Equal(JsonValueKind.Object, JsonSerializer.Deserialize<JsonElement>(line).ValueKind));
        Assert.Contains(run.ErrorLines, line => line.EndsWith("The motor is off: confirmed.", StringComparison.Ordinal));
        Assert.Contains("the simulator uses seed 1", run.ErrorLines);
    }

    [Fact]
    public async Task Plain_lines_say_that_it_is_simulated_and_show_each_level_with_its_tightest_reason()
    {
        var run = await Massager.RunAsync("run", "--speed", "max", "--seed", "7");

        Assert.Contains(" 0:00.0  SIM  seed 7: compression with ", run.Out);
        Assert.Contains(" 1:00.0  compress 2/6: lean in", run.OutLines);
        Assert.Contains(run.OutLines, line => line.EndsWith("level 2, 40 %, limited by rating-cap (40 %): you rated 2, below 5–7", StringComparison.Ordinal));
        Assert.Contains(" 1:25.0  release 2/6: ease off", run.OutLines);
    }

    [Fact]
    public async Task A_ceiling_below_the_devices_next_level_is_what_is_named_press_after_press()
    {
        await _folder.RunAsync("--device", "sim:therabody-wave-solo", "--ceiling", "60", "--ratings", _folder.Write("ratings.txt", "40 3\n70 3\n100 3\n130 3\n"), "--no-cool-down");
        var events = _folder.ReadEvents();
        var presses = events.OfType("level").Where(level => level.Number("requested") == 100).ToArray();
        var first = presses.Select(press => press.GetProperty("limitedBy")[0]).ToArray();

        Assert.Equal(6, presses.Length);
        Assert.All(presses, press => Assert.Equal(1, press.Number("level")));
        Assert.All(first, limit => Assert.Equal(("user-ceiling", 60), (limit.Text("rule"), limit.Number("cap"))));
        Assert.All(first, limit => Assert.Equal(
            "your own ceiling, below the device's next level of 66.67 %; only a session that begins with a higher one goes above it", limit.Text("reason")));
        var held = Assert.Single(_folder.ReadReport().GetProperty("heldBack").EnumerateArray());
        Assert.Equal(("user-ceiling", 6), (held.Text("rule"), held.Number("presses")));
    }

    /// <summary>A speed that no computer reaches: it goes as fast as it can, and the session is the same as in virtual time.</summary>
    [Fact]
    public async Task A_computer_that_is_too_slow_for_the_speed_says_so_and_never_pauses_for_it()
    {
        await _folder.RunAsync(TheSession);
        var virtually = _folder.ReadEvents();
        var run = await _folder.RunAsync([.. TheSession, "--speed", "10000"]);
        var events = _folder.ReadEvents();

        Assert.Equal(0, run.Exit);
        Assert.Empty(events.Phases("paused"));
        Assert.Empty(events.OfType("fault"));
        Assert.Equal(virtually.Ratings(), events.Ratings());
        Assert.Equal(virtually.OfType("level").Select(level => level.Number("intensity")), events.OfType("level").Select(level => level.Number("intensity")));
        Assert.Matches(@"^(massager: this computer is too slow for --speed 10000: the session ran about [0-9.]+ times as fast as real time\n)?$", run.Error);
    }

    [Fact]
    public async Task Frames_are_in_the_log_only_with_trace()
    {
        await _folder.RunAsync("--no-warm-up", "--reps", "1");
        Assert.Empty(_folder.ReadEvents().OfType("write"));
        await _folder.RunAsync("--no-warm-up", "--reps", "1", "--trace");
        Assert.NotEmpty(_folder.ReadEvents().OfType("write"));
    }

    [Fact]
    public async Task Warm_up_and_cool_down_can_be_left_out_and_reps_press_and_ceiling_chosen()
    {
        var run = await _folder.RunAsync("--no-warm-up", "--no-cool-down", "--reps", "2", "--press", "10", "--ceiling", "25");
        var events = _folder.ReadEvents();

        Assert.Equal(0, run.Exit);
        Assert.Empty(events.Phases("warm-up"));
        Assert.Empty(events.Phases("cool-down"));
        Assert.Equal([0, 15], events.Phases("compress").Select(EventReading.At));
        Assert.Equal(20, events.OfType("level").Max(level => level.Number("intensity")));
        Assert.Contains("compression is cited with presses of 20–30 s; you chose 10 s", run.OutLines);
        Assert.Contains("compression is cited with 5–7 reps; you chose 2", run.OutLines);
    }

    [Fact]
    public async Task A_full_disk_stops_the_session_and_exits_with_2()
    {
        if (!File.Exists("/dev/full"))
            Assert.Skip("there is no /dev/full here");
        var run = await Massager.RunAsync("run", "--speed", "max", "--events", "/dev/full");

        Assert.Equal(2, run.Exit);
        Assert.Contains("massager: /dev/full: the event log is not complete: ", run.Error);
        Assert.EndsWith("The motor is off: confirmed.\n", run.Out);
    }

    [Fact]
    public async Task A_fault_of_the_program_stops_the_motor_and_is_one_line_and_exit_code_1()
    {
        BenchMassager? massager = null;
        var parts = Massager.BenchParts(5, made =>
        {
            massager = made;
            made.Breaks = new InvalidOperationException("bug");
        });
        var run = await Massager.RunAsync(parts, "run", "--speed", "max", "--report", _folder.Report);

        Assert.Equal(1, run.Exit);
        Assert.Contains("bug", Assert.Single(run.ErrorLines));
        Assert.DoesNotContain("   at ", run.Error);
        Assert.True(massager!.Stops > 0);
        Assert.True(massager.Delivered.IsZero && massager.Disposed);
        Assert.Equal(1, _folder.ReadReport().Number("exitCode"));
    }

    [Fact]
    public async Task A_fault_of_the_device_is_told_and_exits_with_4()
    {
        var parts = Massager.BenchParts(5, made => made.Breaks = new MassagerException(MassagerFaultKind.Refused, "not today"));
        var run = await Massager.RunAsync(parts, "run", "--speed", "max");

        Assert.Equal(4, run.Exit);
        Assert.Contains("not today", run.Out);
    }

    [Fact]
    public async Task A_long_program_without_a_starter_is_refused_as_a_first_session_and_nothing_is_said_to_run_instead()
    {
        var own = _folder.Write("own.json", File.ReadAllText(Path.Combine(ProgramLibrary.Folder, "positional-release.json")).Replace("\"starter\": \"compression-starter\",", "", StringComparison.Ordinal));

        var run = await Massager.RunAsync("run", own, "--area", "blade-edge", "--speed", "max", "--ledger", _folder.At("ledger.jsonl"));

        Assert.Equal(6, run.Exit);
        Assert.Contains("massager: 75 s of press in one area; at most 60 s in a session", run.ErrorLines);
        Assert.DoesNotContain("instead", run.Out + run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_ledger_makes_the_first_session_a_starter_keeps_the_gap_and_counts_the_day()
    {
        var (ledger, clock) = (_folder.At("ledger.jsonl"), new Wall());
        var parts = Massager.ShippedParts() with { WallClock = clock };
        Task<Massager> Run(params string[] args) => Massager.RunAsync(parts, ["run", "--speed", "max", "--ledger", ledger, .. args]);

        var first = await Run("--press", "30", "--reps", "7");
        Assert.Equal(0, first.Exit);
        Assert.Contains("the first session here has at most 60 s of press: compression-starter runs instead of compression", first.OutLines);

        var tooSoon = await Run();
        Assert.Equal(6, tooSoon.Exit);
        Assert.Contains("massager: the last session here is less than 2 hours ago", tooSoon.ErrorLines);
        Assert.Contains("massager: next possible at 10:00, because the last session here is less than 2 hours ago", tooSoon.ErrorLines);
        Assert.Equal(0, (await Run("--side", "left")).Exit);

        clock.Now += TimeSpan.FromHours(2);
        Assert.Contains("6 reps, 150 s of press", (await Run()).Out);
        clock.Now += TimeSpan.FromHours(2);
        Assert.Equal(0, (await Run()).Exit);
        clock.Now += TimeSpan.FromHours(2);
        var fourth = await Run();
        Assert.Equal(6, fourth.Exit);
        Assert.Contains("massager: 3 sessions here in the last 24 hours; at most 3", fourth.ErrorLines);
        Assert.Equal(4, File.ReadAllLines(ledger).Length);
    }

    [Fact]
    public async Task Without_the_option_the_simulator_keeps_no_ledger_and_a_broken_one_is_named()
    {
        Assert.Equal(0, (await _folder.RunAsync("--reps", "1")).Exit);
        Assert.Equal(0, (await _folder.RunAsync("--reps", "1")).Exit);

        var ledger = _folder.Write("ledger.jsonl", "{}\n");
        var run = await Massager.RunAsync("run", "--speed", "max", "--ledger", ledger);
        Assert.Equal(2, run.Exit);
        Assert.Contains($"massager: {ledger}: line 1: $.ended: is missing", run.ErrorLines);
        Assert.Equal("{}\n", await File.ReadAllTextAsync(ledger, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_shutdown_of_the_host_stops_the_motor_first()
    {
        using var cancel = new CancellationTokenSource();
        BenchMassager? massager = null;
        var parts = Massager.BenchParts(5, made =>
        {
            massager = made;
            made.Drove = () => cancel.Cancel();
        });
        var run = await Massager.RunAsync(parts, cancel.Token, "run", "--events", _folder.Events);

        Assert.Equal(3, run.Exit);
        Assert.Contains("STOP: shutdown", run.Out);
        Assert.EndsWith("The motor is off: confirmed.\n", run.Out);
        Assert.True(massager!.Delivered.IsZero && massager.Disposed);
    }

    private sealed class Wall : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
