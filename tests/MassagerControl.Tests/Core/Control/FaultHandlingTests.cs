using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Core.Safety;
using MassagerControl.Core.Sessions;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Core.Control;

/// <summary>Lost links, unconfirmed stops and broken devices.</summary>
public sealed class FaultHandlingTests
{
    [Fact]
    public void A_link_that_comes_back_asks_for_a_rating_and_goes_on_with_the_same_rep()
    {
        using var bench = Bench.Begun(Plans.Bare());
        bench.Advance(10);
        var failures = 2;
        bench.Massager.OnConnect = () => failures-- > 0 ? Fail(MassagerFaultKind.Connection) : Task.CompletedTask;
        bench.Massager.Report(new LinkLost("out of range"));
        Assert.Equal(SessionState.Reconnecting, bench.Session.State);

        bench.Advance(5);
        Assert.Equal(PauseReason.Reconnected, bench.Session.Pause);
        Assert.False(bench.Post(new ResumeInput("test")).Accepted);
        bench.Rate(3);

        Assert.Equal(1, bench.Session.Rep);
        Assert.Equal(15, (bench.Session.PressEnds - bench.Now).TotalSeconds);
        bench.Advance(20);
        Assert.Equal(25, bench.Session.RatingCap.Percent);
        Assert.Equal(SessionOutcome.Completed, bench.RunRating(_ => 6).Outcome);
    }

    [Theory]
    [InlineData(OnDisconnect.Unknown, SessionOutcome.Uncertain, false)]
    [InlineData(OnDisconnect.Continues, SessionOutcome.Uncertain, false)]
    [InlineData(OnDisconnect.Stops, SessionOutcome.Device, true)]
    public void A_link_that_stays_lost_ends_the_session_after_a_minute(OnDisconnect behaviour, SessionOutcome outcome, bool confirmed)
    {
        var plan = Plans.Bare() with { Massager = Plans.Device(5, behaviour) };
        using var bench = Bench.Begun(plan);
        bench.Advance(10);
        bench.Massager.OnConnect = () => Fail(MassagerFaultKind.Connection);
        bench.Massager.Report(new LinkLost("out of range"));

        bench.Advance(59.9);
        Assert.Equal(SessionState.Reconnecting, bench.Session.State);
        bench.Advance(0.1);

        Assert.Equal(outcome, bench.Result.Outcome);
        Assert.Equal(confirmed, bench.Result.ConfirmedOff);
        Assert.Equal(70, bench.Told<SessionEnded>().Single().At.TotalSeconds);
    }

    /// <summary>A device that switches itself off after a stop is off: nobody is sent to its button.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_device_that_confirmed_off_and_went_away_is_off(bool stopped)
    {
        using var bench = Bench.Begun(Plans.Bare());
        bench.Advance(10);
        bench.Post(new PauseInput("test"));
        bench.Massager.OnConnect = () => Fail(MassagerFaultKind.Connection);
        bench.Massager.OnStop = () => Fail(MassagerFaultKind.Connection);
        bench.Massager.Report(new LinkLost("switched off"));
        bench.Advance(5);
        if (stopped)
            bench.Post(new StopInput("test"));
        bench.Advance(60);

        Assert.Equal((SessionOutcome.Device, true), (bench.Result.Outcome, bench.Result.ConfirmedOff));
        Assert.DoesNotContain(bench.Told<FaultSeen>(), fault => fault.Kind == "uncertain-delivery");
    }

    /// <summary>It was met again: what it does now is not known from before.</summary>
    [Fact]
    public void A_device_that_confirmed_off_and_answers_wrongly_on_a_new_link_is_uncertain()
    {
        using var bench = Bench.Begun(Plans.Bare());
        bench.Advance(10);
        bench.Post(new PauseInput("test"));
        bench.Massager.OnConnect = () => Fail(MassagerFaultKind.Communication);
        bench.Massager.Report(new LinkLost("away"));
        bench.Advance(60);

        Assert.Equal((SessionOutcome.Uncertain, false), (bench.Result.Outcome, bench.Result.ConfirmedOff));
    }

    /// <summary>Nobody knows what it does now: neither while it is asked, nor when it went away again before it answered.</summary>
    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void A_device_that_confirmed_off_and_was_met_again_is_off_only_by_a_word_of_now(bool stopped, bool hangs)
    {
        using var bench = Bench.Begun(Plans.Bare());
        bench.Advance(10);
        bench.Post(new PauseInput("test"));
        bench.Massager.OnConnect = () => Fail(MassagerFaultKind.Connection);
        bench.Massager.Report(new LinkLost("away"));
        bench.Massager.OnConnect = bench.Massager.OnStop = () =>
        {
            bench.Massager.Report(new DeviceMet());
            return hangs ? new TaskCompletionSource().Task : Fail(MassagerFaultKind.Connection);
        };
        bench.Advance(5);
        if (stopped)
            bench.Post(new StopInput("test"));
        bench.Advance(60);

        Assert.Equal((SessionOutcome.Uncertain, false), (bench.Result.Outcome, bench.Result.ConfirmedOff));
    }

    /// <summary>Its last word was that it runs, although nobody had time to believe it.</summary>
    [Fact]
    public void A_device_that_contradicted_off_just_before_it_went_away_is_uncertain()
    {
        using var bench = Bench.Begun(Plans.Bare());
        bench.Advance(10);
        bench.Post(new PauseInput("test"));
        bench.Massager.OnConnect = () => Fail(MassagerFaultKind.Connection);
        bench.Massager.Report(new LevelReported(new(1)));
        bench.Massager.Report(new LinkLost("away"));
        bench.Advance(60);

        Assert.Equal((SessionOutcome.Uncertain, false), (bench.Result.Outcome, bench.Result.ConfirmedOff));
    }

    [Fact]
    public void Nobody_rating_after_the_link_came_back_ends_the_session()
    {
        using var bench = Bench.Begun(Plans.Bare());
        bench.Advance(10);
        bench.Massager.Report(new LinkLost("out of range"));

        bench.Advance(60);

        Assert.Equal(SessionOutcome.NoAnswer, bench.Result.Outcome);
    }

    [Fact]
    public void A_stop_that_is_not_confirmed_is_repeated_for_ten_seconds_and_then_said_to_be_uncertain()
    {
        using var bench = Bench.Begun(Plans.Bare());
        bench.Advance(10);
        var stops = 0;
        bench.Massager.OnStop = () =>
        {
            stops++;
            return Fail(MassagerFaultKind.UncertainDelivery);
        };

        bench.Post(new StopInput("key"));
        bench.Advance(9.9);
        Assert.Equal(SessionState.Stopping, bench.Session.State);
        bench.Advance(0.1);

        Assert.Equal(SessionOutcome.Uncertain, bench.Result.Outcome);
        Assert.False(bench.Result.ConfirmedOff);
        Assert.InRange(stops, 15, 25);
        var fault = bench.Told<FaultSeen>().Single();
        Assert.Equal("uncertain-delivery", fault.Kind);
        Assert.Contains("press the button on the device", fault.Detail.Text, StringComparison.Ordinal);
        bench.Advance(600);
        Assert.InRange(stops, 15, 25);
    }

    /// <summary>As soon as with STOP, and no longer than it lasts.</summary>
    [Fact]
    public void An_off_that_a_pause_asks_for_in_vain_is_told_after_two_seconds_and_taken_back_with_its_answer()
    {
        using var bench = Bench.Begun(Plans.Bare());
        bench.Advance(10);
        var answer = new TaskCompletionSource();
        bench.Massager.OnStop = () => answer.Task;

        bench.Post(new PauseInput("test"));
        bench.Advance(1.9);
        Assert.Empty(bench.Told<FaultSeen>());
        bench.Advance(0.1);

        Assert.Contains("press the button on the device", bench.Told<FaultSeen>().Single().Detail.Text, StringComparison.Ordinal);
        Assert.True(bench.Session.MotorMayRun);
        answer.SetResult();
        bench.Advance(1);
        Assert.False(bench.Session.MotorMayRun);
        Assert.Single(bench.Told<FaultSeen>());
    }

    /// <summary>The two seconds run from the first off that was not answered.</summary>
    [Fact]
    public void Stop_after_a_pause_that_is_not_answered_does_not_begin_the_wait_anew()
    {
        using var bench = Bench.Begun(Plans.Bare());
        bench.Advance(10);
        bench.Massager.OnStop = () => new TaskCompletionSource().Task;

        bench.Post(new PauseInput("test"));
        bench.Advance(1.9);
        bench.Post(new StopInput("key"));
        bench.Advance(0.1);

        Assert.Contains("press the button on the device", bench.Told<FaultSeen>().Single().Detail.Text, StringComparison.Ordinal);
    }

    /// <summary>Its own word counts as much as its answer.</summary>
    [Fact]
    public void A_device_that_says_in_a_pause_that_it_is_off_alarms_nobody()
    {
        using var bench = Reporting();
        bench.Massager.OnStop = () =>
        {
            bench.Massager.Report(new LevelReported(Level.Off));
            return new TaskCompletionSource().Task;
        };

        bench.Post(new PauseInput("test"));
        bench.Advance(5);

        Assert.Empty(bench.Told<FaultSeen>());
    }

    [Fact]
    public void A_stop_that_is_confirmed_late_is_confirmed()
    {
        using var bench = Bench.Begun(Plans.Bare());
        bench.Advance(10);
        var failures = 3;
        bench.Massager.OnStop = () => failures-- > 0 ? Fail(MassagerFaultKind.UncertainDelivery) : Task.CompletedTask;

        bench.Post(new StopInput("key"));
        bench.Advance(5);

        Assert.Equal(SessionOutcome.Stopped, bench.Result.Outcome);
        Assert.True(bench.Result.ConfirmedOff);
    }

    [Fact]
    public void An_acknowledged_stop_is_not_confirmed_while_the_device_reports_that_it_runs()
    {
        using var bench = Reporting();
        var lies = true;
        bench.Massager.OnStop = () =>
        {
            bench.Massager.Report(new LevelReported(new Level(lies ? 1 : 0)));
            return Task.CompletedTask;
        };

        bench.Post(new StopInput("key"));
        bench.Advance(2);
        Assert.Equal(SessionState.Stopping, bench.Session.State);
        Assert.Contains("reports level 1", bench.Told<FaultSeen>().Single().Detail.Text, StringComparison.Ordinal);
        lies = false;
        bench.Advance(1);

        Assert.Equal(SessionOutcome.Stopped, bench.Result.Outcome);
        Assert.True(bench.Result.ConfirmedOff);
    }

    [Fact]
    public void A_device_that_reports_running_to_the_end_is_uncertain()
    {
        using var bench = Reporting();
        bench.Massager.OnStop = () =>
        {
            bench.Massager.Report(new LevelReported(new Level(1)));
            return Task.CompletedTask;
        };

        bench.Post(new StopInput("key"));
        bench.Advance(10);

        Assert.Equal(SessionOutcome.Uncertain, bench.Result.Outcome);
        Assert.False(bench.Result.ConfirmedOff);
    }

    [Fact]
    public void A_device_that_reports_off_a_moment_after_the_acknowledgement_is_confirmed_then()
    {
        using var bench = Reporting();

        bench.Post(new StopInput("key"));
        Assert.Equal(SessionState.Stopping, bench.Session.State);
        bench.Advance(0.1);
        bench.Massager.Report(new LevelReported(Level.Off));

        Assert.True(bench.Result.ConfirmedOff);
    }

    [Fact]
    public void A_device_that_says_nothing_more_is_believed_its_acknowledgement()
    {
        using var bench = Reporting();

        bench.Post(new StopInput("key"));
        bench.Advance(0.5);

        Assert.True(bench.Result.ConfirmedOff);
        Assert.Empty(bench.Told<FaultSeen>());
    }

    [Fact]
    public void A_release_that_is_not_confirmed_stops_the_session()
    {
        using var bench = Bench.Begun(Plans.Bare());
        bench.Advance(10);
        var failures = 2;
        bench.Massager.OnStop = () => failures-- > 0 ? Fail(MassagerFaultKind.UncertainDelivery) : Task.CompletedTask;

        bench.Advance(20);

        Assert.Equal(SessionOutcome.Device, bench.Result.Outcome);
        Assert.True(bench.Result.ConfirmedOff);
        Assert.Equal(0, bench.Massager.Motor);
    }

    [Theory]
    [InlineData(MassagerFaultKind.Refused)]
    [InlineData(MassagerFaultKind.UncertainDelivery)]
    [InlineData(MassagerFaultKind.Communication)]
    public void An_output_that_fails_turns_the_motor_off_and_ends_the_session(MassagerFaultKind kind)
    {
        using var bench = Bench.Begun(Plans.Compression());
        bench.Advance(20);
        bench.Massager.OnSet = _ => Fail(kind);

        bench.Advance(20);

        Assert.Equal(SessionOutcome.Device, bench.Result.Outcome);
        Assert.True(bench.Result.ConfirmedOff);
        Assert.Single(bench.Told<FaultSeen>());
    }

    [Fact]
    public void Nothing_rises_while_an_answer_is_missing()
    {
        using var bench = Bench.Begun(Plans.Bare(levels: 10));
        var answer = new TaskCompletionSource();
        bench.Advance(10);
        bench.Rate(1);
        var sets = 0;
        bench.Massager.OnSet = _ =>
        {
            sets++;
            return answer.Task;
        };

        bench.Advance(22);
        Assert.Equal(1, sets);
        answer.SetResult();
        bench.Advance(1);

        Assert.True(sets > 1);
    }

    [Fact]
    public void Stop_overtakes_an_output_that_is_not_answered()
    {
        using var bench = Bench.Begun(Plans.Bare());
        bench.Massager.OnSet = _ => new TaskCompletionSource().Task;
        bench.Advance(30);
        bench.Massager.OnSet = _ => Task.CompletedTask;

        bench.Post(new StopInput("key"));

        Assert.Equal(SessionOutcome.Stopped, bench.Result.Outcome);
        Assert.Equal(0, bench.Massager.Motor);
    }

    [Fact]
    public void No_link_at_the_start_is_a_device_failure_with_nothing_driven()
    {
        using var bench = new Bench(Plans.Bare());
        bench.Massager.OnConnect = () => Fail(MassagerFaultKind.Connection);

        bench.Post(new StartInput());

        Assert.Equal(SessionOutcome.Device, bench.Result.Outcome);
        Assert.True(bench.Result.ConfirmedOff);
        Assert.Empty(bench.Massager.Outputs);
    }

    [Fact]
    public void Stop_while_connecting_ends_at_once()
    {
        using var bench = new Bench(Plans.Bare());
        bench.Massager.OnConnect = () => new TaskCompletionSource().Task;
        bench.Post(new StartInput());

        bench.Post(new StopInput("key"));

        Assert.Equal(SessionOutcome.Stopped, bench.Result.Outcome);
    }

    [Fact]
    public void After_the_end_nothing_is_written_for_ten_minutes()
    {
        using var bench = Bench.Begun(Plans.Compression());
        bench.RunRating(_ => 6);
        var written = bench.Massager.Outputs.Count;

        bench.Rate(2);
        bench.Post(new ResumeInput("test"));
        bench.Post(new BeginInput());
        bench.Advance(600);

        Assert.Equal(written, bench.Massager.Outputs.Count);
        Assert.Equal(HardLimits.Session, TimeSpan.FromMinutes(20));
    }

    [Fact]
    public async Task A_view_that_throws_turns_the_motor_off()
    {
        using var bench = Bench.Begun(Plans.Bare());
        bench.Advance(10);
        bench.Loop.Changed += _ => throw new InvalidOperationException("broken view");

        bench.Loop.PostAsync(new CeilingDownInput("test")).Ignore();

        Assert.Equal(0, bench.Massager.Motor);
        await Assert.ThrowsAsync<InvalidOperationException>(() => bench.Loop.Completion);
        bench.Advance(600);
        Assert.Equal(0, bench.Massager.Motor);
    }

    [Fact]
    public void A_driver_that_breaks_turns_the_motor_off_and_is_reported_as_our_fault()
    {
        using var bench = Bench.Begun(Plans.Bare());
        bench.Massager.OnStop = () => Task.CompletedTask;
        bench.Massager.OnSet = _ => throw new InvalidOperationException("bug");

        bench.Advance(60);

        Assert.True(bench.Loop.Completion.IsFaulted);
        Assert.Equal(0, bench.Massager.Motor);
    }

    /// <summary>In a hold at level 1, reported by the device.</summary>
    private static Bench Reporting()
    {
        var bench = Bench.Begun(Plans.Bare());
        bench.Advance(10);
        bench.Massager.Report(new LevelReported(new Level(1)));
        return bench;
    }

    private static Task Fail(MassagerFaultKind kind) => Task.FromException(new MassagerException(kind, "simulated"));
}
