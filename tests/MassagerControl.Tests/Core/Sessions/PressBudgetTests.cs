using MassagerControl.Core.Safety;
using MassagerControl.Core.Sessions;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Core.Sessions;

public sealed class PressBudgetTests
{
    [Fact]
    public void A_session_whose_budget_is_used_up_ends_at_0_with_the_reason()
    {
        using var bench = Bench.Begun(Budgeted(reps: 3, seconds: 40));
        bench.Advance(25 + 5 + 14.9);
        Assert.Equal(SessionState.Holding, bench.Session.State);
        Assert.False(bench.Session.Commanded.IsOff);

        bench.Advance(0.1);

        Assert.Equal((SessionOutcome.Limit, true), (bench.Result.Outcome, bench.Result.ConfirmedOff));
        Assert.Equal("40 s of press are all that the last 24 hours leave", bench.Result.Reason.Text);
        Assert.Equal(Plans.Seconds(40), bench.Result.Press);
        Assert.Equal("press limit", Assert.Single(bench.Told<StopAsked>()).Cause);
    }

    [Fact]
    public void A_session_that_fits_its_budget_to_the_second_runs_to_its_end()
    {
        using var bench = Bench.Begun(Budgeted(reps: 2, seconds: 50));

        Assert.Equal(SessionOutcome.Completed, bench.RunRating(_ => 6).Outcome);
        Assert.Equal(Plans.Seconds(50), bench.Result.Press);
    }

    [Fact]
    public void Where_nothing_is_left_the_next_press_does_not_begin()
    {
        using var bench = Bench.Begun(Budgeted(reps: 3, seconds: 50));
        bench.RunRating(_ => 6);

        Assert.Equal(SessionOutcome.Limit, bench.Result.Outcome);
        Assert.Equal(2, bench.Told<PhaseEntered>().Count(phase => phase.Phase == SessionPhase.Compress));
        Assert.Equal(Plans.Seconds(60), bench.Told<SessionEnded>().Single().At);
    }

    [Fact]
    public void A_pause_uses_nothing_up()
    {
        using var bench = Bench.Begun(Budgeted(reps: 1, seconds: 20));
        bench.Advance(10);
        bench.Post(new PauseInput("key"));
        bench.Advance(100);
        bench.Post(new ResumeInput("key"));
        bench.Advance(9.9);
        Assert.Equal(Plans.Seconds(19.9), bench.Session.PressUntil(bench.Now));
        Assert.Null(bench.Session.Result);

        bench.Advance(0.1);

        Assert.Equal(SessionOutcome.Limit, bench.Result.Outcome);
    }

    [Fact]
    public void The_limit_of_the_whole_session_still_holds()
    {
        using var bench = Bench.Begun(Budgeted(reps: 3, seconds: 300));
        bench.Advance(10);
        bench.Post(new PauseInput("key"));
        bench.Advance(20 * 60);

        Assert.Equal("a session lasts at most 20 minutes", bench.Result.Reason.Text);
    }

    [Fact]
    public void A_press_that_may_go_on_does_not_outlast_the_session()
    {
        using var bench = Bench.Begun(Budgeted(reps: 1, seconds: 20));
        bench.Advance(10);
        bench.Post(new PauseInput("key"));
        // The budget would be used up at 20 minutes and 5 s.
        bench.Advance(20 * 60 - 10 - 5);
        bench.Post(new ResumeInput("key"));
        bench.Advance(4.9);
        Assert.False(bench.Session.Commanded.IsOff);

        bench.Advance(0.1);

        Assert.Equal("a session lasts at most 20 minutes", bench.Result.Reason.Text);
    }

    [Fact]
    public void A_plan_that_names_no_budget_has_six_minutes() => Assert.Equal(Plans.Seconds(360), Plans.Bare().Budget.Most);

    private static SessionPlan Budgeted(int reps, double seconds) =>
        Plans.Bare(reps) with { Budget = new PressBudget(Plans.Seconds(seconds), "all that the last 24 hours leave") };
}
