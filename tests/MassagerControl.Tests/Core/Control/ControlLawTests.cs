using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Core.Safety;
using MassagerControl.Core.Sessions;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Core.Control;

/// <summary>The control law, line by line, through the whole loop in virtual time.</summary>
public sealed class ControlLawTests
{
    private static readonly double[] StartLevels = [20];

    [Theory]
    [InlineData(5, 25, 20)]
    [InlineData(3, 33.33, 33.33)]
    [InlineData(100, 25, 25)]
    public void A_session_starts_at_25_percent_or_the_lowest_level_and_says_so(int levels, double cap, double output)
    {
        using var bench = Bench.Begun(Plans.Bare(levels: levels));
        bench.Advance(5);

        var told = bench.Told<CapChanged>().First();
        Assert.Equal(TimeSpan.Zero, told.At);
        Assert.Equal(cap, told.Value.Percent, 0.01);
        Assert.NotEmpty(told.Reason.Text);
        Assert.Equal(output, bench.Massager.Motor, 0.01);
    }

    [Fact]
    public void A_rating_below_the_band_raises_by_one_step_from_the_next_press()
    {
        using var bench = Bench.Begun(Plans.Bare());
        bench.Advance(10);
        bench.Rate(2);
        bench.Rate(3);
        bench.Advance(19.9);
        Assert.Equal(25, bench.Session.RatingCap.Percent);
        bench.Advance(0.1);

        Assert.Equal(2, bench.Session.Rep);
        Assert.Equal(40, bench.Session.RatingCap.Percent);
        bench.Advance(10);
        Assert.Equal(40, bench.Massager.Motor);
        Assert.Equal([25, 40], bench.Told<CapChanged>().Select(cap => cap.Value.Percent));
    }

    [Fact]
    public void A_third_of_a_three_level_device_plus_one_step_is_level_two()
    {
        using var bench = Bench.Begun(Plans.Bare(levels: 3));
        bench.Advance(10);
        bench.Rate(2);
        bench.Advance(30);

        Assert.Equal(new Level(2), bench.Session.Commanded);
        Assert.Equal(66.67, bench.Massager.Motor, 0.01);
    }

    [Fact]
    public void The_last_rating_of_a_rep_decides_and_one_in_the_band_cancels_a_raise()
    {
        using var bench = Bench.Begun(Plans.Bare());
        bench.Advance(10);
        bench.Rate(2);
        bench.Advance(17);
        bench.Rate(5);
        bench.Advance(13);

        Assert.Equal(2, bench.Session.Rep);
        Assert.Equal(25, bench.Session.RatingCap.Percent);
    }

    [Fact]
    public void A_rating_during_warm_up_raises_nothing()
    {
        using var bench = Bench.Begun(Plans.Compression());
        bench.Advance(10);
        Assert.True(bench.Rate(2).Accepted);
        bench.Advance(30);

        Assert.Equal(1, bench.Session.Rep);
        Assert.Equal(25, bench.Session.RatingCap.Percent);
    }

    [Fact]
    public void A_rating_above_the_band_and_below_8_lowers_by_one_step_at_once()
    {
        using var bench = Bench.Begun(Plans.Bare(band: Plans.Gentle));
        bench.Advance(10);
        bench.Rate(1);
        bench.Advance(30);
        Assert.Equal(40, bench.Massager.Motor);

        bench.Rate(6);

        Assert.Equal(20, bench.Massager.Motor);
        Assert.Equal(20, bench.Session.RatingCap.Percent);
        Assert.Equal(SessionState.Holding, bench.Session.State);
    }

    [Fact]
    public void A_rating_that_takes_the_cap_below_the_lowest_level_ends_the_session()
    {
        using var bench = Bench.Begun(Plans.Bare(band: Plans.Gentle));
        bench.Advance(10);

        bench.Rate(6);

        Assert.Equal(0, bench.Massager.Motor);
        Assert.Equal(SessionOutcome.Limit, bench.Result.Outcome);
        Assert.Equal("the device cannot go lower", bench.Result.Reason);
        Assert.True(bench.Result.ConfirmedOff);
    }

    [Fact]
    public void A_lowered_cap_is_felt_even_when_another_ceiling_was_the_tighter_one()
    {
        using var bench = Bench.Begun(Plans.Bare(levels: 10, band: Plans.Gentle) with { UserCeiling = Intensity.FromPercent(20) });
        bench.Advance(10);
        Assert.Equal(20, bench.Massager.Motor);

        bench.Rate(6);

        Assert.Equal(10, bench.Massager.Motor);
    }

    [Fact]
    public void An_8_stops_the_output_at_once_for_ten_seconds_and_comes_back_at_70_percent_or_less()
    {
        using var bench = AtLevel(3);
        var at = bench.Now;
        var rep = bench.Session.Rep;

        bench.Rate(8);

        Assert.Equal(0, bench.Massager.Motor);
        Assert.Equal(SessionState.Releasing, bench.Session.State);
        Assert.Equal(42, bench.Session.RatingCap.Percent, 0.001);
        bench.Advance(9.99);
        Assert.Equal(0, bench.Massager.Motor);
        bench.Advance(5);
        Assert.Equal(rep + 1, bench.Session.Rep);
        Assert.Equal(40, bench.Massager.Motor);
        Assert.Equal(at + TimeSpan.FromSeconds(10), bench.Told<PhaseEntered>().Last(p => p.Phase == SessionPhase.Compress).At);
    }

    [Fact]
    public void An_8_in_the_release_keeps_the_output_at_0_until_ten_seconds_later()
    {
        using var bench = AtLevel(3);
        bench.Advance(15);
        Assert.Equal(SessionState.Releasing, bench.Session.State);
        var left = bench.Session.PhaseEnds!.Value - bench.Now;
        var at = bench.Now;
        Assert.True(left < TimeSpan.FromSeconds(10));

        bench.Rate(8);
        bench.Advance(30);

        var next = bench.Massager.Outputs.First(o => o.At > at && o.Percent > 0);
        Assert.True(next.At - at >= TimeSpan.FromSeconds(10));
        Assert.True(next.Percent <= 42);
    }

    [Fact]
    public void No_raise_comes_from_a_rep_with_an_8()
    {
        using var bench = AtLevel(3);
        bench.Rate(8);
        bench.Advance(2);
        bench.Rate(2);
        bench.Advance(15);

        Assert.Equal(42, bench.Session.RatingCap.Percent, 0.001);
    }

    [Fact]
    public void An_8_where_the_device_cannot_go_lower_ends_the_session()
    {
        using var bench = AtLevel(1);

        bench.Rate(8);

        Assert.Equal(0, bench.Massager.Motor);
        Assert.Equal(SessionOutcome.Limit, bench.Result.Outcome);
    }

    [Fact]
    public void A_second_8_ends_the_session()
    {
        using var bench = AtLevel(4);
        bench.Rate(8);
        bench.Advance(20);

        bench.Rate(8);

        Assert.Equal(0, bench.Massager.Motor);
        Assert.Equal(SessionOutcome.Rating, bench.Result.Outcome);
        Assert.False(bench.Result.AreaLocked);
    }

    [Theory]
    [InlineData(9)]
    [InlineData(10)]
    public void A_9_or_10_ends_the_session_and_locks_the_area(int rating)
    {
        using var bench = AtLevel(2);

        bench.Rate(rating);

        Assert.Equal(0, bench.Massager.Motor);
        Assert.Equal(SessionOutcome.Rating, bench.Result.Outcome);
        Assert.True(bench.Result.AreaLocked);
        Assert.True(bench.Result.ConfirmedOff);
    }

    [Theory]
    [InlineData(RedFlagKind.Sharp)]
    [InlineData(RedFlagKind.Numb)]
    [InlineData(RedFlagKind.Radiating)]
    public void A_red_flag_ends_the_session_and_locks_the_area(RedFlagKind kind)
    {
        using var bench = AtLevel(2);

        bench.Post(new RedFlagInput(kind, "test"));

        Assert.Equal(0, bench.Massager.Motor);
        Assert.Equal(SessionOutcome.RedFlag, bench.Result.Outcome);
        Assert.True(bench.Result.AreaLocked);
    }

    [Fact]
    public void Two_silent_reps_pause_at_0_and_a_minute_later_the_session_ends()
    {
        using var bench = Bench.Begun(Plans.Bare());
        bench.Advance(60);
        Assert.Equal(SessionState.Paused, bench.Session.State);
        Assert.Equal(PauseReason.StillThere, bench.Session.Pause);
        Assert.Equal(0, bench.Massager.Motor);

        bench.Advance(59.9);
        Assert.Equal(SessionState.Paused, bench.Session.State);
        bench.Advance(0.1);

        Assert.Equal(SessionOutcome.NoAnswer, bench.Result.Outcome);
        Assert.Equal(120, bench.Told<SessionEnded>().Single().At.TotalSeconds);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(null)]
    public void Still_there_goes_on_with_the_next_rep_and_raises_nothing(int? rating)
    {
        using var bench = Bench.Begun(Plans.Bare());
        bench.Advance(70);

        if (rating is { } value)
            bench.Rate(value);
        else
            bench.Post(new ResumeInput("test"));
        bench.Advance(0.5);

        Assert.Equal(SessionState.Compressing, bench.Session.State);
        Assert.Equal(3, bench.Session.Rep);
        Assert.Equal(25, bench.Session.RatingCap.Percent);
        bench.Advance(60);
        Assert.Equal(PauseReason.StillThere, bench.Session.Pause);
        Assert.Equal(4, bench.Session.Rep);
    }

    [Fact]
    public void Silence_after_the_last_release_is_not_judged()
    {
        using var bench = Bench.Begun(Plans.Bare(reps: 2));

        Assert.Equal(SessionOutcome.Completed, bench.RunToEnd().Outcome);
    }

    [Fact]
    public void A_pause_is_0_and_resume_goes_on_with_the_remaining_seconds_from_0_upwards()
    {
        using var bench = AtLevel(3);
        var left = bench.Session.PressEnds - bench.Now;
        var rep = bench.Session.Rep;
        bench.Post(new PauseInput("test"));
        Assert.Equal(0, bench.Massager.Motor);
        bench.Advance(120);
        Assert.False(bench.Post(new PauseInput("test")).Accepted);

        bench.Post(new ResumeInput("test"));

        Assert.Equal(20, bench.Massager.Motor);
        Assert.Equal(rep, bench.Session.Rep);
        Assert.Equal(left, bench.Session.PressEnds - bench.Now);
        bench.Advance(3);
        Assert.Equal(60, bench.Massager.Motor);
    }

    [Fact]
    public void A_rating_in_a_pause_that_was_asked_for_does_not_resume_it()
    {
        using var bench = AtLevel(2);
        bench.Post(new PauseInput("test"));

        Assert.True(bench.Rate(3).Accepted);

        bench.Advance(30);
        Assert.Equal(SessionState.Paused, bench.Session.State);
        Assert.False(bench.Session.RaisePending);
    }

    [Fact]
    public void Pauses_count_in_the_twenty_minutes()
    {
        using var bench = AtLevel(2);
        bench.Post(new PauseInput("test"));

        bench.RunToEnd();

        Assert.Equal(SessionOutcome.Limit, bench.Result.Outcome);
        Assert.Equal(HardLimits.Session, bench.Told<SessionEnded>().Single().At);
    }

    [Fact]
    public void Eased_ends_an_open_hold_early_and_is_refused_where_holds_are_fixed()
    {
        using var open = Bench.Begun(Plans.Of(5, null, Plans.Presses(2, endsOnEased: true)));
        using var closed = Bench.Begun(Plans.Bare());
        open.Advance(10);
        closed.Advance(10);

        Assert.True(open.Post(new EasedInput("test")).Accepted);
        Assert.False(closed.Post(new EasedInput("test")).Accepted);

        Assert.Equal(SessionState.Releasing, open.Session.State);
        Assert.Equal(1, open.Session.RepsDone);
        Assert.Equal(SessionState.Holding, closed.Session.State);
    }

    [Fact]
    public void Minus_goes_down_at_once_and_plus_comes_back_with_the_next_press_up_to_where_it_began()
    {
        using var bench = AtLevel(3);
        Assert.False(bench.Post(new CeilingUpInput("test")).Accepted);

        Assert.True(bench.Post(new CeilingDownInput("test")).Accepted);
        Assert.Equal(40, bench.Massager.Motor);
        Assert.Equal(60, bench.Session.RatingCap.Percent);
        bench.Rate(6);
        Assert.True(bench.Post(new CeilingUpInput("test")).Accepted);
        Assert.Equal(40, bench.Massager.Motor);
        bench.Advance(30);

        Assert.Equal(60, bench.Massager.Motor);
        Assert.Equal(60, bench.Session.RatingCap.Percent);
    }

    [Fact]
    public void Minus_at_the_lowest_level_is_refused_with_a_way_out()
    {
        using var bench = AtLevel(1);
        bench.Post(new CeilingDownInput("test"));

        var reply = bench.Post(new CeilingDownInput("test"));

        Assert.False(reply.Accepted);
        Assert.Contains("pause or stop", reply.Reason.Text, StringComparison.Ordinal);
        Assert.Equal(20, bench.Massager.Motor);
    }

    [Fact]
    public void The_output_rises_one_step_at_a_time_over_the_ramp_at_least_200_ms_apart()
    {
        using var bench = AtLevel(4);

        var press = bench.Told<PhaseEntered>().Last(p => p.Phase == SessionPhase.Compress).At;
        var rises = bench.Massager.Outputs.Where(o => o.At >= press).ToList();

        Assert.Equal([20, 40, 60, 80], rises.Select(r => r.Percent));
        Assert.Equal([0, 0.5, 1, 1.5], rises.Select(r => (r.At - press).TotalSeconds));
    }

    [Fact]
    public void A_ramp_that_is_too_short_for_its_steps_takes_200_ms_a_step()
    {
        using var bench = Bench.Begun(Plans.Of(10, null, Plans.Presses(1) with { Ramp = Plans.Seconds(0.2) }));

        bench.Advance(1);

        Assert.Equal([(0, 10), (0.2, 20)], bench.Massager.Outputs.Where(o => o.Percent > 0).Select(o => (o.At.TotalSeconds, o.Percent)));
    }

    [Fact]
    public void A_quick_pause_and_resume_cannot_make_steps_come_faster()
    {
        using var bench = Bench.Begun(Plans.Bare());
        bench.Advance(0.05);
        bench.Post(new PauseInput("test"));
        bench.Post(new ResumeInput("test"));

        bench.Advance(1);

        var rises = bench.Massager.Outputs.Where(o => o.Percent > 0).ToList();
        Assert.Equal(2, rises.Count);
        Assert.Equal(Plans.Seconds(0.2), rises[1].At - rises[0].At);
    }

    [Fact]
    public void Every_lowered_output_carries_all_its_reasons_tightest_first()
    {
        var plan = Plans.Bare() with
        {
            UserCeiling = Intensity.FromPercent(90),
            Ceilings = [new("area-ceiling", Intensity.FromPercent(60), "bony"), new("profile-ceiling", Intensity.FromPercent(80), "device")],
        };
        using var bench = Bench.Begun(plan);
        bench.Advance(3);

        var output = bench.Told<LevelAccepted>().Last().Output;

        Assert.Equal(["rating-cap", "area-ceiling", "profile-ceiling", "user-ceiling", "level-step"], output.Reasons.Select(r => r.Rule));
        Assert.Equal("rating-cap", output.Tightest!.Rule);
        Assert.Equal(100, output.Requested.Percent);
        Assert.All(output.Reasons, reason => Assert.True(output.Intensity <= reason.Cap));
    }

    [Fact]
    public void A_raise_never_goes_above_the_other_limits()
    {
        using var bench = Bench.Begun(Plans.Bare() with { UserCeiling = Intensity.FromPercent(40) });
        bench.RunRating(_ => 1);

        Assert.Equal(40, bench.Session.RatingCap.Percent);
        Assert.Equal(40, bench.Massager.Outputs.Max(o => o.Percent));
    }

    [Fact]
    public void Stop_is_0_at_once_from_a_hold()
    {
        using var bench = AtLevel(3);

        Assert.True(bench.Post(new StopInput("key")).Accepted);

        Assert.Equal(0, bench.Massager.Motor);
        Assert.Equal(SessionOutcome.Stopped, bench.Result.Outcome);
        Assert.Equal("key", bench.Told<StopAsked>().Single().Cause.Text);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void The_devices_own_button_counts_as_stop_and_nothing_but_stop_is_written_after_it(int reported)
    {
        using var bench = AtLevel(3);
        bench.Advance(1);
        var written = bench.Massager.Outputs.Count;

        bench.Massager.Report(new LevelReported(new Level(reported)));
        bench.Advance(600);

        Assert.Equal(SessionOutcome.Stopped, bench.Result.Outcome);
        Assert.Contains("the device's own button", bench.Result.Reason.Text, StringComparison.Ordinal);
        Assert.All(bench.Massager.Outputs.Skip(written), o => Assert.Equal(0, o.Percent));
    }

    [Fact]
    public void A_late_echo_of_the_level_before_is_no_button()
    {
        using var bench = Bench.Begun(Plans.Bare());
        bench.Advance(0.1);
        bench.Massager.Report(new LevelReported(Level.Off));
        bench.Advance(0.1);
        bench.Massager.Report(new LevelReported(new Level(1)));
        bench.Advance(5);

        Assert.Equal(SessionState.Holding, bench.Session.State);
    }

    [Fact]
    public void A_report_of_0_right_after_the_start_that_stays_unexplained_counts_as_stop()
    {
        using var bench = Bench.Begun(Plans.Bare());
        bench.Advance(0.1);
        bench.Massager.Report(new LevelReported(Level.Off));
        bench.Advance(0.5);

        Assert.Equal(SessionOutcome.Stopped, bench.Result.Outcome);
    }

    [Fact]
    public void Turning_the_device_down_by_its_button_lowers_the_persons_ceiling()
    {
        using var bench = AtLevel(3);
        bench.Advance(1);
        bench.Massager.Report(new LevelReported(new Level(2)));
        bench.Rate(6);
        bench.Advance(30);

        Assert.Equal(40, bench.Session.UserCeiling.Percent);
        Assert.Equal(40, bench.Massager.Motor);
    }

    [Fact]
    public void A_lost_owner_means_0_and_a_pause()
    {
        using var bench = AtLevel(2);
        bench.OwnerAlive = false;

        bench.Advance(1.3);

        Assert.Equal(0, bench.Massager.Motor);
        Assert.Equal(PauseReason.OwnerLost, bench.Session.Pause);
    }

    [Fact]
    public void A_lost_owner_is_noticed_at_the_end_of_the_lease_though_another_deadline_is_near()
    {
        using var bench = Bench.Begun(Plans.Bare());
        // The last renewal; the press ends at 25 s.
        bench.Advance(23.7);
        bench.OwnerAlive = false;

        bench.Advance(0.999);
        Assert.Equal(20, bench.Massager.Motor);
        bench.Advance(0.001);

        Assert.Equal(0, bench.Massager.Motor);
        Assert.Equal(PauseReason.OwnerLost, bench.Session.Pause);
    }

    [Fact]
    public void A_clock_jump_means_0_and_a_pause()
    {
        using var bench = AtLevel(2);

        bench.Post(new ClockJumpedInput(TimeSpan.FromMinutes(3)));

        Assert.Equal(0, bench.Massager.Motor);
        Assert.Equal(PauseReason.ClockJumped, bench.Session.Pause);
        Assert.True(bench.Rate(5).Accepted);
        Assert.Equal(20, bench.Massager.Motor);
    }

    [Fact]
    public void After_a_clock_jump_nothing_starts_by_itself()
    {
        using var bench = AtLevel(2);
        bench.Post(new ClockJumpedInput(TimeSpan.FromHours(3)));
        var outputs = bench.Massager.Outputs.Count;

        bench.Advance(3600);

        Assert.All(bench.Massager.Outputs.Skip(outputs), output => Assert.Equal(0, output.Percent));
        Assert.True(bench.Result.ConfirmedOff);
    }

    /// <summary>A bare session in the hold in which it has just reached the given level of 5.</summary>
    private static Bench AtLevel(int level)
    {
        var bench = Bench.Begun(Plans.Bare());
        bench.Advance(10);
        for (var rep = 1; rep < level; rep++)
        {
            bench.Rate(2);
            bench.Advance(30);
        }
        Assert.Equal(new Level(level), bench.Session.Commanded);
        Assert.Equal(level, bench.Session.Rep);
        Assert.Contains(20, bench.Massager.Outputs.Select(o => o.Percent));
        Assert.Equal(StartLevels, bench.Massager.Outputs.Where(o => o.Percent > 0).Take(1).Select(o => o.Percent));
        return bench;
    }
}
