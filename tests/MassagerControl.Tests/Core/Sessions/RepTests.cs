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
    public void A_ceiling_that_was_lowered_stays_there_without_a_plus()
    {
        using var bench = Bench.Begun(Plans.Bare(levels: 10));
        bench.Advance(5);
        bench.Post(new CeilingDownInput("test"));

        bench.RunRating(_ => 1);

        Assert.Equal(10, bench.Session.UserCeiling.Percent);
        Assert.Equal(10, bench.Massager.Outputs.Where(output => output.At > Plans.Seconds(5)).Max(output => output.Percent));
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
    public void A_minus_at_the_lowest_level_takes_a_waiting_plus_back()
    {
        using var bench = Bench.Begun(Plans.Bare(levels: 10) with { UserCeiling = Intensity.FromPercent(20) });
        bench.Advance(5);
        bench.Post(new CeilingDownInput("test"));
        Assert.False(bench.Post(new CeilingDownInput("test")).Accepted);
        bench.Post(new CeilingUpInput("test"));
        bench.Rate(6);

        Assert.True(bench.Post(new CeilingDownInput("test")).Accepted);
        Assert.False(bench.Session.CeilingUpPending);
        bench.Advance(30);

        Assert.Equal(10, bench.Session.UserCeiling.Percent);
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

    [Fact]
    public void A_press_that_goes_on_with_less_time_than_its_ramp_ends_in_time_and_has_no_hold()
    {
        using var bench = Bench.Begun(Plans.Bare(reps: 2));
        bench.Advance(24);
        bench.Post(new PauseInput("test"));
        bench.Post(new ResumeInput("test"));
        bench.Events.Clear();
        bench.Advance(0.999);
        Assert.Equal(SessionState.Compressing, bench.Session.State);

        bench.Advance(0.001);

        Assert.Equal(SessionState.Releasing, bench.Session.State);
        Assert.DoesNotContain(bench.Told<PhaseEntered>(), phase => phase.Phase == SessionPhase.Hold);
        Assert.Equal(Plans.Seconds(25), bench.Session.PressTotal);
    }

    [Fact]
    public void A_release_lasts_as_long_as_its_program_says()
    {
        using var bench = Bench.Begun(Plans.Of(5, null, Plans.Presses(2) with { Release = Plans.Seconds(8) }));
        bench.Advance(32.9);
        Assert.Equal(SessionState.Releasing, bench.Session.State);

        bench.Advance(0.1);

        Assert.Equal(SessionState.Compressing, bench.Session.State);
    }

    [Fact]
    public void A_release_that_an_8_begins_lasts_as_long_as_its_program_says()
    {
        using var bench = Bench.Begun(Plans.Of(10, null, Plans.Presses(2) with { Release = Plans.Seconds(15) }));
        bench.Advance(10);
        bench.Post(new PauseInput("test"));

        bench.Rate(8);

        Assert.Equal(new ResumePoint(SessionState.Releasing, Plans.Seconds(15)), bench.Session.Resume);
    }

    [Fact]
    public void Two_guided_steps_last_their_own_times()
    {
        using var bench = Bench.Begun(Plans.Of(5, null, new GuidedStep(Plans.Seconds(10), "one"), new GuidedStep(Plans.Seconds(20), "two"), Plans.Presses(1)));
        bench.Advance(29.9);
        Assert.Equal((SessionState.Resting, 1), (bench.Session.State, bench.Session.StepIndex));

        bench.Advance(0.1);

        Assert.Equal(SessionState.Compressing, bench.Session.State);
    }

    [Fact]
    public void Silence_in_the_last_rep_of_a_cycle_and_the_first_of_the_next_are_two_in_a_row()
    {
        using var bench = Bench.Begun(Plans.Of(5, null, Plans.Presses(1), Plans.Presses(2)));
        bench.Advance(60);

        Assert.Equal((1, PauseReason.StillThere), (bench.Session.StepIndex, bench.Session.Pause));
    }

    [Fact]
    public void After_still_there_no_release_is_told_again()
    {
        using var bench = Bench.Begun(Plans.Bare());
        bench.Advance(70);
        bench.Events.Clear();

        bench.Rate(6);
        bench.Advance(1);

        Assert.Equal([SessionPhase.Compress], bench.Told<PhaseEntered>().Select(phase => phase.Phase));
    }

    [Fact]
    public void Eased_in_a_fixed_hold_says_that_it_is_fixed()
    {
        using var bench = Bench.Begun(Plans.Bare());
        bench.Advance(10);

        Assert.Contains("fixed length", bench.Post(new EasedInput("test")).Reason.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(20, new[] { 25.0 })]
    [InlineData(40, new[] { 25.0, 40.0 })]
    public void A_raise_that_another_limit_forbids_changes_and_tells_nothing(double ceiling, double[] caps)
    {
        using var bench = Bench.Begun(Plans.Bare() with { UserCeiling = Intensity.FromPercent(ceiling) });
        bench.RunRating(_ => 1);

        Assert.Equal(caps, bench.Told<CapChanged>().Select(cap => cap.Value.Percent));
    }

    [Fact]
    public void Above_the_band_counts_from_what_is_felt_even_when_a_ceiling_is_the_tighter_one()
    {
        using var bench = Bench.Begun(Plans.Bare(levels: 10, band: Plans.Gentle) with { UserCeiling = Intensity.FromPercent(10) });
        bench.Advance(10);

        bench.Rate(6);

        Assert.Equal("the device cannot go lower", bench.Result.Reason);
    }

    [Fact]
    public void Minus_counts_from_the_ceiling_where_that_is_the_tighter_one()
    {
        using var bench = Bench.Begun(Plans.Bare(levels: 10) with { UserCeiling = Intensity.FromPercent(20) });
        bench.Advance(10);
        Assert.True(bench.Post(new CeilingDownInput("test")).Accepted);
        Assert.Equal(10, bench.Massager.Motor);
        using var lower = Bench.Begun(Plans.Bare(levels: 20) with { UserCeiling = Intensity.FromPercent(20) });
        lower.Advance(10);

        Assert.True(lower.Post(new CeilingDownInput("test")).Accepted);

        Assert.Equal(10, lower.Massager.Motor);
    }

    [Fact]
    public void Fine_levels_rise_in_steps_of_ten_points_spread_over_the_ramp()
    {
        using var bench = Bench.Begun(Plans.Bare(levels: 20));
        for (var rep = 1; rep < 4; rep++)
        {
            bench.Advance(10);
            bench.Rate(2);
            bench.Advance(20);
        }
        bench.Advance(5);

        var press = bench.Told<PhaseEntered>().Last(phase => phase.Phase == SessionPhase.Compress).At;
        var rises = bench.Massager.Outputs.Where(output => output.At >= press).ToList();
        Assert.Equal([10, 20, 30, 40, 50, 55], rises.Select(rise => rise.Percent));
        Assert.All(rises.Zip(rises.Skip(1)), pair => Assert.Equal(2 / 6.0, (pair.Second.At - pair.First.At).TotalSeconds, 1e-3));
    }
}
