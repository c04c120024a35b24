using MassagerControl.Core;
using MassagerControl.Core.Areas;
using MassagerControl.Core.Doses;
using MassagerControl.Core.Massagers;
using MassagerControl.Core.Programs;
using MassagerControl.Core.Safety;
using MassagerControl.Core.Screening;
using MassagerControl.Core.Sessions;
using MassagerControl.Tests.Support;
using static MassagerControl.Tests.Core.Programs.ProgramSamples;

namespace MassagerControl.Tests.Core.Programs;

/// <summary>What becomes of a wish: the plan in full, and each refusal alone.</summary>
public sealed class SessionPlannerTests
{
    [Fact]
    public void A_wish_without_choices_is_the_usual_program()
    {
        var result = SessionPlanner.Plan(Wish() with { Side = "left", Seed = 7 });
        var plan = result.Plan!;

        Assert.Empty(result.Refusals);
        Assert.Empty(result.Notes);
        Assert.Equal<PlanStep>(
            [
                new WarmUpStep(Plans.Seconds(30), Intensity.FromPercent(34)),
                new CycleStep(Plans.Seconds(25), Plans.Seconds(2), Plans.Seconds(5), 6, Intensity.Full, false),
                new GuidedStep(Plans.Seconds(15), "move the arm"),
                new CoolDownStep(Plans.Seconds(20), Intensity.FromPercent(30)),
            ],
            plan.Steps);
        Assert.Equal(("compression-2", "upper-trapezius", "left", 7), (plan.Program, plan.Area, plan.Side, plan.Seed));
        Assert.Equal((Plans.Standard, Intensity.Full), (plan.Band, plan.UserCeiling));
        Assert.Empty(plan.Ceilings);
        Assert.Equal("Test massager", plan.Massager.Name);
    }

    [Fact]
    public void Warm_up_and_cool_down_can_be_left_out()
    {
        var plan = SessionPlanner.Plan(Wish() with { WarmUp = false, CoolDown = false }).Plan!;

        Assert.Equal([typeof(CycleStep), typeof(GuidedStep)], plan.Steps.Select(step => step.GetType()));
    }

    [Fact]
    public void Choices_of_the_person_count()
    {
        var wish = Wish() with { Press = Plans.Seconds(30), Reps = 5, Ceiling = Intensity.FromPercent(70) };

        var plan = SessionPlanner.Plan(wish).Plan!;

        Assert.Equal((Plans.Seconds(30), 5), (Presses(plan).Press, Presses(plan).Reps));
        Assert.Equal(70, plan.UserCeiling.Percent);
    }

    [Theory]
    [InlineData(20.0, null, 0)]
    [InlineData(30.0, null, 0)]
    [InlineData(19.99, null, 1)]
    [InlineData(30.01, null, 1)]
    [InlineData(null, 5, 0)]
    [InlineData(null, 7, 0)]
    [InlineData(null, 4, 1)]
    [InlineData(12.5, 4, 2)]
    public void A_choice_outside_the_cited_range_is_noted_not_refused(double? press, int? reps, int notes)
    {
        var result = SessionPlanner.Plan(Wish() with { Press = press is { } s ? Plans.Seconds(s) : null, Reps = reps });

        Assert.NotNull(result.Plan);
        Assert.Equal(notes, result.Notes.Length);
        Assert.All(result.Notes, note => Assert.Contains("is cited with", note.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void More_reps_than_cited_are_noted_too()
    {
        var program = Of(SomePresses with { Reps = new(2, 3, 4) });

        Assert.Single(SessionPlanner.Plan(Wish(program) with { Reps = 5 }).Notes);
        Assert.Empty(SessionPlanner.Plan(Wish(program) with { Reps = 4 }).Notes);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 2)]
    public void A_ramp_is_never_longer_than_its_press(double press, double ramp) =>
        Assert.Equal(Plans.Seconds(ramp), Presses(SessionPlanner.Plan(Wish() with { Press = Plans.Seconds(press) }).Plan!).Ramp);

    [Fact]
    public void Ceilings_of_profile_area_and_starter_are_each_in_the_plan_with_a_reason()
    {
        var ribs = BodyAreas.Find("lower-ribs")!;

        Assert.Equal([("profile-ceiling", 80.0)], Ceilings(Wish() with { Massager = Gun with { Ceiling = Intensity.FromPercent(80) } }));
        Assert.Equal([("area-ceiling", ribs.Ceiling.Percent)], Ceilings(Wish() with { Area = ribs }));
        Assert.Equal([("starter-ceiling", 50.0)], Ceilings(Wish(Whole with { Ceiling = Intensity.FromPercent(50) })));
        var reason = SessionPlanner.Plan(Wish() with { Area = ribs }).Plan!.Ceilings.Single().Reason;
        Assert.Equal($"{ribs.Name}: {ribs.Caution}", reason.Text);
    }

    [Fact]
    public void A_locked_area_is_refused_with_its_reason() =>
        Refused(Wish() with { Area = BodyAreas.Find("neck")! }, "locked");

    [Theory]
    [InlineData(MassagerKind.Roller, true)]
    [InlineData(MassagerKind.Gun, false)]
    [InlineData(MassagerKind.Ball, false)]
    public void Only_a_roller_is_refused_on_the_lower_back(MassagerKind kind, bool refused) =>
        Judged(Wish() with { Area = BodyAreas.Find("lower-back")!, Massager = Gun with { Kind = kind } }, refused, "no roller");

    [Theory]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public void A_device_that_cannot_start_gently_is_refused(int levels, bool refused) =>
        Judged(Wish() with { Massager = Plans.Device(levels) }, refused, "cannot start gently");

    [Theory]
    [InlineData(19.9, true)]
    [InlineData(20, false)]
    public void A_ceiling_below_the_lowest_level_is_refused(double ceiling, bool refused)
    {
        var percent = Intensity.FromPercent(ceiling);

        Judged(Wish() with { Ceiling = percent }, refused, "your ceiling");
        Judged(Wish() with { Massager = Gun with { Ceiling = percent } }, refused, "profile-ceiling");
        Judged(Wish(Whole with { Ceiling = percent }), refused, "starter-ceiling");
    }

    [Theory]
    [InlineData(60, 5, 300, false)]
    [InlineData(60, 6, 300, true)]
    [InlineData(60, 6, 360, false)]
    [InlineData(60, 7, 360, true)]
    public void Press_time_in_one_area_is_limited(double press, int reps, double limit, bool refused) =>
        Judged(Wish() with { Press = Plans.Seconds(press), Reps = reps, PressPerArea = Plans.Seconds(limit) }, refused, $"at most {limit} s in a session");

    [Fact]
    public void The_default_limit_is_300_s() => Refused(Wish() with { Press = Plans.Seconds(60), Reps = 6 }, "360 s of press in one area; at most 300 s");

    [Theory]
    [InlineData(30, 6, false)]
    [InlineData(30, 7, true)]
    public void A_roller_presses_for_three_minutes_at_most(double press, int reps, bool refused) =>
        Judged(Wish() with { Massager = Gun with { Kind = MassagerKind.Roller }, Press = Plans.Seconds(press), Reps = reps }, refused, "with a roller");

    [Theory]
    [InlineData(MassagerKind.Gun, 300.0, null, 300, "the most for one area in a session")]
    [InlineData(MassagerKind.Gun, 60.0, null, 60, "the most for one area in a session")]
    [InlineData(MassagerKind.Roller, 300.0, null, 180, "the most for a roller in a session")]
    [InlineData(MassagerKind.Roller, 180.5, null, 180, "the most for a roller in a session")]
    [InlineData(MassagerKind.Roller, 180.0, null, 180, "the most for one area in a session")]
    [InlineData(MassagerKind.Roller, 60.0, null, 60, "the most for one area in a session")]
    [InlineData(MassagerKind.Gun, 300.0, 299.0, 299, "all that the last 24 hours leave")]
    [InlineData(MassagerKind.Gun, 300.0, 300.0, 300, "the most for one area in a session")]
    [InlineData(MassagerKind.Roller, 300.0, 200.0, 180, "the most for a roller in a session")]
    [InlineData(MassagerKind.Roller, 300.0, 60.0, 60, "all that the last 24 hours leave")]
    public void The_press_budget_is_the_least_of_area_roller_and_day(MassagerKind kind, double area, double? day, double most, string reason)
    {
        var wish = Wish() with
        {
            Massager = Gun with { Kind = kind },
            Press = Plans.Seconds(10),
            Reps = 1,
            PressPerArea = Plans.Seconds(area),
            DayRoom = day is { } room ? Plans.Seconds(room) : null,
        };

        Assert.Equal(new PressBudget(Plans.Seconds(most), reason), SessionPlanner.Plan(wish).Plan!.Budget);
    }

    [Theory]
    [InlineData(359, 359)]
    [InlineData(361, 360)]
    public void No_setting_raises_the_press_time_in_an_area_above_the_hard_limit(double wished, double most) =>
        Assert.Equal(Plans.Seconds(most), (Wish() with { PressPerArea = Plans.Seconds(wished) }).PressPerArea);

    [Fact]
    public void Two_cycles_count_together()
    {
        var wish = Wish(Of(SomePresses, SomePresses)) with { Press = Plans.Seconds(25) };

        Assert.NotNull(SessionPlanner.Plan(wish with { Reps = 6 }).Plan);
        Refused(wish with { Reps = 7 }, "350 s of press");
    }

    [Theory]
    [InlineData(1_200, false)]
    [InlineData(1_200.01, true)]
    public void A_session_is_twenty_minutes_long_at_most(double seconds, bool refused)
    {
        // Warm-up 30, six presses of 25 with a release of 5, cool-down 20; the guided step fills up.
        var program = Of(SomeWarmUp, SomePresses, SomeGuidance with { Duration = Plans.Seconds(seconds - 230) }, SomeCoolDown);

        Judged(Wish(program), refused, "the session would take");
    }

    [Fact]
    public void All_refusals_come_at_once()
    {
        var wish = Wish() with
        {
            Area = BodyAreas.Find("neck")!,
            Massager = Plans.Device(2),
            Ceiling = Intensity.FromPercent(10),
            Press = Plans.Seconds(60),
            Reps = 7,
        };

        var result = SessionPlanner.Plan(wish);

        Assert.Null(result.Plan);
        Assert.Equal(4, result.Refusals.Length);
        Assert.Single(result.Notes);
    }

    [Fact]
    public void A_real_device_runs_only_after_a_check_in()
    {
        Refused(Wish() with { Massager = Gun with { Simulated = false } }, "only after one");
        Assert.NotNull(SessionPlanner.Plan(Wish() with { Massager = Real, CheckIn = Clear }).Plan);
    }

    [Fact]
    public void A_check_in_about_another_place_is_none() =>
        Refused(Wish() with { Side = "left", CheckIn = Clear with { Place = CheckIns.Shoulder } }, "another place: upper-trapezius right");

    [Fact]
    public void What_a_check_in_forbids_is_refused_with_its_reason()
    {
        var until = new DateTimeOffset(2026, 3, 15, 0, 0, 0, TimeSpan.Zero);

        Refused(Checked(Clear with { Emergency = [new("q", "help")] }), "help");
        Refused(Checked(Clear with { Refusals = [new("q", "fever")] }), "fever");
        Refused(Checked(Clear with { AreaLocks = [new("q", "upper-trapezius", null, null, "a bruise")] }), "Top of the shoulder stays closed: a bruise");
        Refused(Checked(Clear with { AreaLocks = [new("q", "upper-trapezius", null, until, "injury")] }), "stays closed until 2026-03-15 00:00: injury");
        Judged(Checked(Clear with { AreaLocks = [new("q", "lower-back", null, null, "elsewhere")] }), refused: false, "");
    }

    [Fact]
    public void What_speaks_against_a_session_anyway_is_known_before_the_check_in()
    {
        var real = Wish() with { Massager = Real };

        Assert.Empty(SessionPlanner.RefusalsBeforeCheckIn(real));
        Assert.Contains("is locked", Assert.Single(SessionPlanner.RefusalsBeforeCheckIn(real with { Area = BodyAreas.Find("neck")! })).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_check_in_lowers_ceiling_start_and_press_and_each_says_why()
    {
        var ceiling = new LimitReason("check-in", Intensity.FromPercent(40), "thin bones");
        var start = new LimitReason("check-in", Intensity.FromPercent(10), "painkiller");
        var result = SessionPlanner.Plan(Checked(Clear with { Ceilings = [ceiling], StartCap = start, Press = new(Plans.Seconds(20), "diabetes") }));

        Assert.Equal([ceiling], result.Plan!.Ceilings);
        Assert.Equal(start, result.Plan.StartCap);
        Assert.Equal(Plans.Seconds(20), Presses(result.Plan).Press);
        Assert.Equal(["presses last 20 s instead of 25 s: diabetes"], result.Notes.Select(note => note.Text));
    }

    [Fact]
    public void A_press_that_is_short_enough_stays()
    {
        var result = SessionPlanner.Plan(Checked(Clear with { Press = new(Plans.Seconds(25), "diabetes") }));

        Assert.Equal((Plans.Seconds(25), 0), (Presses(result.Plan!).Press, result.Notes.Length));
    }

    [Theory]
    [InlineData(OnDisconnect.Unknown, false, false, true)]
    [InlineData(OnDisconnect.Continues, false, false, true)]
    [InlineData(OnDisconnect.Stops, false, false, false)]
    [InlineData(OnDisconnect.Stops, true, false, true)]
    [InlineData(OnDisconnect.Unknown, true, true, false)]
    public void A_real_device_that_may_keep_running_has_a_lower_ceiling_and_shorter_presses(OnDisconnect onDisconnect, bool attended, bool simulated, bool held)
    {
        var massager = Gun with { OnDisconnect = onDisconnect, AttendedOnly = attended, Simulated = simulated };
        var result = SessionPlanner.Plan(Wish() with { Massager = massager, CheckIn = Clear, Press = Plans.Seconds(40) });

        Assert.Equal(held ? ["attended-ceiling"] : [], result.Plan!.Ceilings.Select(ceiling => ceiling.Rule));
        Assert.All(result.Plan.Ceilings, ceiling => Assert.Equal(60, ceiling.Cap.Percent));
        Assert.Equal(Plans.Seconds(held ? 30 : 40), Presses(result.Plan).Press);
        Assert.Equal(held ? 1 : 0, result.Notes.Count(note => note.Text.StartsWith("presses last 30 s instead of 40 s: ", StringComparison.Ordinal)));
        Assert.Contains(result.Notes, note => note.Text.EndsWith("you chose 40 s", StringComparison.Ordinal));
        Assert.Equal(held ? 1 : 0, result.Notes.Count(note => note.Text.StartsWith("at most 60 % and 30 s a press; find the device's own button first", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_two_reasons_of_a_lower_ceiling_differ()
    {
        var real = Wish() with { Massager = Real with { OnDisconnect = OnDisconnect.Unknown }, CheckIn = Clear };

        Assert.Contains("link breaks", SessionPlanner.Plan(real).Plan!.Ceilings.Single().Reason.Text, StringComparison.Ordinal);
        Assert.Contains("in the room", SessionPlanner.Plan(real with { Massager = real.Massager with { AttendedOnly = true } }).Plan!.Ceilings.Single().Reason.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_two_limits_on_the_press_the_shorter_counts_and_both_are_told()
    {
        var wish = Wish() with { Massager = Real with { OnDisconnect = OnDisconnect.Unknown }, Press = Plans.Seconds(40), CheckIn = Clear with { Press = new(Plans.Seconds(20), "diabetes") } };
        var result = SessionPlanner.Plan(wish);

        Assert.Equal(Plans.Seconds(20), Presses(result.Plan!).Press);
        Assert.Equal(2, result.Notes.Count(note => note.Text.Contains("instead of 40 s", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_gentle_time_is_a_ceiling_of_the_plan_with_its_reason()
    {
        var gentle = new GentleSpell(DateTimeOffset.UnixEpoch, Setback.OfLock(new("lower-back", "left"), DateTimeOffset.UnixEpoch, "numb")).Limit;

        var ceiling = Assert.Single(SessionPlanner.Plan(Wish() with { Gentle = gentle }).Plan!.Ceilings);
        Assert.Equal(("gentle-ceiling", 60, "gentler for 48 hours after numbness or tingling"), (ceiling.Rule, ceiling.Cap.Percent, ceiling.Reason.Text));
        Assert.Empty(SessionPlanner.Plan(Wish()).Plan!.Ceilings);
    }

    private static CheckInVerdict Clear { get; } = new() { Place = new("upper-trapezius", null) };

    private static MassagerTraits Real => Gun with { Simulated = false, OnDisconnect = OnDisconnect.Stops };

    private static SessionRequest Checked(CheckInVerdict verdict) => Wish() with { CheckIn = verdict };

    private static MassagerTraits Gun { get; } = Plans.Device(5);

    private static SessionRequest Wish(Program? program = null) => new()
    {
        Program = program ?? Whole,
        Massager = Gun,
        Area = BodyAreas.Find("upper-trapezius")!,
    };

    private static CycleStep Presses(SessionPlan plan) => plan.Steps.OfType<CycleStep>().Single();

    private static IEnumerable<(string, double)> Ceilings(SessionRequest wish) =>
        SessionPlanner.Plan(wish).Plan!.Ceilings.Select(ceiling => (ceiling.Rule, ceiling.Cap.Percent));

    private static void Refused(SessionRequest wish, string reason) => Judged(wish, refused: true, reason);

    private static void Judged(SessionRequest wish, bool refused, string reason)
    {
        var result = SessionPlanner.Plan(wish);

        Assert.Equal(refused, result.Plan is null);
        if (refused)
            Assert.Contains(reason, Assert.Single(result.Refusals).Text, StringComparison.Ordinal);
        else
            Assert.Empty(result.Refusals);
    }
}
