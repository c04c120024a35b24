using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Core.Sessions;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Core.Sessions;

/// <summary>Link loss in detail: when it is tried again, where the session goes on.</summary>
public sealed class LinkTests
{
    [Fact]
    public void A_lost_link_is_tried_again_at_once_and_then_ever_more_slowly()
    {
        using var bench = Bench.Begun(Plans.Bare());
        bench.Advance(10);
        var tries = Break(bench);

        bench.Massager.Report(new LinkLost("away"));
        bench.Advance(30);

        Assert.Equal([0, 0.5, 1.5, 3.5, 7.5, 12.5, 17.5, 22.5, 27.5], tries.Select(at => at - 10));
        Assert.Equal(["connecting", "connected", "lost", "connecting", "connecting"], bench.Told<LinkChanged>().Select(link => link.State).Take(5));
    }

    /// <summary>Where the radio was told who ended it, the person is, and what there is to do stays.</summary>
    [Theory]
    [InlineData(LossCause.Unknown, OnDisconnect.Stops, "the link was lost")]
    [InlineData(LossCause.Device, OnDisconnect.Stops, "the link was lost (the device ended it: its own button, or it was switched off)")]
    [InlineData(LossCause.OutOfReach, OnDisconnect.Stops, "the link was lost (the device is out of reach, or its battery is empty)")]
    [InlineData(LossCause.ThisComputer, OnDisconnect.Stops, "the link was lost (this computer ended it: another program, or the system)")]
    [InlineData(LossCause.Unknown, OnDisconnect.Continues, "the link was lost and the motor may still run: lift off, press the button on the device")]
    [InlineData(
        LossCause.OutOfReach, OnDisconnect.Continues,
        "the link was lost (the device is out of reach, or its battery is empty) and the motor may still run: lift off, press the button on the device")]
    public void Who_ended_the_link_is_told(LossCause cause, OnDisconnect motor, string reason)
    {
        var plan = Plans.Bare();
        using var bench = Bench.Begun(plan with { Massager = plan.Massager with { OnDisconnect = motor } });
        bench.Advance(10);
        Break(bench);

        bench.Massager.Report(new LinkLost("away") { Cause = cause });

        Assert.Equal(reason, bench.Told<PhaseEntered>().Last().Reason.Text);
        Assert.Equal(cause, bench.Told<LinkChanged>().Single(link => link.State == "lost").Cause);
    }

    [Fact]
    public void Towards_the_end_of_the_minute_it_is_tried_more_often_so_that_a_late_return_is_not_missed()
    {
        using var bench = Bench.Begun(Plans.Bare());
        bench.Advance(10);
        var tries = Break(bench);

        bench.Massager.Report(new LinkLost("away"));
        bench.Advance(60);

        Assert.Equal([47.5, 52.5, 56.25, 58.125, 59.0625, 59.5625], tries.Select(at => at - 10).Where(at => at > 45));
        Assert.Equal(SessionState.Faulted, bench.Session.State);
    }

    [Fact]
    public void A_second_loss_begins_with_quick_tries_again_and_keeps_the_same_rep()
    {
        using var bench = Bench.Begun(Plans.Bare());
        bench.Advance(10);
        Break(bench);
        bench.Massager.Report(new LinkLost("away"));
        bench.Advance(9);
        bench.Massager.OnConnect = () => Task.CompletedTask;
        bench.Advance(10);
        Assert.Equal(SessionState.Paused, bench.Session.State);
        var tries = Break(bench);

        bench.Massager.Report(new LinkLost("away again"));
        bench.Advance(2);

        Assert.Equal([0, 0.5, 1.5], tries.Select(at => at - 29));
        Assert.Equal(new ResumePoint(SessionState.Compressing, Plans.Seconds(15)), bench.Session.Resume);
        Assert.Equal(PauseReason.None, bench.Session.Pause);
        bench.Advance(57.9);
        Assert.Equal(SessionState.Reconnecting, bench.Session.State);
        bench.Advance(0.1);
        Assert.Equal(SessionState.Faulted, bench.Session.State);
        Assert.Equal("link lost", bench.Told<StopAsked>().Single().Cause);
    }

    [Fact]
    public void A_device_that_ends_every_quiet_link_ends_the_session_after_a_few_with_what_its_profile_lacks()
    {
        using var bench = Bench.Begun(Plans.Bare());
        bench.Advance(10);
        var connects = Count(bench);

        // The first link is lost in the middle of a press, after another time; on the next ones nothing is sent, since nobody rates.
        for (var loss = 1; loss <= 5; loss++)
        {
            Assert.True(bench.Session.State.IsIn(SessionState.Active));
            bench.Massager.Report(new LinkLost("idle"));
            bench.Advance(8);
        }

        Assert.Equal(SessionOutcome.Device, bench.Session.Result!.Outcome);
        Assert.True(bench.Session.Result.ConfirmedOff);
        Assert.Contains("keepAlive", bench.Session.Result.Reason.Text, StringComparison.Ordinal);
        Assert.Contains("after 8 s", bench.Session.Result.Reason.Text, StringComparison.Ordinal);
        Assert.Equal(4, connects());
    }

    [Fact]
    public void The_same_in_the_middle_of_presses_turns_the_motor_off()
    {
        using var bench = Bench.Begun(Plans.Bare());
        bench.Advance(5);

        for (var loss = 0; bench.Session.State.IsIn(SessionState.Running); loss++)
        {
            Assert.InRange(loss, 0, 5);
            Assert.NotEqual(Level.Off, bench.Session.Commanded);
            bench.Massager.Report(new LinkLost("idle"));
            bench.Rate(6);
            bench.Advance(5);
        }

        Assert.Equal((SessionOutcome.Device, true), (bench.Result.Outcome, bench.Result.ConfirmedOff));
        Assert.Contains("keepAlive", bench.Result.Reason.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Links_that_are_lost_after_different_times_are_tried_again_as_ever()
    {
        using var bench = Bench.Begun(Plans.Bare());
        bench.Advance(10);

        foreach (var quiet in (int[])[8, 4, 8, 4, 8, 4])
        {
            bench.Massager.Report(new LinkLost("away"));
            bench.Advance(quiet);
        }

        Assert.Equal(SessionState.Paused, bench.Session.State);
    }

    [Fact]
    public void A_link_that_is_lost_at_once_is_no_quiet_one()
    {
        using var bench = Bench.Begun(Plans.Bare());
        bench.Advance(10);

        for (var loss = 0; loss < 10; loss++)
        {
            bench.Massager.Report(new LinkLost("away"));
            bench.Advance(0.5);
        }

        Assert.Equal(SessionState.Paused, bench.Session.State);
    }

    private static Func<int> Count(Bench bench)
    {
        var count = 0;
        bench.Massager.OnConnect = () =>
        {
            count++;
            return Task.CompletedTask;
        };
        return () => count;
    }

    [Fact]
    public void While_the_link_is_gone_the_session_shows_0_and_off_was_asked_for()
    {
        using var bench = Bench.Begun(Plans.Bare());
        bench.Advance(10);
        Break(bench);
        bench.Massager.Report(new LinkLost("away"));

        Assert.Equal(Level.Off, bench.Session.Commanded);
        Assert.False(bench.Session.Awaiting);
        Assert.False(bench.Session.PromptOpen);
        Assert.Null(bench.Session.PromptDue);
        Assert.Equal(SessionPhase.Reconnecting, bench.Told<PhaseEntered>().Last().Phase);
        Assert.Equal(Plans.Seconds(10), bench.Session.PhaseBegan);
        Assert.Equal(Plans.Seconds(10), bench.Session.PressTotal);
    }

    [Theory]
    [InlineData(5, SessionState.WarmingUp, 25)]
    [InlineData(45, SessionState.Compressing, 10)]
    [InlineData(57, SessionState.Releasing, 3)]
    [InlineData(215, SessionState.CoolingDown, 25)]
    public void The_session_goes_on_where_it_was_with_the_time_that_was_left(double at, SessionState state, double left)
    {
        using var bench = Bench.Begun(Plans.Compression());
        for (var second = 0; second < at; second++)
        {
            bench.Advance(1);
            if (second % 30 == 20)
                bench.Rate(6);
        }
        bench.Massager.Report(new LinkLost("away"));
        Assert.Equal(PauseReason.Reconnected, bench.Session.Pause);
        Assert.Equal(new ResumePoint(state, Plans.Seconds(left)), bench.Session.Resume);
        Assert.True(bench.Session.PromptOpen);
        bench.Advance(7);

        bench.Rate(6);

        Assert.Equal(state, bench.Session.State);
        Assert.Null(bench.Session.Resume);
        Assert.Equal(PauseReason.None, bench.Session.Pause);
        var ends = state == SessionState.Compressing ? bench.Session.PressEnds : bench.Session.PhaseEnds;
        Assert.Equal(Plans.Seconds(at + 7 + left), ends);
        Assert.Equal(state == SessionState.Releasing, bench.Session.PromptOpen);
    }

    [Fact]
    public void A_guided_step_goes_on_too()
    {
        using var bench = Bench.Begun(Plans.Of(5, null, new GuidedStep(Plans.Seconds(20), "move the arm"), Plans.Presses(1)));
        bench.Advance(5);
        bench.Post(new PauseInput("test"));
        Assert.Equal(new ResumePoint(SessionState.Resting, Plans.Seconds(15)), bench.Session.Resume);
        bench.Advance(7);

        bench.Post(new ResumeInput("test"));

        Assert.Equal(SessionState.Resting, bench.Session.State);
        Assert.Equal(Plans.Seconds(27), bench.Session.PhaseEnds);
        Assert.False(bench.Session.PromptOpen);
        Assert.Equal(["move the arm", "the person asked", "the guided step goes on"], bench.Told<PhaseEntered>().Select(phase => phase.Reason.Text));
    }

    [Fact]
    public void A_link_lost_before_the_program_begins_ends_the_session_with_nothing_driven()
    {
        using var bench = new Bench(Plans.Bare());
        bench.Post(new StartInput());
        bench.Massager.Report(new LinkLost("away"));

        Assert.Equal((SessionOutcome.Device, true), (bench.Result.Outcome, bench.Result.ConfirmedOff));
        Assert.Equal("the link was lost before the start", bench.Result.Reason);
        Assert.Empty(bench.Told<FaultSeen>());
        Assert.Single(bench.Told<StopAsked>());
    }

    [Fact]
    public void An_output_or_off_that_fails_by_the_link_is_a_lost_link()
    {
        using var bench = Bench.Begun(Plans.Bare());
        bench.Massager.OnStop = () => Fail(MassagerFaultKind.Connection);
        bench.Advance(25);
        Assert.Equal(PauseReason.Reconnected, bench.Session.Pause);
        bench.Massager.OnStop = () => Task.CompletedTask;
        bench.Massager.OnSet = _ => Fail(MassagerFaultKind.Connection);

        bench.Rate(6);
        bench.Advance(5);

        Assert.Equal(PauseReason.Reconnected, bench.Session.Pause);
        Assert.Equal(2, bench.Session.Rep);
        Assert.Equal(3, bench.Massager.Connects);
    }

    private static List<double> Break(Bench bench)
    {
        var tries = new List<double>();
        bench.Massager.OnConnect = () =>
        {
            tries.Add(bench.Now.TotalSeconds);
            return Fail(MassagerFaultKind.Connection);
        };
        return tries;
    }

    private static Task Fail(MassagerFaultKind kind) => Task.FromException(new MassagerException(kind, "simulated"));
}
