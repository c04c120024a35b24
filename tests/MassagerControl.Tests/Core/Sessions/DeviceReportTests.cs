using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Core.Sessions;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Core.Sessions;

/// <summary>What the device says about its level, and answers that come late.</summary>
public sealed class DeviceReportTests
{
    [Theory]
    [InlineData(0.4, SessionState.Holding)]
    [InlineData(0.5, SessionState.Ended)]
    public void A_report_of_the_level_before_is_an_echo_for_half_a_second(double after, SessionState expected)
    {
        // Level 1 was commanded at 0 s; before it was off.
        using var bench = Bench.Begun(Plans.Bare());
        Report(bench, 1);
        bench.Advance(after);
        Report(bench, 0);
        Report(bench, 1);
        bench.Advance(4);

        Assert.Equal(expected, bench.Session.State);
    }

    [Fact]
    public void An_unexplained_echo_is_judged_half_a_second_after_the_command()
    {
        using var bench = Bench.Begun(Plans.Bare());
        Report(bench, 1);
        bench.Advance(0.2);
        Report(bench, 0);
        Assert.Equal(Plans.Seconds(0.5), bench.Session.ReportDue);
        bench.Advance(0.299);
        Assert.Equal(SessionState.Compressing, bench.Session.State);

        bench.Advance(0.001);

        Assert.Equal("the device's own button was pressed", bench.Result.Reason);
        Assert.Contains("device-button", bench.Told<InputTaken>().Select(input => input.Kind));
    }

    /// <summary>A device that is slow of speech: what it says first may be of its setting up, for two seconds, where it says its level soon after.</summary>
    [Theory]
    [InlineData(0.7, 1.2, true)]
    [InlineData(0.7, 1.2, false)]
    [InlineData(1.9, 2.0, true)]
    [InlineData(1.9, 2.0, false)]
    public void Off_that_is_reported_first_is_judged_half_a_second_later_and_two_seconds_after_the_answer(double after, double judged, bool explained)
    {
        using var bench = Bench.Begun(Plans.Bare());
        bench.Advance(after);
        Report(bench, 0);
        Report(bench, 0);
        Assert.Equal(SessionState.Compressing, bench.Session.State);
        bench.Advance(judged - after - 0.001);
        Assert.Null(bench.Session.Ending);
        if (explained)
            Report(bench, 1);
        bench.Advance(0.001);

        Assert.Equal(explained, bench.Session.Ending is null);
    }

    /// <summary>Its own button, and a device that says so again and again: that is no reason to wait for longer.</summary>
    [Fact]
    public void Off_that_is_said_again_is_judged_when_it_was_to_be_the_first_time()
    {
        using var bench = Bench.Begun(Plans.Bare());
        bench.Advance(0.7);
        for (var i = 0; i < 5; i++)
        {
            Report(bench, 0);
            Assert.Equal(SessionState.Compressing, bench.Session.State);
            bench.Advance(0.1);
        }

        Assert.Equal("the device's own button was pressed", bench.Result.Reason);
    }

    /// <summary>A slow link: what setting up made the device say arrives while the first level is under way.</summary>
    [Theory]
    [InlineData(0.9, 1)]
    [InlineData(0.9, 0)]
    [InlineData(0.2, 0)]
    public void Off_that_is_reported_while_a_level_is_unanswered_is_judged_half_a_second_after_the_answer(double answered, int last)
    {
        using var bench = Unanswered(out var answer);
        bench.Advance(answered - 0.1);
        Report(bench, 0);
        Report(bench, 0);
        bench.Advance(0.1);
        Assert.Equal(SessionState.Compressing, bench.Session.State);

        answer.SetResult();
        Report(bench, last);
        bench.Advance(0.499);
        Assert.Equal(SessionState.Compressing, bench.Session.State);
        bench.Advance(0.001);

        Assert.Equal(last == 1 ? SessionState.Compressing : SessionState.Ended, bench.Session.State);
    }

    [Fact]
    public void Off_that_is_reported_after_a_late_answer_is_an_echo_for_half_a_second()
    {
        using var bench = Unanswered(out var answer);
        bench.Advance(0.8);
        answer.SetResult();
        bench.Advance(0.3);
        Report(bench, 0);
        Report(bench, 1);
        bench.Advance(0.6);

        Assert.Equal(SessionState.Compressing, bench.Session.State);
    }

    /// <summary>It runs on, and nothing has turned it down: that is no matter of a slow answer.</summary>
    [Fact]
    public void A_level_above_the_one_that_is_unanswered_is_judged_half_a_second_after_the_command()
    {
        using var bench = Bench.Begun(Plans.Bare());
        bench.Advance(10);
        bench.Massager.OnStop = () => new TaskCompletionSource().Task;
        bench.Post(new PauseInput("test"));
        bench.Advance(0.4);
        Report(bench, 1);
        Assert.Equal(SessionState.Paused, bench.Session.State);

        bench.Advance(0.1);

        Assert.Equal(SessionState.Stopping, bench.Session.State);
    }

    [Fact]
    public void A_device_that_stays_at_the_level_before_is_taken_at_its_word()
    {
        // Levels 1, 2, 3 are commanded half a second apart; the device says 2 after 3 was commanded, and stays there.
        using var bench = Bench.Begun(Plans.Bare());
        for (var rep = 1; rep < 3; rep++)
        {
            bench.Advance(10);
            bench.Rate(2);
            bench.Advance(20);
        }
        var press = bench.Now.TotalSeconds;
        while (bench.Session.Commanded.Number < 3)
            bench.Advance(0.05);
        Report(bench, 2);
        var ramp = bench.Now.TotalSeconds - press;
        Assert.InRange(ramp, 1, 2);
        Assert.Equal(SessionState.Compressing, bench.Session.State);

        bench.Advance(0.6);

        Assert.Equal(new Level(2), bench.Session.Commanded);
        Assert.Equal(40, bench.Session.UserCeiling.Percent);
        Assert.Null(bench.Session.OddReport);
        Assert.Contains("device-level", bench.Told<InputTaken>().Select(input => input.Kind));
        bench.Advance(10);
        Assert.Equal(SessionState.Holding, bench.Session.State);
    }

    [Fact]
    public void An_echo_is_no_event()
    {
        using var bench = Bench.Begun(Plans.Bare());
        bench.Advance(3);
        Report(bench, 1);

        Assert.Empty(bench.Told<InputTaken>());
    }

    [Theory]
    [InlineData(0, SessionState.Paused)]
    [InlineData(1, SessionState.Ended)]
    public void A_level_reported_in_a_pause_counts_as_stop(int level, SessionState expected)
    {
        using var bench = Bench.Begun(Plans.Bare());
        bench.Advance(10);
        bench.Post(new PauseInput("test"));
        bench.Advance(2);

        Report(bench, level);
        bench.Advance(0.5);

        Assert.Equal(expected, bench.Session.State);
    }

    [Fact]
    public void A_level_reported_before_the_program_begins_counts_as_stop()
    {
        using var bench = new Bench(Plans.Bare());
        bench.Post(new StartInput());
        bench.Advance(2);
        Report(bench, 0);
        Assert.Equal(SessionState.Ready, bench.Session.State);

        Report(bench, 1);
        bench.Advance(0.5);

        Assert.Equal(SessionOutcome.Stopped, bench.Result.Outcome);
    }

    [Fact]
    public void An_output_that_is_accepted_after_off_was_confirmed_is_turned_off_again()
    {
        using var bench = Bench.Begun(Plans.Bare());
        var answer = new TaskCompletionSource();
        bench.Advance(10);
        bench.Rate(2);
        bench.Massager.OnSet = _ => answer.Task;
        bench.Advance(20.2);
        bench.Post(new PauseInput("test"));
        Assert.Equal(0, bench.Massager.Motor);

        answer.SetResult();

        Assert.Equal(0, bench.Massager.Motor);
        Assert.Equal(SessionState.Paused, bench.Session.State);
        Assert.False(bench.Session.Awaiting);
        // The device may still tell of that output: off was sent twice, the level before is still the level before.
        Report(bench, 1);
        Report(bench, 0);
        bench.Advance(2);
        Assert.Equal(SessionState.Paused, bench.Session.State);
    }

    [Fact]
    public void A_lease_that_ran_out_in_the_driver_pauses_and_is_told()
    {
        using var bench = Bench.Begun(Plans.Bare());
        bench.Advance(10);
        bench.Massager.Report(new LeaseExpired());

        Assert.Equal((SessionState.Paused, PauseReason.OwnerLost), (bench.Session.State, bench.Session.Pause));
        Assert.Equal("lease", bench.Told<FaultSeen>().Single().Kind);
        Assert.Equal(0, bench.Massager.Motor);
        Assert.Equal(Plans.Seconds(70), bench.Session.PhaseEnds);
    }

    [Fact]
    public void An_echo_explains_a_report_before_it()
    {
        using var bench = Bench.Begun(Plans.Bare());
        bench.Advance(0.1);
        Report(bench, 0);
        Assert.NotNull(bench.Session.ReportDue);

        Report(bench, 1);
        Assert.Null(bench.Session.ReportDue);
        Assert.Null(bench.Session.OddReport);
        bench.Advance(2);

        Assert.Equal(100, bench.Session.UserCeiling.Percent);
    }

    /// <summary>In the second press, whose level was commanded now and is not answered.</summary>
    private static Bench Unanswered(out TaskCompletionSource answer)
    {
        var bench = Bench.Begun(Plans.Bare());
        var coming = answer = new();
        Report(bench, 1);
        bench.Advance(10);
        bench.Rate(6);
        bench.Massager.OnSet = _ => coming.Task;
        while (!bench.Session.Awaiting || bench.Session.Commanded.IsOff)
            bench.Advance(0.05);
        Assert.Equal(Level.Off, bench.Session.CommandedBefore);
        return bench;
    }

    private static void Report(Bench bench, int level) => bench.Massager.Report(new LevelReported(new Level(level)));
}
