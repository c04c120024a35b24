using MassagerControl.Core.Massagers;
using MassagerControl.Core.Sessions;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Core.Sessions;

/// <summary>What a session itself knows of its motor and of where it stands.</summary>
public sealed class MotorFactsTests
{
    [Fact]
    public void A_motor_that_runs_as_it_should_is_neither_off_nor_one_that_may_run()
    {
        using var bench = Bench.Begun(Plans.Bare());
        bench.Advance(10);

        Assert.True(bench.Session.IsPressing);
        Assert.False(bench.Session.MotorIsOff);
        Assert.False(bench.Session.MotorMayRun);
    }

    [Fact]
    public void Off_is_known_when_the_device_has_answered_it()
    {
        using var bench = Bench.Begun(Plans.Bare());
        bench.Advance(10);
        var answer = new TaskCompletionSource();
        bench.Massager.OnStop = () => answer.Task;

        bench.Post(new PauseInput("test"));
        Assert.False(bench.Session.MotorIsOff);
        answer.SetResult();

        Assert.True(bench.Session.MotorIsOff);
    }

    /// <summary>The first level of a press may have reached the motor although no answer came.</summary>
    [Theory]
    [InlineData(OnDisconnect.Unknown, true)]
    [InlineData(OnDisconnect.Continues, true)]
    [InlineData(OnDisconnect.Stops, false)]
    public void A_link_that_goes_while_the_first_level_is_unanswered_leaves_a_motor_that_may_run(OnDisconnect onDisconnect, bool mayRun)
    {
        var plan = Plans.Bare() with { Massager = Plans.Device(5, onDisconnect) };
        using var bench = new Bench(plan);
        bench.Massager.OnSet = _ => new TaskCompletionSource().Task;
        bench.Post(new StartInput());
        bench.Post(new BeginInput());
        bench.Massager.OnConnect = () => new TaskCompletionSource().Task;

        bench.Massager.Report(new LinkLost("away"));

        Assert.Equal(SessionState.Reconnecting, bench.Session.State);
        Assert.Equal(mayRun, bench.Session.MotorMayRun);
        Assert.Equal(!mayRun, bench.Session.MotorIsOff);
        Assert.Equal(mayRun, bench.Told<PhaseEntered>().Last().Reason.Text.Contains("may still run", StringComparison.Ordinal));
    }

    [Fact]
    public void A_link_that_goes_in_a_release_leaves_a_motor_that_is_off_until_the_device_is_met_again()
    {
        using var bench = Bench.Begun(Plans.Bare());
        bench.Advance(27);
        bench.Massager.OnConnect = () => new TaskCompletionSource().Task;

        bench.Massager.Report(new LinkLost("away"));
        Assert.True(bench.Session.MotorIsOff);
        bench.Massager.Report(new DeviceMet());

        Assert.True(bench.Session.MotorMayRun);
    }

    [Fact]
    public void Before_the_first_level_there_is_nothing_that_may_run()
    {
        using var bench = Bench.Begun(Plans.Of(5, null, new GuidedStep(Plans.Seconds(20), "move"), Plans.Presses(1)));
        bench.Massager.OnConnect = () => new TaskCompletionSource().Task;

        bench.Massager.Report(new LinkLost("away"));

        Assert.Equal(SessionState.Reconnecting, bench.Session.State);
        Assert.True(bench.Session.MotorIsOff);
    }

    [Fact]
    public void A_stop_that_is_not_confirmed_leaves_a_motor_that_may_run_also_at_the_end()
    {
        using var bench = Bench.Begun(Plans.Bare());
        bench.Advance(10);
        bench.Massager.OnStop = () => throw new MassagerException(new(MassagerFaultKind.UncertainDelivery, "no answer"));

        bench.Post(new StopInput("key"));
        Assert.True(bench.Session is { IsEnding: true, IsOver: false, MotorMayRun: true });
        bench.RunToEnd();

        Assert.True(bench.Session is { IsEnding: true, IsOver: true, MotorMayRun: true, MotorIsOff: false });
    }

    [Fact]
    public void A_session_that_ran_to_its_end_is_over_and_its_motor_off()
    {
        using var bench = Bench.Begun(Plans.Bare(1));
        Assert.False(bench.Session.IsEnding);

        bench.RunToEnd();

        Assert.True(bench.Session is { IsEnding: true, IsOver: true, IsPressing: false, MotorIsOff: true });
    }
}
