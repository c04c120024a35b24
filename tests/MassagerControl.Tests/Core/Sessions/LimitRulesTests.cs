using FsCheck;
using FsCheck.Fluent;
using MassagerControl.Core;
using MassagerControl.Core.Safety;
using MassagerControl.Core.Sessions;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Core.Sessions;

/// <summary>Each rule of the law alone, then all of them against a second way to compute the output.</summary>
public sealed class LimitRulesTests
{
    [Fact]
    public void Without_a_limit_the_output_is_what_the_program_asks_for()
    {
        var output = ControlLaw.Goal(Holding());

        Assert.Equal(new Level(10), output.Level);
        Assert.Equal(Intensity.Full, output.Intensity);
        Assert.Empty(output.Reasons);
        Assert.Null(output.Tightest);
    }

    [Fact]
    public void The_persons_ceiling_alone_decides() =>
        Decides(Holding() with { UserCeiling = Percent(70) }, 7, "user-ceiling");

    [Theory]
    [InlineData("profile-ceiling")]
    [InlineData("area-ceiling")]
    [InlineData("starter-ceiling")]
    public void A_ceiling_of_the_plan_alone_decides(string rule) =>
        Decides(Holding(new LimitReason(rule, Percent(50), "a reason")), 5, rule);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Of_several_ceilings_of_the_plan_the_tightest_decides(int tightest)
    {
        var ceilings = Enumerable.Range(0, 3).Select(i => new LimitReason($"rule-{i}", Percent(i == tightest ? 30 : 60 + i), "a reason")).ToArray();

        var output = ControlLaw.Goal(Holding(ceilings));

        Assert.Equal(new Level(3), output.Level);
        Assert.Equal($"rule-{tightest}", output.Tightest!.Rule);
        Assert.Equal(3, output.Reasons.Count(reason => reason.Rule.StartsWith("rule-", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_rating_cap_alone_decides_and_gives_its_own_reason()
    {
        var session = Holding() with { RatingCap = Percent(40), CapReason = "you rated 8" };

        Decides(session, 4, "rating-cap");
        Assert.Equal("you rated 8", ControlLaw.Goal(session).Tightest!.Reason);
    }

    [Fact]
    public void The_programs_target_alone_decides_and_is_no_limit()
    {
        var output = ControlLaw.Goal(Holding(target: 60));

        Assert.Equal(new Level(6), output.Level);
        Assert.Equal(Percent(60), output.Requested);
        Assert.Empty(output.Reasons);
    }

    [Fact]
    public void Rounding_to_a_level_alone_decides_and_goes_down()
    {
        var output = ControlLaw.Goal(Holding(target: 69));

        Assert.Equal(new Level(6), output.Level);
        Assert.Equal(["level-step"], output.Reasons.Select(reason => reason.Rule));
        Assert.Equal(Percent(60), output.Tightest!.Cap);
        Assert.Contains("10 levels", output.Tightest.Reason.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_pace_of_the_rise_alone_decides()
    {
        var output = ControlLaw.Now(Holding() with { Commanded = new Level(3) });

        Assert.Equal(new Level(4), output.Level);
        Assert.Equal(["slew"], output.Reasons.Select(reason => reason.Rule));
        Assert.Equal(Percent(40), output.Tightest!.Cap);
        Assert.NotEmpty(output.Tightest.Reason.Text);
        Assert.Equal(Intensity.Full, output.Requested);
    }

    [Theory]
    [InlineData(9, 10)]
    [InlineData(10, 10)]
    public void A_rise_of_one_step_is_not_slowed(int commanded, int expected)
    {
        var output = ControlLaw.Now(Holding() with { Commanded = new Level(commanded) });

        Assert.Equal(new Level(expected), output.Level);
        Assert.Empty(output.Reasons);
    }

    [Fact]
    public void Going_down_is_not_slowed()
    {
        var output = ControlLaw.Now(Holding() with { Commanded = new Level(10), RatingCap = Percent(20) });

        Assert.Equal(new Level(2), output.Level);
        Assert.Equal(["rating-cap"], output.Reasons.Select(reason => reason.Rule));
    }

    [Fact]
    public void A_limit_at_what_is_asked_for_lowers_nothing_and_is_no_reason() =>
        Assert.Empty(ControlLaw.Goal(Holding(target: 60) with { UserCeiling = Percent(60), RatingCap = Percent(60) }).Reasons);

    [Theory]
    [InlineData(SessionState.Compressing, 100)]
    [InlineData(SessionState.Holding, 100)]
    [InlineData(SessionState.WarmingUp, 0)]
    [InlineData(SessionState.CoolingDown, 0)]
    [InlineData(SessionState.Releasing, 0)]
    [InlineData(SessionState.Resting, 0)]
    [InlineData(SessionState.Paused, 0)]
    [InlineData(SessionState.Reconnecting, 0)]
    [InlineData(SessionState.Stopping, 0)]
    [InlineData(SessionState.Ready, 0)]
    [InlineData(SessionState.Idle, 0)]
    [InlineData(SessionState.Completed, 0)]
    [InlineData(SessionState.Ended, 0)]
    [InlineData(SessionState.Faulted, 0)]
    public void A_press_asks_only_while_it_presses(SessionState state, double percent) =>
        Assert.Equal(Percent(percent), ControlLaw.Requested(Holding() with { State = state }));

    [Fact]
    public void Warm_up_and_cool_down_ask_for_their_own_targets()
    {
        var plan = Plans.Of(10, null, new WarmUpStep(Plans.Seconds(30), Percent(34)), new CoolDownStep(Plans.Seconds(30), Percent(20)));

        Assert.Equal(Percent(34), ControlLaw.Requested(Session.For(plan) with { State = SessionState.WarmingUp }));
        Assert.Equal(Percent(20), ControlLaw.Requested(Session.For(plan) with { State = SessionState.CoolingDown, StepIndex = 1 }));
        Assert.Equal(Intensity.Zero, ControlLaw.Requested(Session.For(plan) with { State = SessionState.CoolingDown }));
    }

    [Theory]
    [InlineData(100, 100, 100, 10)]
    [InlineData(60, 100, 100, 6)]
    [InlineData(100, 50, 100, 5)]
    [InlineData(100, 100, 40, 4)]
    public void What_the_other_limits_allow_counts_target_ceiling_and_plan(double target, double user, double area, int level)
    {
        var session = Holding(target, new LimitReason("area-ceiling", Percent(area), "bony")) with { UserCeiling = Percent(user), RatingCap = Percent(10) };

        Assert.Equal(new Level(level), ControlLaw.WithoutRatingCap(session));
        Assert.Equal(new Level(level), ControlLaw.WithoutRatingCap(session with { State = SessionState.Releasing }));
    }

    [Fact]
    public void Outside_a_cycle_no_target_counts_among_the_other_limits()
    {
        var plan = Plans.Of(10, null, new WarmUpStep(Plans.Seconds(30), Percent(34)));

        Assert.Equal(new Level(10), ControlLaw.WithoutRatingCap(Session.For(plan)));
    }

    [Fact]
    public void The_output_is_the_least_of_all_limits_rounded_down_and_says_which()
    {
        var percents = Gen.Choose(0, 10_000).Select(hundredths => hundredths / 100.0);
        var cases = from levels in Gen.Choose(1, 60)
                    from limits in percents.ArrayOf(5)
                    from commanded in Gen.Choose(0, levels)
                    select (levels, limits, commanded);

        Prop.ForAll(cases.ToArbitrary(), c => IsLeast(c.levels, c.limits, c.commanded)).QuickCheckThrowOnFailure();
    }

    /// <summary>Another field that limits the output is drawn in <see cref="IsLeast"/>: a limit that stands in one half of the law only would be passed there.</summary>
    [Fact]
    public void The_fields_that_may_limit_are_those_that_are_drawn() => Assert.Equal(
        [nameof(Session.HighestOutput), nameof(Session.RatingCap), nameof(Session.UserCeiling)],
        typeof(Session).GetProperties().Where(field => field.PropertyType == typeof(Intensity)).Select(field => field.Name).Order(StringComparer.Ordinal));

    // In hundredths of a percent and whole numbers, unlike the law: a limit at or a hair (0.005 %) below a level reaches it.
    private static bool IsLeast(int levels, double[] limits, int commanded)
    {
        var plan = Plans.Of(levels, null, Plans.Presses(2) with { Target = Percent(limits[0]) }) with
        {
            Ceilings = [new("one", Percent(limits[1]), "one"), new("two", Percent(limits[2]), "two")],
        };
        var session = Session.For(plan) with
        {
            State = SessionState.Holding,
            UserCeiling = Percent(limits[3]),
            RatingCap = Percent(limits[4]),
            Commanded = new Level(commanded),
        };
        var least = (long)Math.Round(limits.Min() * 100);
        var goalLevel = Enumerable.Range(0, levels + 1).Last(k => 20_000L * k <= (2 * least + 1) * levels);
        var nowLevel = goalLevel <= commanded ? goalLevel : Math.Min(goalLevel, commanded + Math.Max(1, levels / 10));
        var (goal, now) = (ControlLaw.Goal(session), ControlLaw.Now(session));
        var lowered = limits[1..].Count(limit => limit < limits[0]);
        return goal.Level.Number == goalLevel
            && ControlLaw.GoalLevel(session) == goal.Level
            && now.Level.Number == nowLevel
            && goal.Reasons.Count(reason => reason.Rule != "level-step") == lowered
            && now.Reasons.Count(reason => reason.Rule == "slew") == (nowLevel < goalLevel ? 1 : 0)
            && goal.Reasons.Where(reason => reason.Rule != "level-step").Select(reason => reason.Cap.Percent).Order().SequenceEqual(limits[1..].Where(limit => limit < limits[0]).Order())
            && (goal.Tightest is null || plan.Scale.Floor(goal.Tightest.Cap).Number == goalLevel);
    }

    /// <summary>On a device with three levels: whatever is said first must be what has to change for one level more.</summary>
    [Theory]
    [InlineData(60, 33.33, 100, "user-ceiling", "your own ceiling, below the device's next level of 66.67 %; only a session that begins with a higher one goes above it")]
    [InlineData(40, 66.67, 100, "user-ceiling", "your own ceiling, below the device's next level of 66.67 %; only a session that begins with a higher one goes above it")]
    [InlineData(33.33, 33.33, 100, "user-ceiling", "your own ceiling; only a session that begins with a higher one goes above it")]
    [InlineData(100, 33.33, 60, "area-ceiling", "bony, below the device's next level of 66.67 %; no rating goes above it")]
    [InlineData(40, 33.33, 60, "area-ceiling", "bony, below the device's next level of 66.67 %; no rating goes above it")]
    [InlineData(100, 33.33, 100, "rating-cap", "the ratings")]
    [InlineData(70, 33.33, 90, "rating-cap", "the ratings")]
    [InlineData(70, 66.67, 100, "user-ceiling", "your own ceiling, below the device's next level of 100 %; only a session that begins with a higher one goes above it")]
    public void The_limit_that_has_to_change_for_one_level_more_comes_first(double user, double cap, double area, string rule, string reason)
    {
        var plan = Plans.Bare(levels: 3) with
        {
            UserCeiling = Percent(user),
            Ceilings = area < 100 ? [new("area-ceiling", Percent(area), "bony")] : [],
        };
        var session = Session.For(plan) with { State = SessionState.Holding, Rep = 1, RatingCap = Percent(cap), CapReason = "the ratings" };

        var output = ControlLaw.Goal(session);

        Assert.Equal(rule, output.Tightest!.Rule);
        Assert.Equal(reason, output.Tightest.Reason.Text);
        Assert.Equal(plan.Scale.Floor(Intensity.Min(Percent(cap), Intensity.Min(Percent(user), Percent(area)))), output.Level);
        Assert.Equal(output.Tightest.Reason, ControlLaw.Reach(session with { State = SessionState.Releasing }).Tightest!.Reason);
    }

    [Fact]
    public void A_ceiling_that_was_turned_down_says_that_plus_raises_it()
    {
        var session = Holding() with { UserCeiling = Percent(40), RatingCap = Percent(40) };

        Assert.Equal(("user-ceiling", "your own ceiling; + raises it"), Told(session));
        Assert.Equal("user-ceiling", ControlLaw.Goal(session with { RatingCap = Percent(60) }).Tightest!.Rule);
        Assert.Equal("rating-cap", ControlLaw.Goal(session with { RatingCap = Percent(30) }).Tightest!.Rule);
        // Up to 45 %, which is the same level: + would change nothing.
        Assert.DoesNotContain("+ raises it", Told(session with { Plan = session.Plan with { UserCeiling = Percent(45) } }).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_the_programs_own_target_is_below_the_next_level_no_limit_is_blamed()
    {
        var plan = Plans.Of(3, null, Plans.Presses(6) with { Target = Percent(60) }) with { UserCeiling = Percent(50) };
        var session = Session.For(plan) with { State = SessionState.Holding, Rep = 1 };

        var output = ControlLaw.Goal(session);

        Assert.Equal(["level-step", "user-ceiling", "rating-cap"], output.Reasons.Select(reason => reason.Rule));
        Assert.Equal("the device has 3 levels; the program's 60 % is rounded down", output.Tightest!.Reason.Text);
    }

    private static (string Rule, string Reason) Told(Session session) => ControlLaw.Goal(session).Tightest is { } first ? (first.Rule, first.Reason.Text) : default;

    private static void Decides(Session session, int level, string rule)
    {
        var output = ControlLaw.Goal(session);

        Assert.Equal(new Level(level), output.Level);
        Assert.Equal([rule], output.Reasons.Select(reason => reason.Rule));
        Assert.NotEmpty(output.Tightest!.Reason.Text);
        Assert.Equal(output.Level, ControlLaw.Now(session with { Commanded = output.Level }).Level);
    }

    private static Session Holding(params LimitReason[] ceilings) => Holding(100, ceilings);

    /// <summary>A hold on a device with 10 levels in which no limit but those given binds.</summary>
    private static Session Holding(double target, params LimitReason[] ceilings)
    {
        var plan = Plans.Of(10, null, Plans.Presses(6) with { Target = Percent(target) }) with { Ceilings = [.. ceilings] };
        return Session.For(plan) with { State = SessionState.Holding, Rep = 1, RatingCap = Intensity.Full, CapReason = "the ratings" };
    }

    private static Intensity Percent(double percent) => Intensity.FromPercent(percent);
}
