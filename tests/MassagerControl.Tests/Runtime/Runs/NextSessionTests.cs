using System.Text.Json;
using MassagerControl.Tests.App.Cli;

namespace MassagerControl.Tests.Runtime.Runs;

/// <summary>What stands at the end about the time after it: when the next session here is possible, and how a locked place is unlocked.</summary>
public sealed class NextSessionTests : IDisposable
{
    private readonly DataRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task A_session_that_counts_says_when_the_next_one_is_possible_and_why_and_then_it_is()
    {
        var run = await _run.RunAsync("--report", _run.At("report.json"));
        var ended = _run.Clock.Now;
        var report = Report();

        Assert.Equal(0, run.Exit);
        var line = Assert.Single(run.OutLines, told => told.StartsWith("The next session like this one here is possible at ", StringComparison.Ordinal));
        Assert.EndsWith(", because the last session here is less than 2 hours ago.", line, StringComparison.Ordinal);
        Assert.Equal(ended.AddHours(2), report.GetProperty("nextPossible").GetDateTimeOffset());
        Assert.Equal("the last session here is less than 2 hours ago", report.Text("nextBecause"));
        Assert.Equal(JsonValueKind.Null, report.GetProperty("unlockFrom").ValueKind);
        Assert.Equal(JsonValueKind.Null, report.GetProperty("unlockWith").ValueKind);
        Assert.Equal(6, (await _run.RunAsync()).Exit);
        _run.Clock.Pass(2);
        Assert.Equal(0, (await _run.RunAsync()).Exit);
    }

    [Fact]
    public async Task After_the_third_session_of_a_day_the_day_is_what_is_waited_for()
    {
        for (var session = 1; session <= 2; session++)
        {
            Assert.Equal(0, (await _run.RunAsync()).Exit);
            _run.Clock.Pass(3);
        }
        Assert.Equal(0, (await _run.RunAsync("--report", _run.At("report.json"))).Exit);

        Assert.Equal("3 sessions here in the last 24 hours; at most 3", Report().Text("nextBecause"));
    }

    [Fact]
    public async Task A_locked_place_says_from_when_on_and_by_which_command_it_is_unlocked()
    {
        var ratings = _run.At("ratings.txt");
        await File.WriteAllTextAsync(ratings, "5 numb\n", TestContext.Current.CancellationToken);
        var run = await _run.RunAsync("--ratings", ratings, "--report", _run.At("report.json"));
        var report = Report();

        Assert.Equal(3, run.Exit);
        Assert.Contains(run.OutLines, line => line.StartsWith("No session here while the place is locked. You may clear the lock from ", StringComparison.Ordinal)
            && line.EndsWith($": massager areas unlock upper-trapezius --side right --data {_run.Data}", StringComparison.Ordinal));
        Assert.DoesNotContain("possible at", run.Out, StringComparison.Ordinal);
        Assert.Equal($"massager areas unlock upper-trapezius --side right --data {_run.Data}", report.Text("unlockWith"));
        Assert.True(report.GetProperty("unlockFrom").GetDateTimeOffset() >= _run.Clock.Now.AddHours(12));
        Assert.Equal(JsonValueKind.Null, report.GetProperty("nextPossible").ValueKind);
    }

    [Fact]
    public async Task A_simulated_session_that_nobody_keeps_says_nothing_of_the_next_one()
    {
        var run = await DataRun.RunAsync(_run.Shipped, "--report", _run.At("report.json"));

        Assert.Equal(0, run.Exit);
        Assert.DoesNotContain("next session", run.Out, StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, Report().GetProperty("nextPossible").ValueKind);
    }

    private JsonElement Report()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(_run.At("report.json")));
        return document.RootElement.Clone();
    }
}
