using MassagerControl.Core;
using MassagerControl.Core.Sessions;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Core.Sessions;

/// <summary>Cues and patterns as the time of a step goes by.</summary>
public sealed class StepPlayTests
{
    private static readonly CycleStep Told = Plans.Presses(2) with
    {
        Cues = [new(TimeSpan.Zero, "first", 1), new(TimeSpan.Zero, "second", 2), new(Plans.Seconds(10), "later"), new(Plans.Seconds(30), "never")],
    };

    [Fact]
    public void Cues_are_told_at_their_moment_in_their_rep()
    {
        using var bench = Started(Told);
        bench.Advance(60);

        Assert.Equal([(0.0, "first"), (10, "later"), (30, "second"), (40, "later")], Cues(bench));
    }

    [Fact]
    public void A_press_that_goes_on_after_a_pause_goes_on_in_its_cues()
    {
        using var bench = Started(Told);
        bench.Advance(8);
        bench.Post(new PauseInput("test"));
        bench.Advance(20);
        Assert.Null(bench.Session.Cue);
        bench.Post(new ResumeInput("test"));
        bench.Advance(4);

        Assert.Equal([(0.0, "first"), (28, "first"), (30, "later")], Cues(bench));
    }

    [Fact]
    public void A_release_says_nothing_more_of_the_press()
    {
        using var bench = Started(Told);
        bench.Advance(26);

        Assert.Equal(SessionState.Releasing, bench.Session.State);
        Assert.Null(bench.Session.Cue);
        Assert.Null(bench.Session.NextMoment);
    }

    [Fact]
    public void A_cap_cuts_a_pattern_off_and_the_reason_says_so()
    {
        var wave = new LevelPattern(PatternShape.Wave, Intensity.FromPercent(10), Intensity.FromPercent(100), Plans.Seconds(10));
        using var bench = new Bench(Plans.Of(10, Plans.Standard, Plans.Presses(2) with { Pattern = wave }));
        Begin(bench);
        bench.Advance(20);

        var levels = bench.Events.OfType<LevelAccepted>().Select(told => told.Output).ToArray();
        Assert.Equal([1, 2, 1, 2, 1], levels.Select(output => output.Level.Number));
        Assert.All(levels.Where(output => output.Level.Number == 2 && output.Requested > Intensity.FromPercent(30)), output => Assert.Equal("rating-cap", output.Tightest!.Rule));
    }

    private static Bench Started(CycleStep step)
    {
        var bench = new Bench(Plans.Of(5, Plans.Standard, step));
        Begin(bench);
        return bench;
    }

    private static void Begin(Bench bench)
    {
        bench.Post(new StartInput());
        bench.Post(new BeginInput());
    }

    private static (double At, string Words)[] Cues(Bench bench) => [.. bench.Events.OfType<CueGiven>().Select(cue => (cue.At.TotalSeconds, cue.Words.Text))];
}
