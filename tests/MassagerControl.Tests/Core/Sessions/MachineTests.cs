using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Core.Safety;
using MassagerControl.Core.Sessions;
using MassagerControl.Runtime.Runs;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Core.Sessions;

/// <summary>The function itself: deadlines, what is told of an input, where the table and the sorting end.</summary>
public sealed class MachineTests
{
    private static readonly Session Idle = Session.For(Plans.Bare());

    [Theory]
    [InlineData(4, 25, "every session starts at 25 % or below")]
    [InlineData(3, 33.33, "every session starts at the device's lowest level")]
    public void The_start_cap_says_why(int levels, double cap, string reason)
    {
        var session = Session.For(Plans.Bare(levels: levels));

        Assert.Equal(cap, session.RatingCap.Percent, 0.01);
        Assert.Equal(reason, session.CapReason.Text);
    }

    [Fact]
    public void Of_deadlines_at_one_instant_the_session_limit_goes_first_and_the_prompt_last()
    {
        var at = HardLimits.Session;
        var session = Idle with { State = SessionState.Holding, PhaseEnds = at, RetryDue = at, ReportDue = at, NextRise = at, PromptDue = at };
        SessionTrigger[] order =
        [
            SessionTrigger.SessionLimitDue, SessionTrigger.PhaseDue, SessionTrigger.RetryDue, SessionTrigger.ReportDue, SessionTrigger.RampDue,
            SessionTrigger.PromptDue,
        ];

        Assert.Equal(order[0], Deadlines.Due(session, at));
        Assert.Equal(order[1], Deadlines.Due(session with { State = SessionState.Stopping }, at));
        Assert.Equal(order[2], Deadlines.Due(session with { State = SessionState.Stopping, PhaseEnds = null }, at));
        Assert.Equal(order[3], Deadlines.Due(session with { State = SessionState.Stopping, PhaseEnds = null, RetryDue = null }, at));
        Assert.Equal(order[4], Deadlines.Due(session with { State = SessionState.Stopping, PhaseEnds = null, RetryDue = null, ReportDue = null }, at));
        Assert.Equal(order[5], Deadlines.Due(Idle with { PromptDue = at }, at));
    }

    [Fact]
    public void The_earliest_deadline_is_next_and_due_first_and_nothing_is_due_before_its_time()
    {
        var session = Idle with { State = SessionState.Holding, PhaseEnds = Plans.Seconds(3), NextRise = Plans.Seconds(1), PromptDue = Plans.Seconds(2) };

        Assert.Equal(Plans.Seconds(1), Deadlines.Next(session));
        Assert.Null(Deadlines.Due(session, Plans.Seconds(0.999)));
        Assert.Equal(SessionTrigger.RampDue, Deadlines.Due(session, Plans.Seconds(1)));
        Assert.Equal(SessionTrigger.RampDue, Deadlines.Due(session, Plans.Seconds(3)));
        Assert.Null(Deadlines.Next(Idle));
    }

    [Fact]
    public void A_deadline_that_has_fired_does_not_fire_again()
    {
        var now = Plans.Seconds(1);
        var stale = Idle with { State = SessionState.Paused, RetryDue = now, ReportDue = now, PromptDue = now, NextRise = now };

        Assert.Null(After(stale, SessionTrigger.RetryDue, now).RetryDue);
        Assert.Null(After(stale, SessionTrigger.ReportDue, now).ReportDue);
        Assert.Null(After(stale, SessionTrigger.PromptDue, now).PromptDue);
        Assert.Null(After(stale, SessionTrigger.RampDue, now).NextRise);
        Assert.Null(After(Idle with { PhaseEnds = now }, SessionTrigger.PhaseDue, now).PhaseEnds);
    }

    public static TheoryData<SessionInput, string, bool> Inputs => new()
    {
        { new StopInput("test"), "stop", true },
        { new PauseInput("test"), "pause", true },
        { new ResumeInput("test"), "resume", false },
        { new EasedInput("test"), "eased", false },
        { new CeilingDownInput("test"), "-", false },
        { new CeilingUpInput("test"), "+", true },
        { new ClockJumpedInput(TimeSpan.FromHours(1)), "clock-jump", true },
        { new RemotesLostInput(), "remotes-lost", true },
    };

    [Theory]
    [MemberData(nameof(Inputs))]
    public void Every_input_is_told_with_what_became_of_it(SessionInput input, string kind, bool accepted)
    {
        using var bench = Bench.Begun(Plans.Bare());
        bench.Advance(10);
        bench.Post(new CeilingDownInput("test"));
        bench.Events.Clear();

        var reply = bench.Post(input);

        var told = bench.Told<InputTaken>().Single();
        Assert.Equal((kind, accepted), (told.Kind, told.Accepted));
        Assert.Equal((accepted, reply.Reason), (reply.Accepted, told.Reason));
        Assert.NotEmpty(told.Reason.Text);
    }

    [Fact]
    public void Ratings_and_red_flags_are_told_as_such_and_as_inputs_where_they_are_refused()
    {
        using var bench = Bench.Begun(Plans.Bare());
        bench.Advance(10);
        bench.Rate(6);
        bench.Post(new RedFlagInput(RedFlagKind.Sharp, "keyboard"));
        Assert.False(bench.Rate(5).Accepted);
        Assert.False(bench.Post(new RedFlagInput(RedFlagKind.Sharp, "keyboard")).Accepted);

        Assert.Equal((6, "test"), bench.Told<Rated>().Select(rated => (rated.Value.Value, rated.Source)).Single());
        Assert.Equal((RedFlagKind.Sharp, "keyboard"), bench.Told<RedFlagRaised>().Select(flag => (flag.Kind, flag.Source)).Single());
        Assert.Equal(["rating", "red-flag"], bench.Told<InputTaken>().Select(input => input.Kind));
    }

    [Fact]
    public void Answers_of_the_device_are_no_inputs()
    {
        using var bench = Bench.Begun(Plans.Bare());
        bench.Advance(28);

        Assert.Empty(bench.Told<InputTaken>());
    }

    [Fact]
    public void An_input_of_an_unknown_kind_is_a_fault_of_the_caller() =>
        Assert.Throws<ArgumentException>(() => SessionMachine.Next(Idle, new ReportInput(new BatteryReported(80)), TimeSpan.Zero, StatelessEngine.Shared.Find));

    [Theory]
    [InlineData(4, SessionTrigger.RatedBelowBand)]
    [InlineData(5, SessionTrigger.RatedInBand)]
    [InlineData(7, SessionTrigger.RatedInBand)]
    [InlineData(8, SessionTrigger.RatedSevere)]
    [InlineData(9, SessionTrigger.RatedExtreme)]
    [InlineData(10, SessionTrigger.RatedExtreme)]
    public void A_rating_is_sorted_by_the_band(int value, SessionTrigger trigger) =>
        Assert.Equal(trigger, TriggerSorting.Sort(Idle, new RatedInput(Discomfort.From(value), "test"), TimeSpan.Zero));

    [Theory]
    [InlineData(2, SessionTrigger.RatedBelowBand)]
    [InlineData(3, SessionTrigger.RatedInBand)]
    [InlineData(5, SessionTrigger.RatedInBand)]
    [InlineData(6, SessionTrigger.RatedAboveBand)]
    [InlineData(7, SessionTrigger.RatedAboveBand)]
    public void A_gentle_band_has_ratings_above_it(int value, SessionTrigger trigger) =>
        Assert.Equal(trigger, TriggerSorting.Sort(Session.For(Plans.Bare(band: Plans.Gentle)), new RatedInput(Discomfort.From(value), "test"), TimeSpan.Zero));

    [Fact]
    public void A_session_without_ratings_has_no_last_one_and_past_its_steps_there_is_none()
    {
        Assert.Null(Idle.LastRating);
        Assert.Null((Idle with { StepIndex = 1 }).Step);
        Assert.NotNull(Idle.Step);
    }

    [Fact]
    public void Nothing_rises_while_an_answer_or_an_explanation_is_missing()
    {
        var pressing = Idle with { State = SessionState.Holding, Rep = 1, RatingCap = Intensity.Full, Commanded = new Level(1) };
        var now = Plans.Seconds(10);

        Assert.Single(Drives(pressing));
        Assert.Empty(Drives(pressing with { Awaiting = true }));
        Assert.Empty(Drives(pressing with { OddReport = new(new Level(1), new Level(2)) }));
        var step = SessionMachine.Next(pressing, new DueInput(SessionTrigger.RampDue), now, StatelessEngine.Shared.Find);
        Assert.True(step.Session.Awaiting);
        Assert.Equal((new Level(2), new Level(1)), (step.Session.Commanded, step.Session.CommandedBefore));

        IEnumerable<DriveEffect> Drives(Session session) =>
            SessionMachine.Next(session, new DueInput(SessionTrigger.RampDue), now, StatelessEngine.Shared.Find).Effects.OfType<DriveEffect>();
    }

    [Theory]
    [InlineData(0.2, 0.5)]
    [InlineData(0.9, 1.1)]
    public void After_a_late_answer_the_next_step_up_comes_200_ms_later(double answered, double next)
    {
        var rising = Idle with { State = SessionState.Holding, Rep = 1, RatingCap = Intensity.Full, Commanded = new Level(1), Awaiting = true, RiseAfter = Plans.Seconds(0.5) };
        var accepted = new OutputAcceptedInput(new(new Level(1), Intensity.FromPercent(20), Intensity.Full, []));

        Assert.Equal(Plans.Seconds(next), SessionMachine.Next(rising, accepted, Plans.Seconds(answered), StatelessEngine.Shared.Find).Session.NextRise);
    }

    [Theory]
    [InlineData(0, 1.1)]
    [InlineData(2, 1)]
    public void A_step_up_that_was_answered_late_keeps_the_next_phase_waiting_too(int before, double next)
    {
        var one = new Limited(new Level(1), Intensity.FromPercent(20), Intensity.Full, []);
        var warmingUp = Idle with { State = SessionState.WarmingUp, RatingCap = Intensity.Full, Commanded = new Level(1), Awaiting = true, Output = one with { Level = new Level(before) } };

        var answered = SessionMachine.Next(warmingUp, new OutputAcceptedInput(one), Plans.Seconds(0.9), StatelessEngine.Shared.Find).Session;
        var pressing = OutputFollowing.WithRamp(answered with { State = SessionState.Compressing, Rep = 1 }, Plans.Seconds(2), Plans.Seconds(1));

        Assert.Equal(Plans.Seconds(next), pressing.RiseAfter);
    }

    [Theory]
    [InlineData(10.999, SessionState.Faulted)]
    [InlineData(11, SessionState.Stopping)]
    public void A_stop_whose_time_passed_without_this_process_is_repeated_for_ten_seconds_more(double at, SessionState expected)
    {
        var stopping = Idle with { State = SessionState.Stopping, Ending = new(SessionOutcome.Stopped, "stopped"), PhaseEnds = Plans.Seconds(10) };

        var after = After(stopping, SessionTrigger.PhaseDue, Plans.Seconds(at));

        Assert.Equal(expected, after.State);
        Assert.Equal(expected == SessionState.Stopping ? Plans.Seconds(21) : null, after.PhaseEnds);
    }

    [Theory]
    [InlineData(60, SessionState.Faulted)]
    [InlineData(60.999, SessionState.Faulted)]
    [InlineData(61, SessionState.Reconnecting)]
    public void A_minute_without_a_link_that_passed_without_this_process_begins_anew(double at, SessionState expected)
    {
        var reconnecting = Idle with { State = SessionState.Reconnecting, PhaseEnds = Plans.Seconds(60) };

        var after = After(reconnecting, SessionTrigger.PhaseDue, Plans.Seconds(at));

        Assert.Equal(expected, after.State);
        Assert.Equal(expected == SessionState.Reconnecting ? Plans.Seconds(121) : null, after.PhaseEnds);
    }

    [Fact]
    public void A_goal_of_0_in_a_press_is_off_and_not_an_output_of_0()
    {
        var pressing = Idle with { State = SessionState.Holding, Rep = 1, RatingCap = Intensity.Zero, Commanded = new Level(1) };

        var step = SessionMachine.Next(pressing, new DueInput(SessionTrigger.RampDue), Plans.Seconds(10), StatelessEngine.Shared.Find);

        Assert.Single(step.Effects.OfType<TurnOffEffect>());
        Assert.Empty(step.Effects.OfType<DriveEffect>());
        Assert.True(step.Session.Commanded.IsOff);
    }

    [Theory]
    [InlineData(SessionState.Holding)]
    [InlineData(SessionState.Paused)]
    public void A_report_that_was_explained_meanwhile_is_no_matter(SessionState state)
    {
        var session = Idle with { State = state, Rep = 1, Commanded = state == SessionState.Holding ? new Level(1) : Level.Off };

        var step = SessionMachine.Next(session, new DueInput(SessionTrigger.ReportDue), Plans.Seconds(10), StatelessEngine.Shared.Find);

        Assert.Equal((TransitionKind.Ignore, "explained meanwhile"), (step.Row.Kind, step.Row.Reason));
    }

    [Fact]
    public void A_gap_in_the_table_is_a_fault_of_this_program()
    {
        // Only an impossible session finds it: paused, with nowhere to go on.
        var lost = Idle with { State = SessionState.Paused, Pause = PauseReason.StillThere };

        Assert.Throws<InvalidOperationException>(() => SessionMachine.Next(lost, new ResumeInput("test"), TimeSpan.Zero, StatelessEngine.Shared.Find));
    }

    [Fact]
    public void Off_that_is_under_way_is_not_sent_again_for_an_answer_from_before_it()
    {
        var releasing = Idle with { State = SessionState.Releasing, Rep = 1, Awaiting = true };
        var accepted = new OutputAcceptedInput(new(new Level(1), Intensity.FromPercent(20), Intensity.Full, []));

        Assert.Empty(Offs(releasing));
        Assert.Single(Offs(releasing with { Awaiting = false }));

        IEnumerable<TurnOffEffect> Offs(Session session) => SessionMachine.Next(session, accepted, Plans.Seconds(30), StatelessEngine.Shared.Find).Effects.OfType<TurnOffEffect>();
    }

    private static Session After(Session session, SessionTrigger due, TimeSpan now) => SessionMachine.Next(session, new DueInput(due), now, StatelessEngine.Shared.Find).Session;
}
