using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Core.Sessions;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Core.Control;

/// <summary>Nobody who could stop the session from a phone is there any more.</summary>
public sealed class RemotesLostTests
{
    private static readonly RemotesLostInput Lost = new();

    [Fact]
    public void Nobody_with_a_phone_means_0_at_once_and_a_pause_that_says_why()
    {
        using var bench = Bench.Begun(Plans.Bare());
        bench.Advance(10);
        Assert.Equal(20, bench.Massager.Motor);

        var reply = bench.Post(Lost);

        Assert.Equal((true, "no phone or other remote answers"), (reply.Accepted, reply.Reason.Text));
        Assert.Equal(0, bench.Massager.Motor);
        Assert.Equal((SessionState.Paused, PauseReason.RemotesLost), (bench.Session.State, bench.Session.Pause));
        var phase = bench.Told<PhaseEntered>().Last();
        Assert.Equal((SessionPhase.Paused, "no phone or other remote answers"), (phase.Phase, phase.Reason.Text));
        Assert.Equal("remotes-lost", bench.Told<InputTaken>().Single().Kind);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(null)]
    public void A_rating_of_7_or_less_or_resume_goes_on_with_the_same_rep_and_raises_nothing(int? rating)
    {
        using var bench = Bench.Begun(Plans.Bare());
        bench.Advance(10);
        bench.Post(Lost);
        bench.Advance(59.9);

        var reply = rating is { } value ? bench.Rate(value) : bench.Post(new ResumeInput("test"));

        Assert.True(reply.Accepted);
        Assert.Equal((SessionState.Compressing, 1), (bench.Session.State, bench.Session.Rep));
        Assert.Equal(15, (bench.Session.PressEnds - bench.Now).TotalSeconds);
        bench.Advance(20);
        Assert.Equal(2, bench.Session.Rep);
        Assert.True(bench.Session.RatingCap.Percent <= 25, $"{bench.Session.RatingCap} after a rating in a pause");
    }

    [Fact]
    public void An_8_in_that_pause_does_not_count_as_an_answer_to_start_the_motor_with()
    {
        using var bench = Bench.Begun(Plans.Bare());
        bench.Advance(10);
        bench.Post(Lost);
        var outputs = bench.Massager.Outputs.Count;

        bench.Rate(8);
        bench.Advance(9.9);

        Assert.All(bench.Massager.Outputs.Skip(outputs), output => Assert.Equal(0, output.Percent));
    }

    [Fact]
    public void A_minute_without_an_answer_ends_it_with_the_motor_off()
    {
        using var bench = Bench.Begun(Plans.Bare());
        bench.Advance(10);
        bench.Post(Lost);
        var outputs = bench.Massager.Outputs.Count;

        bench.Advance(59.9);
        Assert.Equal(SessionState.Paused, bench.Session.State);
        bench.Advance(0.1);

        Assert.Equal((SessionOutcome.NoAnswer, true), (bench.Result.Outcome, bench.Result.ConfirmedOff));
        Assert.Equal(70, bench.Told<SessionEnded>().Single().At.TotalSeconds);
        Assert.All(bench.Massager.Outputs.Skip(outputs), output => Assert.Equal(0, output.Percent));
    }

    /// <summary>Hearing it again does not give another minute.</summary>
    [Fact]
    public void A_second_word_of_it_lengthens_no_pause()
    {
        using var bench = Bench.Begun(Plans.Bare());
        bench.Advance(10);
        bench.Post(Lost);
        bench.Advance(30);

        var again = bench.Post(Lost);

        Assert.Equal((false, "the output is 0"), (again.Accepted, again.Reason.Text));
        Assert.Equal(Plans.Seconds(70), bench.Session.PhaseEnds);
    }

    public static TheoryData<SessionState, double> Phases => new()
    {
        { SessionState.WarmingUp, 3 },
        { SessionState.Compressing, 11 },
        { SessionState.Holding, 20 },
        { SessionState.Releasing, 36 },
        { SessionState.Resting, 42 },
        { SessionState.CoolingDown, 52 },
    };

    [Theory]
    [MemberData(nameof(Phases))]
    public void Every_phase_pauses_and_keeps_what_is_left_of_it(SessionState state, double at)
    {
        using var bench = Bench.Begun(OfEverything());
        bench.Advance(at);
        Assert.Equal(state, bench.Session.State);
        var left = state.IsIn(SessionState.Pressing) ? bench.Session.PressEnds - bench.Now : bench.Session.PhaseEnds - bench.Now;

        bench.Post(Lost);

        Assert.Equal((SessionState.Paused, PauseReason.RemotesLost, 0), (bench.Session.State, bench.Session.Pause, bench.Massager.Motor));
        Assert.Equal(left, bench.Session.Resume?.Left);
    }

    /// <summary>The person asked for that pause and nothing but resume ends it; without anybody it lasts as long as the session may.</summary>
    [Fact]
    public void A_pause_that_was_asked_for_stays_one()
    {
        using var bench = Bench.Begun(Plans.Bare());
        bench.Advance(10);
        bench.Post(new PauseInput("test"));

        Assert.False(bench.Post(Lost).Accepted);

        Assert.Equal(PauseReason.Asked, bench.Session.Pause);
        bench.Rate(6);
        Assert.Equal(SessionState.Paused, bench.Session.State);
    }

    [Fact]
    public void While_the_device_is_away_nothing_changes_and_its_return_still_asks()
    {
        using var bench = Bench.Begun(Plans.Bare());
        bench.Advance(10);
        var link = new TaskCompletionSource();
        bench.Massager.OnConnect = () => link.Task;
        bench.Massager.Report(new LinkLost("out of range"));

        var reply = bench.Post(Lost);
        Assert.Equal((false, "the output is 0", SessionState.Reconnecting), (reply.Accepted, reply.Reason.Text, bench.Session.State));
        link.SetResult();

        Assert.Equal((SessionState.Paused, PauseReason.Reconnected), (bench.Session.State, bench.Session.Pause));
        Assert.Equal(0, bench.Massager.Motor);
    }

    [Fact]
    public void Before_the_program_while_stopping_and_after_the_end_it_is_ignored_with_the_reason()
    {
        using var bench = new Bench(Plans.Bare());
        var link = new TaskCompletionSource();
        var off = new TaskCompletionSource();
        bench.Massager.OnConnect = () => link.Task;
        Ignored(bench, SessionState.Idle);
        bench.Post(new StartInput());
        Ignored(bench, SessionState.Connecting);
        link.SetResult();
        Ignored(bench, SessionState.Ready);
        bench.Post(new BeginInput());
        bench.Advance(5);
        bench.Massager.OnStop = () => off.Task;
        bench.Post(new StopInput("test"));
        Ignored(bench, SessionState.Stopping);
        off.SetResult();
        Ignored(bench, SessionState.Ended);
    }

    private static void Ignored(Bench bench, SessionState state)
    {
        Assert.Equal(state, bench.Session.State);
        var before = bench.Session;

        var reply = bench.Post(Lost);

        Assert.Equal((false, "the motor is off or being stopped"), (reply.Accepted, reply.Reason.Text));
        Assert.Equal(before, bench.Session);
    }

    private static SessionPlan OfEverything()
    {
        ImmutableArray<PlanStep> steps =
        [
            new WarmUpStep(Plans.Seconds(10), Intensity.FromPercent(34)),
            Plans.Presses(1),
            new GuidedStep(Plans.Seconds(10), "move the arm"),
            new CoolDownStep(Plans.Seconds(10), Intensity.FromPercent(34)),
        ];
        return Plans.Of(5, null, steps);
    }
}
