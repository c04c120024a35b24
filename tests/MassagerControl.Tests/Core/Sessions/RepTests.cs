using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Core.Sessions;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Core.Sessions;

/// <summary>Prompts, ratings and ceilings inside a rep, at their edges.</summary>
public sealed class RepTests
{
    [Theory]
    [InlineData(25, 17)]
    [InlineData(16, 8)]
    [InlineData(10, 5)]
    public void A_rating_is_asked_8_s_before_the_end_of_a_press_or_in_its_middle(double press, double asked)
    {
        using var bench = Bench.Begun(Plans.Of(5, null, Plans.Presses(2) with { Press = Plans.Seconds(press) }));
        Assert.Equal(Plans.Seconds(asked), bench.Session.PromptDue);
        bench.Advance(asked - 0.001);
        Assert.False(bench.Session.PromptOpen);

        bench.Advance(0.001);
        Assert.True(bench.Session.PromptOpen);
        Assert.Null(bench.Session.PromptDue);
        bench.Advance(press - asked + 4.9);
        Assert.Equal(SessionState.Releasing, bench.Session.State);
        Assert.True(bench.Session.PromptOpen);
        bench.Advance(0.1);

        Assert.Equal(SessionState.Compressing, bench.Session.State);
        Assert.False(bench.Session.PromptOpen);
    }

    [Fact]
    public void Nothing_is_asked_in_warm_up_and_cool_down()
    {
        using var bench = Bench.Begun(Plans.Of(5, null, new WarmUpStep(Plans.Seconds(30), Intensity.FromPercent(34)), Plans.Presses(1), new CoolDownStep(Plans.Seconds(30), Intensity.FromPercent(34))));
        var asked = new HashSet<SessionState>();
        bench.Loop.Changed += snapshot =>
        {
            if (snapshot.Session.PromptOpen)
                asked.Add(snapshot.Session.State);
        };

        bench.RunToEnd();

        Assert.Equal([SessionState.Holding, SessionState.Releasing], asked.Order());
    }

    [Fact]
    public void An_8_in_the_warm_up_is_a_release_of_ten_seconds_and_no_rep()
    {
        using var bench = Bench.Begun(Plans.Of(10, null, new WarmUpStep(Plans.Seconds(30), Intensity.FromPercent(34)), Plans.Presses(2)));
        bench.Advance(10);
        Assert.Equal(20, bench.Massager.Motor);

        bench.Rate(8);

        Assert.Equal((SessionState.Releasing, 0, false), (bench.Session.State, bench.Session.RepsDone, bench.Session.PromptOpen));
        Assert.Equal(Plans.Seconds(20), bench.Session.PhaseEnds);
        Assert.Equal(14, bench.Session.RatingCap.Percent, 1e-9);
        bench.Advance(10);
        Assert.Equal((SessionState.Compressing, 1), (bench.Session.State, bench.Session.Rep));
        Assert.Equal(10, bench.Massager.Motor);
    }

    [Fact]
    public void An_8_in_a_pause_counts_the_interrupted_press_as_done()
    {
        using var bench = Bench.Begun(Plans.Bare(levels: 10));
        bench.Advance(10);
        bench.Post(new PauseInput("test"));

        bench.Rate(8);

        Assert.Equal((SessionState.Paused, 1), (bench.Session.State, bench.Session.RepsDone));
        Assert.Equal(new ResumePoint(SessionState.Releasing, Plans.Seconds(5)), bench.Session.Resume);
        bench.Advance(2);
        bench.Post(new ResumeInput("test"));
        Assert.Equal(SessionState.Releasing, bench.Session.State);
        Assert.Equal(Plans.Seconds(20), bench.Session.PhaseEnds);
        bench.Advance(8);
        Assert.Equal((SessionState.Compressing, 2), (bench.Session.State, bench.Session.Rep));
    }

    [Fact]
    public void An_8_in_a_pause_of_the_warm_up_counts_no_rep()
    {
        using var bench = Bench.Begun(Plans.Of(10, null, new WarmUpStep(Plans.Seconds(30), Intensity.FromPercent(34)), Plans.Presses(2)));
        bench.Advance(10);
        bench.Post(new PauseInput("test"));

        bench.Rate(8);

        Assert.Equal(0, bench.Session.RepsDone);
        Assert.Equal(new ResumePoint(SessionState.Releasing, Plans.Seconds(5)), bench.Session.Resume);
    }

    [Fact]
    public void An_8_in_a_pause_of_a_release_leaves_the_release_as_it_was()
    {
        using var bench = Bench.Begun(Plans.Bare(levels: 10));
        bench.Advance(27);
        bench.Post(new PauseInput("test"));

        bench.Rate(8);

        Assert.Equal(1, bench.Session.RepsDone);
        Assert.Equal(new ResumePoint(SessionState.Releasing, Plans.Seconds(3)), bench.Session.Resume);
    }

    [Theory]
    [InlineData(2, 15)]
    [InlineData(12, 20)]
    public void An_8_in_a_guided_step_makes_it_ten_seconds_longer_at_most(double at, double ends)
    {
        using var bench = Bench.Begun(Plans.Of(10, null, new GuidedStep(Plans.Seconds(15), "move the arm"), Plans.Presses(1)));
        bench.Advance(at);

        bench.Rate(8);

        Assert.Equal(Plans.Seconds(Math.Max(ends, at + 10)), bench.Session.PhaseEnds);
    }

    [Fact]
    public void A_guided_step_after_an_8_is_at_least_as_long_as_the_rest()
    {
        using var bench = Bench.Begun(Plans.Of(10, null, Plans.Presses(1), new GuidedStep(Plans.Seconds(2), "move the arm"), Plans.Presses(1)));
        bench.Advance(29);
        bench.Rate(8);
        bench.Advance(9.9);

        Assert.Equal(0, bench.Massager.Motor);
    }

    [Fact]
    public void An_8_before_any_output_takes_the_cap_as_what_was_felt()
    {
        using var bench = Bench.Begun(Plans.Of(10, null, new GuidedStep(Plans.Seconds(15), "move the arm"), Plans.Presses(1)));

        bench.Rate(8);

        Assert.Equal(17.5, bench.Session.RatingCap.Percent, 1e-9);
    }

    [Fact]
    public void Plus_after_minus_comes_back_by_one_step_not_above_the_start()
    {
        using var bench = Bench.Begun(Plans.Bare(levels: 10) with { UserCeiling = Intensity.FromPercent(25) });
        bench.Advance(5);
        bench.Post(new CeilingDownInput("test"));
        Assert.Equal(10, bench.Session.UserCeiling.Percent);
        bench.Post(new CeilingUpInput("test"));
        bench.Rate(6);
        bench.Advance(26);
        Assert.Equal(20, bench.Session.UserCeiling.Percent);
        bench.Post(new CeilingUpInput("test"));
        bench.Rate(6);
        bench.Advance(30);

        Assert.Equal(25, bench.Session.UserCeiling.Percent);
        Assert.False(bench.Post(new CeilingUpInput("test")).Accepted);
    }

    [Fact]
    public void Minus_takes_back_a_plus_that_waits()
    {
        using var bench = Bench.Begun(Plans.Bare(levels: 10));
        bench.Advance(5);
        bench.Rate(2);
        bench.Advance(30);
        Assert.Equal(30, bench.Massager.Motor);
        bench.Post(new CeilingDownInput("test"));
        bench.Post(new CeilingUpInput("test"));
        Assert.True(bench.Session.CeilingUpPending);

        Assert.True(bench.Post(new CeilingDownInput("test")).Accepted);
        bench.Rate(6);
        bench.Advance(30);

        Assert.Equal(10, bench.Session.UserCeiling.Percent);
    }

    [Fact]
    public void A_minus_that_is_refused_leaves_a_plus_that_waits()
    {
        using var bench = Bench.Begun(Plans.Bare(levels: 10) with { UserCeiling = Intensity.FromPercent(30) });
        bench.Advance(5);
        bench.Post(new CeilingDownInput("test"));
        bench.Post(new CeilingUpInput("test"));
        bench.Rate(6);

        Assert.False(bench.Post(new CeilingDownInput("test")).Accepted);
        bench.Advance(30);

        Assert.Equal(20, bench.Session.UserCeiling.Percent);
    }

    [Fact]
    public void A_rating_below_the_band_while_the_link_is_gone_raises_nothing()
    {
        using var bench = Bench.Begun(Plans.Bare());
        bench.Advance(10);
        bench.Massager.OnConnect = () => new TaskCompletionSource().Task;
        bench.Massager.Report(new LinkLost("away"));

        Assert.True(bench.Rate(2).Accepted);

        Assert.False(bench.Session.RaisePending);
    }

    [Fact]
    public void A_rating_above_the_band_takes_back_a_raise()
    {
        using var bench = Bench.Begun(Plans.Bare(levels: 10, band: Plans.Gentle));
        bench.Advance(10);
        bench.Rate(2);
        Assert.True(bench.Session.RaisePending);

        bench.Rate(6);
        bench.Advance(30);

        Assert.Equal(10, bench.Session.RatingCap.Percent);
        Assert.Equal(2, bench.Session.Rep);
    }

    [Fact]
    public void A_rating_starts_the_count_of_silent_reps_anew()
    {
        using var bench = Bench.Begun(Plans.Bare());
        bench.Advance(40);
        Assert.Equal((2, 1), (bench.Session.Rep, bench.Session.SilentReps));
        bench.Rate(6);
        bench.Advance(30);
        Assert.Equal((3, 0), (bench.Session.Rep, bench.Session.SilentReps));
        bench.Advance(30);
        Assert.Equal((4, 1), (bench.Session.Rep, bench.Session.SilentReps));

        bench.Advance(20);

        Assert.Equal(PauseReason.StillThere, bench.Session.Pause);
    }
}
