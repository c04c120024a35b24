using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Core.Sessions;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Core.Sessions;

/// <summary>Every way to the end, with its cause, its lock and its count.</summary>
public sealed class EndingTests
{
    [Fact]
    public void The_result_counts_reps_press_time_output_and_ratings()
    {
        using var bench = Bench.Begun(Plans.Bare(reps: 3));
        bench.Advance(10);
        bench.Rate(2);
        bench.Advance(30);
        bench.Rate(8);
        bench.Advance(20);
        bench.Post(new StopInput("key"));

        var result = bench.Result;
        Assert.Equal(2, result.Reps);
        Assert.Equal(Plans.Seconds(25 + 10 + 10), result.Press);
        Assert.Equal(40, result.HighestOutput.Percent);
        Assert.Equal([2, 8], result.Ratings.Select(rating => rating.Value));
        Assert.Equal("you pressed STOP", result.Reason);
        Assert.False(result.AreaLocked);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Stop_before_the_start_ends_at_once(bool connecting)
    {
        using var bench = new Bench(Plans.Bare());
        bench.Massager.OnConnect = () => new TaskCompletionSource().Task;
        if (connecting)
            bench.Post(new StartInput());

        Assert.True(bench.Post(new StopInput("key")).Accepted);

        Assert.Equal((SessionOutcome.Stopped, true, false), (bench.Result.Outcome, bench.Result.ConfirmedOff, bench.Result.AreaLocked));
        Assert.Equal("you pressed STOP, before the start", bench.Result.Reason.Text);
        Assert.Single(bench.Told<StopAsked>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_red_flag_before_the_start_locks_the_area(bool ready)
    {
        using var bench = new Bench(Plans.Bare());
        if (!ready)
            bench.Massager.OnConnect = () => new TaskCompletionSource().Task;
        bench.Post(new StartInput());

        Assert.True(bench.Post(new RedFlagInput(RedFlagKind.Sharp, "test")).Accepted);

        Assert.Equal((SessionOutcome.RedFlag, true), (bench.Result.Outcome, bench.Result.AreaLocked));
    }

    [Theory]
    [InlineData(9, SessionOutcome.Rating)]
    [InlineData(10, SessionOutcome.Rating)]
    [InlineData(null, SessionOutcome.RedFlag)]
    public void A_red_flag_or_9_while_the_motor_is_being_stopped_still_locks_the_area(int? rating, SessionOutcome outcome)
    {
        using var bench = Bench.Begun(Plans.Bare());
        bench.Advance(10);
        bench.Massager.OnStop = () => Task.FromException(new MassagerException(MassagerFaultKind.UncertainDelivery, "no answer"));
        bench.Post(new StopInput("key"));

        var reply = rating is { } value ? bench.Rate(value) : bench.Post(new RedFlagInput(RedFlagKind.Numb, "test"));
        bench.Massager.OnStop = () => Task.CompletedTask;
        bench.Advance(1);

        Assert.True(reply.Accepted);
        Assert.Equal((outcome, true, true), (bench.Result.Outcome, bench.Result.AreaLocked, bench.Result.ConfirmedOff));
        Assert.Equal(rating is null ? 0 : 1, bench.Result.Ratings.Length);
    }

    [Fact]
    public void A_stop_that_fails_is_repeated_every_half_second_and_told_once()
    {
        using var bench = Bench.Begun(Plans.Bare());
        bench.Advance(10);
        var stops = new List<double>();
        bench.Massager.OnStop = () =>
        {
            stops.Add(bench.Now.TotalSeconds - 10);
            return stops.Count < 4 ? Task.FromException(new MassagerException(MassagerFaultKind.UncertainDelivery, "no answer")) : Task.CompletedTask;
        };

        bench.Post(new StopInput("key"));
        bench.Advance(5);

        Assert.Equal([0, 0.5, 1, 1.5], stops);
        Assert.Single(bench.Told<FaultSeen>());
        Assert.Equal(SessionState.Ended, bench.Session.State);
    }

    [Fact]
    public void Giving_up_on_a_stop_keeps_the_reason_and_the_lock()
    {
        using var bench = Bench.Begun(Plans.Bare());
        bench.Advance(10);
        bench.Massager.OnStop = () => new TaskCompletionSource().Task;

        bench.Post(new RedFlagInput(RedFlagKind.Radiating, "test"));
        bench.Advance(10);

        Assert.Equal((SessionOutcome.Uncertain, true, false), (bench.Result.Outcome, bench.Result.AreaLocked, bench.Result.ConfirmedOff));
        Assert.Equal("pain running down an arm or leg", bench.Result.Reason);
        Assert.Equal(SessionState.Faulted, bench.Session.State);
    }

    [Fact]
    public void After_the_end_the_session_waits_for_nothing()
    {
        using var bench = Bench.Begun(Plans.Bare());
        bench.Advance(20);
        Assert.True(bench.Session.PromptOpen);
        bench.Post(new StopInput("key"));

        Assert.Null(Deadlines.Next(bench.Session));
        Assert.False(bench.Session.PromptOpen);
        Assert.False(bench.Session.Awaiting);
        Assert.Equal(Level.Off, bench.Session.Commanded);
    }

    [Fact]
    public void A_stop_forgets_prompts_pauses_and_retries()
    {
        using var bench = Bench.Begun(Plans.Bare());
        bench.Advance(10);
        bench.Massager.OnConnect = () => Task.FromException(new MassagerException(MassagerFaultKind.Connection, "away"));
        bench.Massager.Report(new LinkLost("away"));
        bench.Massager.OnStop = () => new TaskCompletionSource().Task;

        bench.Post(new StopInput("key"));

        var session = bench.Session;
        Assert.Equal((SessionState.Stopping, PauseReason.None, 0), (session.State, session.Pause, session.Attempts));
        // The stop's own.
        Assert.Equal((Plans.Seconds(12), Plans.Seconds(20)), (session.RetryDue, session.PhaseEnds));
    }

    [Fact]
    public void A_device_fault_ends_the_session_in_the_devices_words()
    {
        using var bench = Bench.Begun(Plans.Bare());
        bench.Advance(10);
        bench.Rate(2);
        bench.Massager.OnSet = _ => Task.FromException(new MassagerException(MassagerFaultKind.Refused, "too hot"));
        bench.Advance(30);

        Assert.Equal((SessionOutcome.Device, "too hot", true), (bench.Result.Outcome, bench.Result.Reason.Text, bench.Result.ConfirmedOff));
        var fault = bench.Told<FaultSeen>().Single();
        Assert.Equal(("refused", "too hot"), (fault.Kind, fault.Detail.Text));
        Assert.Equal(SessionState.Faulted, bench.Session.State);
    }

    [Fact]
    public void A_rating_of_8_twice_says_so_and_a_9_names_itself()
    {
        using var twice = Bench.Begun(Plans.Bare(levels: 10));
        twice.Advance(10);
        twice.Rate(8);
        twice.Rate(8);
        using var nine = Bench.Begun(Plans.Bare());
        nine.Advance(10);
        nine.Rate(9);

        Assert.Equal("a second 8 in one session", twice.Result.Reason);
        Assert.Equal("you rated 9", nine.Result.Reason.Text);
    }

    [Fact]
    public void A_connect_that_fails_is_told_in_the_devices_words()
    {
        using var bench = new Bench(Plans.Bare());
        bench.Massager.OnConnect = () => Task.FromException(new MassagerException(MassagerFaultKind.Communication, "another device"));

        bench.Post(new StartInput());

        Assert.Equal("another device", bench.Result.Reason.Text);
        Assert.Equal(("communication", "another device"), bench.Told<FaultSeen>().Select(fault => (fault.Kind, fault.Detail.Text)).Single());
    }

    [Fact]
    public void An_off_that_fails_in_a_release_is_told_as_uncertain()
    {
        using var bench = Bench.Begun(Plans.Bare());
        var failures = 1;
        bench.Massager.OnStop = () => failures-- > 0 ? Task.FromException(new MassagerException(MassagerFaultKind.Refused, "no")) : Task.CompletedTask;
        bench.Advance(25);

        var fault = bench.Told<FaultSeen>().Single();
        Assert.Equal("uncertain-delivery", fault.Kind);
        Assert.Contains("press the button on the device", fault.Detail.Text, StringComparison.Ordinal);
        Assert.True(bench.Result.ConfirmedOff);
    }

    [Fact]
    public void A_link_lost_while_stopping_is_told_and_the_stop_goes_on()
    {
        using var bench = Bench.Begun(Plans.Bare());
        bench.Advance(10);
        bench.Massager.OnStop = () => new TaskCompletionSource().Task;
        bench.Post(new StopInput("key"));

        bench.Massager.Report(new LinkLost("away"));

        Assert.Equal(SessionState.Stopping, bench.Session.State);
        Assert.Equal("lost", bench.Told<LinkChanged>().Last().State);
        Assert.Equal(1, bench.Massager.Connects);
    }
}
