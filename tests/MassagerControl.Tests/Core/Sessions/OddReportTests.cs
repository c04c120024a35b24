using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Core.Sessions;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Core.Sessions;

/// <summary>The device's own button counts, whatever is commanded before the report that tells of it is judged.</summary>
public sealed class OddReportTests
{
    private const string Button = "the device's own button was pressed";

    /// <summary>Ways to turn the motor off, each without an end.</summary>
    public static TheoryData<string, SessionInput> Offs => new()
    {
        { "pause", new PauseInput("test") },
        { "8", new RatedInput(Discomfort.From(8), "test") },
        { "clock", new ClockJumpedInput(Plans.Seconds(60)) },
        { "remotes", new RemotesLostInput() },
        { "lease", new ReportInput(new LeaseExpired()) },
    };

    [Theory]
    [MemberData(nameof(Offs))]
    public void A_button_that_raises_the_level_counts_although_the_motor_is_turned_off_meanwhile(string why, SessionInput off)
    {
        using var bench = JustLowered();
        Report(bench, 5);
        Assert.Null(bench.Session.Ending);
        bench.Advance(0.28);
        bench.Post(off);
        Report(bench, 0);
        Assert.True(bench.Session.Ending is null && bench.Session.Commanded.IsOff, why);

        bench.Advance(0.5);

        Assert.Equal(Button, bench.Session.Ending?.Reason.Text);
        Assert.Contains("device-button", bench.Told<InputTaken>().Select(input => input.Kind));
    }

    /// <summary>Nothing but stop is written after it.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(0.1)]
    public void Nothing_rises_when_a_pause_is_over_before_the_button_is_judged(double later)
    {
        using var bench = JustLowered();
        Report(bench, 5);
        bench.Advance(0.1);
        bench.Post(new PauseInput("test"));
        Report(bench, 0);
        bench.Advance(later);
        var before = bench.Massager.Outputs.Count;
        Assert.True(bench.Post(new ResumeInput("test")).Accepted);

        bench.Advance(0.5);

        Assert.Equal(Button, bench.Session.Ending?.Reason.Text);
        Assert.All(bench.Massager.Outputs.Skip(before), output => Assert.Equal(0, output.Percent));
    }

    [Fact]
    public void A_button_that_raises_the_level_counts_although_the_level_falls_meanwhile()
    {
        using var bench = JustLowered();
        Report(bench, 5);
        bench.Advance(0.1);
        bench.Post(new CeilingDownInput("test"));
        Report(bench, 1);
        Assert.Equal(new Level(1), bench.Session.Commanded);

        bench.Advance(0.5);

        Assert.Equal(Button, bench.Session.Ending?.Reason.Text);
    }

    [Fact]
    public void A_button_that_turns_off_counts_although_a_pause_turns_off_as_well()
    {
        using var bench = Bench.Begun(Plans.Bare());
        Report(bench, 1);
        bench.Advance(0.1);
        Report(bench, 0);
        bench.Advance(0.1);
        bench.Post(new PauseInput("test"));
        Report(bench, 0);
        Assert.Equal(SessionState.Paused, bench.Session.State);

        bench.Advance(0.5);

        Assert.Equal(Button, bench.Session.Ending?.Reason.Text);
    }

    [Fact]
    public void Off_that_waits_for_an_answer_is_judged_half_a_second_after_that_of_the_pause()
    {
        using var bench = Bench.Begun(Plans.Bare());
        Report(bench, 1);
        bench.Advance(10);
        bench.Rate(6);
        bench.Massager.OnSet = _ => new TaskCompletionSource().Task;
        while (!bench.Session.Awaiting || bench.Session.Commanded.IsOff)
            bench.Advance(0.05);
        Report(bench, 0);
        Assert.Null(bench.Session.ReportDue);
        var off = new TaskCompletionSource();
        bench.Massager.OnStop = () => off.Task;
        bench.Post(new PauseInput("test"));
        bench.Advance(1);
        Assert.Null(bench.Session.Ending);

        bench.Massager.OnStop = () => Task.CompletedTask;
        off.SetResult();
        bench.Advance(0.499);
        Assert.Null(bench.Session.Ending);
        bench.Advance(0.001);

        Assert.Equal(Button, bench.Session.Ending?.Reason.Text);
    }

    /// <summary>A slow device: what it says first is of the time before, what it says next is what it had been told.</summary>
    [Fact]
    public void What_the_device_had_been_told_explains_the_report_also_in_a_pause()
    {
        using var bench = JustLowered();
        Report(bench, 5);
        bench.Advance(0.1);
        bench.Post(new PauseInput("test"));
        Report(bench, 3);
        Assert.Equal(new OddReport(new Level(3), Level.Off), bench.Session.OddReport);
        Report(bench, 0);
        Assert.Null(bench.Session.OddReport);
        bench.Advance(2);

        Assert.Equal(SessionState.Paused, bench.Session.State);
    }

    /// <summary>The next of two late words does not take the place of one that counts as STOP.</summary>
    [Fact]
    public void A_button_that_raises_the_level_is_not_forgotten_for_a_later_report()
    {
        using var bench = JustLowered();
        Report(bench, 5);
        bench.Post(new CeilingDownInput("test"));
        bench.Post(new PauseInput("test"));
        Report(bench, 1);
        Report(bench, 0);

        Assert.Equal(new OddReport(new Level(5), new Level(3)), bench.Session.OddReport);
        bench.Advance(0.5);

        Assert.Equal(Button, bench.Session.Ending?.Reason.Text);
    }

    [Fact]
    public void A_button_that_raises_the_level_is_not_forgotten_when_one_lowers_it()
    {
        using var bench = JustLowered();
        Report(bench, 5);
        Report(bench, 2);
        Assert.Equal(new Level(2), bench.Session.Commanded);

        bench.Advance(0.5);

        Assert.Equal(Button, bench.Session.Ending?.Reason.Text);
    }

    [Fact]
    public void A_button_that_turns_down_is_the_persons_ceiling_although_a_pause_turns_off_meanwhile()
    {
        // Levels 2 and 4 of 20 are commanded a step gap apart.
        using var bench = Bench.Begun(Plans.Compression(20));
        Report(bench, 2);
        bench.Advance(0.2);
        Report(bench, 4);
        Report(bench, 2);
        bench.Advance(0.1);
        bench.Post(new PauseInput("test"));
        Report(bench, 0);
        Assert.Equal(100, bench.Session.UserCeiling.Percent);

        bench.Advance(0.5);

        Assert.Equal((SessionState.Paused, 10), (bench.Session.State, bench.Session.UserCeiling.Percent));
        Assert.Null(bench.Session.OddReport);
        Assert.Contains("device-level", bench.Told<InputTaken>().Select(input => input.Kind));
    }

    [Fact]
    public void A_button_that_turned_down_raises_no_ceiling_that_fell_further_meanwhile()
    {
        // Levels 2 and 4 of 20 are commanded a step gap apart, then 2, by the person's ceiling, and 1.
        using var bench = Bench.Begun(Plans.Compression(20));
        Report(bench, 2);
        bench.Advance(0.2);
        Report(bench, 4);
        Report(bench, 2);
        bench.Post(new CeilingDownInput("test"));
        bench.Post(new CeilingDownInput("test"));
        Assert.Equal((new Level(1), new OddReport(new Level(2), new Level(4))), (bench.Session.Commanded, bench.Session.OddReport));

        bench.Advance(0.5);

        Assert.Equal(5, bench.Session.UserCeiling.Percent);
    }

    /// <summary>Another step of the program asks for the level that runs: the level before it is long gone.</summary>
    [Theory]
    [InlineData(5)]
    [InlineData(0)]
    public void The_same_level_sent_again_makes_no_echo_possible_of_one_long_before(int button)
    {
        using var bench = InPressAtTheLevelOfTheWarmUp(turnedDown: button > 0);
        var level = bench.Session.Commanded.Number;
        Report(bench, level);

        Report(bench, button);

        Assert.Equal(Button, bench.Session.Ending?.Reason.Text);
    }

    [Fact]
    public void The_same_level_sent_again_leaves_an_echo_possible_of_one_just_before()
    {
        using var bench = Bench.Begun(Plans.Compression(20));
        bench.Advance(29.8);
        bench.Post(new CeilingDownInput("test"));
        bench.Advance(0.3);
        Assert.Equal(SessionState.Compressing, bench.Session.State);

        Report(bench, 5);
        Assert.Null(bench.Session.Ending);
        Report(bench, 3);
        bench.Advance(1);

        Assert.Null(bench.Session.Ending);
    }

    /// <summary>A device that confirmed off and went away is off, whatever is to be judged of the time before.</summary>
    [Fact]
    public void What_waits_to_be_judged_casts_no_doubt_on_an_off_that_was_confirmed_after_it()
    {
        using var bench = JustLowered();
        Report(bench, 5);
        bench.Post(new PauseInput("test"));
        Report(bench, 0);
        bench.Massager.OnConnect = () => new TaskCompletionSource().Task;
        bench.Massager.Report(new LinkLost("out of reach"));

        Assert.True(bench.Session.OffBeforeLoss);
    }

    /// <summary>Level 5 of 20 was commanded for long, and now, in the warm-up, level 3.</summary>
    private static Bench JustLowered()
    {
        var bench = Bench.Begun(Plans.Compression(20));
        bench.Advance(10);
        Report(bench, 5);
        bench.Post(new CeilingDownInput("test"));
        Assert.Equal((new Level(3), new Level(5)), (bench.Session.Commanded, bench.Session.CommandedBefore));
        return bench;
    }

    private static Bench InPressAtTheLevelOfTheWarmUp(bool turnedDown)
    {
        var bench = Bench.Begun(Plans.Compression(turnedDown ? 20 : 5));
        bench.Advance(10);
        if (turnedDown)
            bench.Post(new CeilingDownInput("test"));
        bench.Advance(20);
        Assert.Equal((SessionState.Compressing, bench.Now), (bench.Session.State, bench.Session.CommandedAt));
        return bench;
    }

    private static void Report(Bench bench, int level) => bench.Massager.Report(new LevelReported(new Level(level)));
}
