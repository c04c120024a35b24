using System.Text.Json;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.Tests.App.Cli;

/// <summary>Reminders from the command line: off until chosen, and never more massage than the limits leave.</summary>
public sealed class PlanCommandTests : IDisposable
{
    private readonly DataRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task Nothing_is_chosen_and_looking_makes_nothing()
    {
        var list = await PlanAsync("list");
        var due = await PlanAsync("due");

        Assert.Equal(5, list.OutLines.Count(line => line.EndsWith(" off", StringComparison.Ordinal)));
        Assert.Equal(list.Out, (await PlanAsync()).Out);
        Assert.Equal("Nothing is due.", Assert.Single(due.OutLines));
        Assert.False(Path.Exists(_run.Data));
    }

    [Fact]
    public async Task What_is_chosen_is_due_until_it_is_done()
    {
        Assert.Equal(0, (await PlanAsync("set", "stretch", "--number", "2")).Exit);
        var due = await PlanAsync("due");
        await PlanAsync("done", "stretch");
        var later = await PlanAsync("due");

        Assert.Contains("stretch     2 times a day: your own number, not the article's", (await PlanAsync("list")).OutLines);
        Assert.Equal("A stretch, if you like.", Assert.Single(due.OutLines));
        Assert.Equal(["Nothing is due.", "The next reminder: 15:30."], later.OutLines);
        Assert.Equal(["stretch     off"], (await PlanAsync("clear", "stretch")).OutLines.Where(line => line.StartsWith("stretch ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_session_counts_as_a_massage_and_the_next_waits_for_the_limits()
    {
        await PlanAsync("set", "massage", "--number", "3", "--area", "upper-trapezius");
        var run = await _run.RunAsync();
        Assert.DoesNotContain("A massage, if you like.", run.Out, StringComparison.Ordinal);
        Assert.Equal("The next reminder: 13:00.", (await PlanAsync("due")).OutLines[^1]);
        _run.Clock.Pass(5);
        Assert.Equal("A massage, if you like. (Top of the shoulder, right)", (await PlanAsync("due")).OutLines[0]);

        // Two others here within the day: the third is the last, whatever was chosen.
        await _run.RunAsync();
        _run.Clock.Pass(3);
        await _run.RunAsync();
        using var json = JsonDocument.Parse((await PlanAsync("due", "--json")).Out);
        Assert.Empty(json.RootElement.GetProperty("due").EnumerateArray());
    }

    [Fact]
    public async Task What_the_limits_hold_back_is_told_with_the_reason_and_the_time()
    {
        await PlanAsync("set", "massage", "--number", "3", "--area", "upper-trapezius");
        await _run.RunAsync("--area", "lower-back", "--side", "left");
        using (var store = MassagerStore.Open(_run.Data).Store!)
            store.Write(work => work.Execute("UPDATE doses SET ended_utc = '2026-02-28T20:00:00.000Z', boot = NULL, press_seconds = 1080"));

        Assert.Equal("massage: not before 20:00, because 1080 s of press in the last 24 hours and 60 s planned; at most 1080 s", (await PlanAsync("due")).OutLines[0]);
    }

    [Fact]
    public async Task Where_an_injury_closes_the_place_its_massage_waits_and_one_elsewhere_does_not()
    {
        using (var store = MassagerStore.Open(_run.Data).Store!)
            store.Write(work => new CheckInTable(work).Add(_run.Clock.Now, """{"area":"lower-back","side":"left","answers":{"place-injury-day":"2026-02-28"} }""", "{}"));
        await PlanAsync("set", "massage", "--area", "lower-back", "--side", "left");
        var here = await PlanAsync("due");
        await PlanAsync("set", "massage", "--area", "lower-back", "--side", "right");

        Assert.StartsWith("massage: not before 2026-03-0", here.OutLines[0], StringComparison.Ordinal);
        Assert.EndsWith(", because an injury there has to heal first", here.OutLines[0], StringComparison.Ordinal);
        Assert.Equal("A massage, if you like. (Beside the spine, lower back, right)", (await PlanAsync("due")).OutLines[0]);
    }

    [Fact]
    public async Task Run_ends_with_what_is_due_and_says_nothing_where_nothing_was_chosen()
    {
        var silent = await _run.RunAsync();
        _run.Clock.Pass(3);
        await PlanAsync("set", "stretch");

        Assert.DoesNotContain("if you like", silent.Out, StringComparison.Ordinal);
        Assert.Equal("A stretch, if you like.", (await _run.RunAsync()).OutLines[^1]);
    }

    [Fact]
    public async Task A_rest_day_and_quiet_hours_keep_still()
    {
        await PlanAsync("set", "move");
        Assert.Equal("Today is a rest day: nothing is due.", (await PlanAsync("rest")).OutLines[^1]);
        Assert.Equal("Nothing is due.", (await PlanAsync("due")).OutLines[0]);
        await PlanAsync("rest", "--undo");
        Assert.Single((await PlanAsync("due")).OutLines);
        Assert.Equal("Quiet from 06:00 to 12:00.", (await PlanAsync("quiet", "06:00-12:00")).OutLines[^1]);
        Assert.Equal(["Nothing is due.", "The next reminder: 12:00."], (await PlanAsync("due")).OutLines);
        Assert.Equal("No quiet hours.", (await PlanAsync("quiet", "off")).OutLines[^1]);
    }

    [Theory]
    [InlineData("massager: --number 4: 1 to 3 for massage", "set", "massage", "--number", "4")]
    [InlineData("massager: --area neck: there is no such area for a massage; see: massager areas", "set", "massage", "--area", "neck")]
    [InlineData("massager: --area: stretch is for no place", "set", "stretch", "--area", "lower-back")]
    [InlineData("massager: --side goes with --area", "set", "massage", "--side", "left")]
    [InlineData("massager: 'yoga' is no habit; there are massage, stretch, strengthen, move, posture", "done", "yoga")]
    [InlineData("massager: '22-7': two times of day are expected, such as 22:00-07:00, or off", "quiet", "22-7")]
    public async Task What_makes_no_sense_is_told(string words, params string[] args)
    {
        var run = await PlanAsync(args);

        Assert.Equal((2, words), (run.Exit, run.ErrorLines[0]));
    }

    [Fact]
    public async Task Deleting_the_history_forgets_what_was_done_and_keeps_what_was_chosen()
    {
        await PlanAsync("set", "move");
        await PlanAsync("done", "move");
        await _run.HistoryAsync("--delete-all", "--yes");

        Assert.Equal("Half an hour of moving today, if you like: swimming, for example.", (await PlanAsync("due")).OutLines[0]);
    }

    private Task<Massager> PlanAsync(params string[] args) => Massager.RunAsync(_run.Shipped, ["plan", .. args, "--data", _run.Data]);
}
