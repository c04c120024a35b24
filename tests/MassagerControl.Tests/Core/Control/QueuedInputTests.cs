using MassagerControl.Core;
using MassagerControl.Core.Control;
using MassagerControl.Core.Massagers;
using MassagerControl.Core.Sessions;
using MassagerControl.Runtime.Runs;
using MassagerControl.Tests.Support;
using Moq;

namespace MassagerControl.Tests.Core.Control;

/// <summary>What waits when the loop comes to it: STOP goes first, and a rise goes last.</summary>
public sealed class QueuedInputTests
{
    public static TheoryData<SessionInput> TurnsOff => [new StopInput("key"), new RatedInput(Discomfort.From(8), "test"), new RatedInput(Discomfort.From(9), "test"), new RedFlagInput(RedFlagKind.Sharp, "test"), new PauseInput("test")];

    [Theory]
    [MemberData(nameof(TurnsOff))]
    public void What_waits_and_turns_the_motor_off_leaves_before_a_renewal_that_waits(SessionInput input)
    {
        var massager = new Mock<IMassager>();
        massager.Setup(port => port.Traits).Returns(Plans.Device(5));
        // Time stands still, and the loop's timer is where it is called last of all: what comes then waits for the next round.
        var timer = new Mock<ITimer>();
        var time = new Mock<TimeProvider> { CallBase = true };
        time.Setup(clock => clock.GetTimestamp()).Returns(1);
        time.Setup(clock => clock.CreateTimer(It.IsAny<TimerCallback>(), It.IsAny<object?>(), It.IsAny<TimeSpan>(), It.IsAny<TimeSpan>())).Returns(timer.Object);
        using var loop = new SessionLoop(Plans.Bare(), massager.Object, time.Object, _ => { }, StatelessEngine.Shared.Find);
        loop.PostAsync(new StartInput()).Ignore();
        massager.Invocations.Clear();
        var waits = 0;
        timer.Setup(alarm => alarm.Change(It.IsAny<TimeSpan>(), It.IsAny<TimeSpan>())).Callback(() =>
        {
            if (waits++ > 0)
                return;
            loop.RenewLease();
            loop.PostAsync(input).Ignore();
        });

        loop.PostAsync(new BeginInput()).Ignore();

        Assert.Equal(
            [nameof(IMassager.SetIntensityAsync), nameof(IMassager.StopAsync), nameof(IMassager.RenewLease)],
            massager.Invocations.Select(call => call.Method.Name));
    }

    /// <summary>The next link begins at 0, and a rating is asked first.</summary>
    [Fact]
    public void A_rise_that_waits_while_the_link_is_lost_is_of_the_link_before()
    {
        using var bench = Paused();
        WhenNextChanged(bench, () =>
        {
            bench.Loop.PostAsync(new ResumeInput("test")).Ignore();
            bench.Loop.PostAsync(new CeilingUpInput("test")).Ignore();
            WhenNextChanged(bench, () => bench.Massager.Report(new LinkLost("away")));
        });

        bench.Post(new CeilingDownInput("test"));
        bench.Advance(5);

        Assert.Equal(PauseReason.Reconnected, bench.Session.Pause);
        Assert.All(bench.Massager.Outputs, output => Assert.Equal(0, output.Percent));
    }

    public static TheoryData<SessionInput> TakesBack => [new PauseInput("test"), new RatedInput(Discomfort.From(8), "test"), new RatedInput(Discomfort.From(10), "test"), new StopInput("test")];

    [Theory]
    [MemberData(nameof(TakesBack))]
    public void A_rise_that_a_waiting_input_takes_back_never_leaves(SessionInput takesBack)
    {
        using var bench = Paused();
        WhenNextChanged(bench, () =>
        {
            bench.Loop.PostAsync(new ResumeInput("test")).Ignore();
            bench.Loop.PostAsync(takesBack).Ignore();
        });

        bench.Post(new CeilingDownInput("test"));
        bench.Advance(5);

        Assert.All(bench.Massager.Outputs, output => Assert.Equal(0, output.Percent));
    }

    [Theory]
    [MemberData(nameof(TakesBack))]
    public void Of_inputs_of_one_instant_none_lets_the_motor_run_for_a_moment(SessionInput takesBack)
    {
        using var bench = Paused();

        bench.Loop.PostTogether([new ResumeInput("test"), takesBack]);
        bench.Advance(5);

        Assert.All(bench.Massager.Outputs, output => Assert.Equal(0, output.Percent));
    }

    [Fact]
    public void A_rise_that_nothing_takes_back_leaves_after_everything_that_waited_without_time_going_on()
    {
        using var bench = Paused();

        bench.Loop.PostTogether([new ResumeInput("test"), new RatedInput(Discomfort.From(6), "test")]);

        Assert.NotEqual(0, bench.Massager.Motor);
        Assert.Equal(bench.Session.Commanded, bench.Session.Output?.Level);
    }

    [Fact]
    public void A_level_that_is_lower_leaves_although_something_waits()
    {
        using var bench = Bench.Begun(Plans.Bare(levels: 20));
        bench.Advance(10);
        var before = bench.Massager.Motor;
        double seen = before;
        WhenNextChanged(bench, () =>
        {
            bench.Loop.PostAsync(new CeilingDownInput("test")).Ignore();
            bench.Loop.PostAsync(new EasedInput("test")).Ignore();
            WhenNextChanged(bench, () => seen = bench.Massager.Motor);
        });

        bench.Post(new EasedInput("test"));

        Assert.True(seen < before, $"{seen} after {before}");
    }

    private static Bench Paused()
    {
        var bench = Bench.Begun(Plans.Bare());
        bench.Advance(10);
        bench.Post(new PauseInput("test"));
        bench.Advance(5);
        bench.Massager.Outputs.Clear();
        return bench;
    }

    /// <summary>While the loop works: what is posted then waits.</summary>
    private static void WhenNextChanged(Bench bench, Action act)
    {
        bench.Loop.Changed += Once;

        void Once(SessionSnapshot snapshot)
        {
            bench.Loop.Changed -= Once;
            act();
        }
    }
}
