using MassagerControl.Core;
using MassagerControl.Core.Control;
using MassagerControl.Core.Massagers;
using MassagerControl.Core.Sessions;
using MassagerControl.Core.Timing;
using MassagerControl.Runtime.Runs;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Core.Control;

public sealed class SessionLoopTests
{
    [Fact]
    public void The_default_program_runs_six_presses_of_25_s_with_releases_of_5_s()
    {
        using var bench = Bench.Begun(Plans.Compression());

        var result = bench.RunRating(_ => 6);

        var phases = bench.Told<PhaseEntered>().ToList();
        var presses = phases.Where(p => p.Phase == SessionPhase.Compress).ToList();
        var releases = phases.Where(p => p.Phase == SessionPhase.Release).ToList();
        Assert.Equal(SessionOutcome.Completed, result.Outcome);
        Assert.Equal(6, presses.Count);
        Assert.Equal([30, 60, 90, 120, 150, 180], presses.Select(p => p.At.TotalSeconds));
        Assert.Equal([55, 85, 115, 145, 175, 205], releases.Select(p => p.At.TotalSeconds));
        Assert.Equal(240, bench.Told<SessionEnded>().Single().At.TotalSeconds);
        Assert.Equal(TimeSpan.FromSeconds(150), result.Press);
        Assert.True(result.ConfirmedOff);
    }

    [Fact]
    public void Renewals_reach_the_driver_at_once_whether_the_motor_runs_or_not()
    {
        using var bench = Bench.Begun(Plans.Bare());
        bench.Advance(3);
        Assert.Equal(10, bench.Massager.Renewals);
        bench.Advance(22.4);
        var pressed = bench.Massager.Renewals;
        bench.Advance(4);

        Assert.Equal(SessionState.Releasing, bench.Session.State);
        Assert.Equal(pressed + 14, bench.Massager.Renewals);
    }

    [Fact]
    public void While_a_report_is_odd_the_lease_goes_on_and_the_device_is_not_told_its_level_again()
    {
        using var bench = new Bench(Plans.Bare());
        bench.Massager.OnSet = _ => Task.Delay(Timeout.Infinite, TestContext.Current.CancellationToken);
        bench.Post(new StartInput());
        bench.Post(new BeginInput());
        bench.Massager.Report(new LevelReported(Level.Off));
        var (told, quiet) = (bench.Massager.Renewals, bench.Massager.QuietRenewals);
        bench.Advance(1.9);

        Assert.Equal(Level.Off, bench.Session.OddReport?.Said);
        Assert.Equal((told, quiet + 6), (bench.Massager.Renewals, bench.Massager.QuietRenewals));
    }

    [Fact]
    public void Time_counts_from_the_start_and_a_second_start_changes_nothing()
    {
        using var bench = new Bench(Plans.Bare());
        bench.Advance(100);
        bench.Post(new StartInput());
        bench.Post(new BeginInput());
        bench.Advance(10);
        Assert.False(bench.Post(new StartInput()).Accepted);
        bench.Advance(15);

        Assert.Equal(TimeSpan.Zero, bench.Told<SessionStarted>().Single().At);
        Assert.Equal(Plans.Seconds(25), bench.Told<PhaseEntered>().Single(phase => phase.Phase == SessionPhase.Release).At);
    }

    [Fact]
    public void Battery_and_notices_are_shown_at_once_and_are_no_inputs()
    {
        using var bench = Bench.Begun(Plans.Bare());
        var shown = new List<SessionSnapshot>();
        bench.Loop.Changed += shown.Add;

        bench.Massager.Report(new BatteryReported(80));
        bench.Massager.Report(new MassagerNotice("warm"));
        bench.Massager.Report(new FrameWritten("motor", "AA", false));

        Assert.Equal([(80, null), (80, "warm")], shown.Select(snapshot => (snapshot.BatteryPercent, snapshot.Notice?.Text)));
        Assert.Empty(bench.Told<InputTaken>());
        Assert.Equal("AA", bench.Told<FrameTraced>().Single().Frame.Hex);
    }

    [Fact]
    public void Battery_and_notices_are_events_and_the_same_battery_only_once()
    {
        using var bench = Bench.Begun(Plans.Bare());

        bench.Massager.Report(new BatteryReported(80));
        bench.Massager.Report(new BatteryReported(80));
        bench.Massager.Report(new MassagerNotice("warm"));
        bench.Massager.Report(new BatteryReported(79));

        Assert.Equal([80, 79], bench.Told<BatteryTold>().Select(battery => battery.Percent));
        Assert.Equal("warm", bench.Told<NoticeTold>().Single().Words.Text);
    }

    [Fact]
    public async Task A_loop_that_breaks_and_cannot_turn_off_says_to_press_the_button()
    {
        using var bench = Bench.Begun(Plans.Bare());
        bench.Advance(10);
        bench.Massager.OnStop = () => Task.FromException(new MassagerException(MassagerFaultKind.UncertainDelivery, "no answer"));
        bench.Loop.Changed += _ => throw new InvalidOperationException("broken view");

        bench.Loop.PostAsync(new CeilingDownInput("test")).Ignore();

        var broken = await Assert.ThrowsAsync<InvalidOperationException>(() => bench.Loop.Completion);
        Assert.Contains("press the button on the device", broken.Message, StringComparison.Ordinal);
        Assert.Contains("broken view", broken.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_loop_that_is_broken_takes_nothing_more()
    {
        using var bench = Bench.Begun(Plans.Bare());
        bench.Advance(10);
        var shown = 0;
        bench.Loop.Changed += _ =>
        {
            shown++;
            throw new InvalidOperationException("broken view");
        };
        bench.Loop.PostAsync(new CeilingDownInput("test")).Ignore();
        bench.Loop.PostAsync(new CeilingUpInput("test")).Ignore();
        bench.Advance(60);

        Assert.Equal(1, shown);
    }

    [Fact]
    public void A_disposed_loop_does_nothing_by_itself()
    {
        using var bench = Bench.Begun(Plans.Bare());
        bench.Advance(10);
        bench.OwnerAlive = false;
        var written = bench.Massager.Outputs.Count;

        bench.Loop.Dispose();
        bench.Advance(60);

        Assert.Equal(written, bench.Massager.Outputs.Count);
    }

    [Fact]
    public void An_input_at_the_instant_of_a_deadline_comes_before_it()
    {
        using var bench = Bench.Begun(Plans.Bare());
        // The loop armed its timer for 30 s at 25 s, so this one fires after it.
        bench.Advance(26);
        using var late = bench.Time.CreateTimer(_ => bench.Rate(2), null, Plans.Seconds(4), Timeout.InfiniteTimeSpan);

        bench.Advance(4);

        Assert.Equal(2, bench.Session.Rep);
        Assert.Equal(40, bench.Session.RatingCap.Percent);
    }

    [Fact]
    public void Off_leaves_before_anybody_is_told_of_the_stop()
    {
        var massager = new HeldMassager();
        var asked = new List<int>();
        using var loop = new SessionLoop(Plans.Bare(), massager, new VirtualTimeProvider(), told => asked.Add(massager.Names.Count(name => name == "stop")), StatelessEngine.Shared.Find);
        loop.PostAsync(new StartInput()).Ignore();
        massager.Calls[0].End.SetResult();
        loop.PostAsync(new BeginInput()).Ignore();
        asked.Clear();

        loop.PostAsync(new StopInput("key")).Ignore();

        Assert.NotEmpty(asked);
        Assert.All(asked, stops => Assert.Equal(1, stops));
    }

    [Fact]
    public void A_lower_level_leaves_before_anybody_is_told_of_it()
    {
        var time = new VirtualTimeProvider();
        var massager = new RecordingMassager(Plans.Device(20), time);
        var outputs = new List<int>();
        using var loop = new SessionLoop(Plans.Bare(levels: 20), massager, time, _ => outputs.Add(massager.Outputs.Count), StatelessEngine.Shared.Find);
        loop.PostAsync(new StartInput()).Ignore();
        loop.PostAsync(new BeginInput()).Ignore();
        for (var i = 0; i < 10; i++)
        {
            time.Advance(Plans.Seconds(0.5));
            loop.RenewLease();
        }
        Assert.Equal(25, massager.Motor);
        outputs.Clear();

        loop.PostAsync(new CeilingDownInput("key")).Ignore();

        Assert.Equal(15, massager.Motor);
        Assert.NotEmpty(outputs);
        Assert.All(outputs, made => Assert.Equal(massager.Outputs.Count, made));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_end_and_the_disposal_of_a_loop_call_off_what_is_under_way(bool ends)
    {
        var time = new VirtualTimeProvider();
        var massager = new HeldMassager();
        using var loop = new SessionLoop(Plans.Bare(), massager, time, _ => { }, StatelessEngine.Shared.Find);
        loop.PostAsync(new StartInput()).Ignore();
        massager.Calls[0].End.SetResult();
        loop.PostAsync(new BeginInput()).Ignore();
        if (ends)
        {
            loop.PostAsync(new StopInput("key")).Ignore();
            time.Advance(Plans.Seconds(9.9));
            Assert.Equal(["connect", "set 20", "stop"], massager.Names);
            Assert.All(massager.Calls, call => Assert.False(call.Cancellation.IsCancellationRequested));
            time.Advance(Plans.Seconds(0.1));
            Assert.True(loop.Completion.IsCompleted);
        }
        else
        {
            loop.Dispose();
        }

        Assert.All(massager.Calls.Skip(1), call => Assert.True(call.Cancellation.IsCancellationRequested));
    }
}
