using MassagerControl.Core.Doses;

namespace MassagerControl.Tests.Core.Doses;

public sealed class DoseLedgerTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static Dose Ago(double hours, int press = 150, string area = "blade-edge", string? side = "left", bool locked = false) =>
        new(Now.AddHours(-hours), area, side, TimeSpan.FromSeconds(press), locked);

    private static DoseVerdict Judge(int planned, params Dose[] past) =>
        DoseLedger.Judge(past, new("blade-edge", "left", TimeSpan.FromSeconds(planned)), Now);

    [Fact]
    public void The_first_session_in_a_place_is_known_as_such()
    {
        Assert.True(Judge(50).FirstInArea);
        Assert.True(Judge(50, Ago(5, side: "right"), Ago(5, area: "lower-back")).FirstInArea);
        Assert.False(Judge(50, Ago(5)).FirstInArea);
        Assert.False(Judge(50, Ago(5000)).FirstInArea);
        Assert.Empty(Judge(50).Refusals);
        Assert.Null(Judge(50).NextPossible);
    }

    [Fact]
    public void Two_hours_lie_between_two_sessions_in_one_place()
    {
        var verdict = Judge(150, Ago(1.5));

        Assert.Equal("the last session here is less than 2 hours ago", Assert.Single(verdict.Refusals).Text);
        Assert.Equal((Now.AddHours(0.5), "the last session here is less than 2 hours ago"), (verdict.NextPossible, verdict.Because?.Text));
        Assert.Empty(Judge(150, Ago(2)).Refusals);
        Assert.Empty(Judge(150, Ago(0.1, side: "right")).Refusals);
    }

    [Fact]
    public void Three_sessions_a_day_in_one_place_are_the_most()
    {
        var verdict = Judge(150, Ago(20), Ago(10), Ago(4));

        Assert.Equal("3 sessions here in the last 24 hours; at most 3", Assert.Single(verdict.Refusals).Text);
        Assert.Equal(Now.AddHours(4), verdict.NextPossible);
        Assert.Empty(Judge(150, Ago(24), Ago(10), Ago(4)).Refusals);
    }

    [Fact]
    public void Press_time_of_a_day_counts_in_all_areas_together()
    {
        Dose[] past = [Ago(23, 300, "lower-back"), Ago(20, 300, "beside-spine"), Ago(15, 340, "between-blades")];

        Assert.Empty(Judge(140, past).Refusals);
        var verdict = Judge(150, past);
        Assert.Equal("940 s of press in the last 24 hours and 150 s planned; at most 1080 s", Assert.Single(verdict.Refusals).Text);
        Assert.Equal(Now.AddHours(1), verdict.NextPossible);
    }

    [Fact]
    public void A_day_that_is_used_up_to_the_second_is_not_too_much() =>
        Assert.Equal(Now.AddHours(1), Judge(300, Ago(23, 300, "lower-back"), Ago(20, 780, "beside-spine")).NextPossible);

    [Fact]
    public void More_than_a_whole_day_allows_is_refused_whatever_came_before()
    {
        var verdict = Judge(1_081, Ago(20, 300, "lower-back"));

        Assert.Equal("300 s of press in the last 24 hours and 1081 s planned; at most 1080 s", Assert.Single(verdict.Refusals).Text);
        Assert.Equal(Now.AddHours(24), verdict.NextPossible);
    }

    [Fact]
    public void The_next_possible_moment_is_when_the_last_reason_is_over()
    {
        var verdict = Judge(300, Ago(10, 300), Ago(6, 300), Ago(1, 300));

        Assert.Equal(3, verdict.Refusals.Length);
        Assert.Equal((Now.AddHours(14), verdict.Refusals[1]), (verdict.NextPossible, verdict.Because));
    }

    [Fact]
    public void A_locked_place_stays_locked_and_no_moment_ends_that()
    {
        var verdict = Judge(150, Ago(5000, locked: true));

        Assert.Equal("blade-edge left is locked since a session ended with a red flag or a 9–10", Assert.Single(verdict.Refusals).Text);
        Assert.Null(verdict.NextPossible);
        Assert.Empty(Judge(150, Ago(5000, side: "right", locked: true)).Refusals);
        Assert.StartsWith("blade-edge is locked", Assert.Single(DoseLedger.Judge([Ago(5000, locked: true)], new("blade-edge", null, TimeSpan.Zero), Now).Refusals).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_session_that_lies_in_the_future_counts_as_one_that_has_just_ended()
    {
        var verdict = Judge(150, Ago(-48));

        Assert.Single(verdict.Refusals);
        Assert.Equal(Now.AddHours(2), verdict.NextPossible);
    }

    [Fact]
    public void What_the_day_leaves_is_known()
    {
        Assert.Equal(TimeSpan.FromSeconds(1080), Judge(150, Ago(25)).DayRoom);
        Assert.Equal(TimeSpan.FromSeconds(1080 - 150 - 60), Judge(150, Ago(23.9), Ago(3, 60, "lower-back")).DayRoom);
        Assert.Equal(TimeSpan.Zero, Judge(150, Ago(5, 1000), Ago(3, 1000, "lower-back")).DayRoom);
    }

    [Fact]
    public void A_session_under_way_counts_with_all_that_it_may_give()
    {
        var verdict = Judge(150, Ago(0) with { UnderWay = true });

        Assert.Equal("a session here is under way", Assert.Single(verdict.Refusals).Text);
        Assert.Equal((Now.AddHours(2), "a session here is under way"), (verdict.NextPossible, verdict.Because));
        Assert.Empty(Judge(150, Ago(0, side: "right") with { UnderWay = true }).Refusals);
        Assert.Single(Judge(150, Ago(5, 700, "lower-back"), Ago(0, 300, "beside-spine") with { UnderWay = true }).Refusals);
    }

    [Fact]
    public void An_area_that_nobody_knows_any_more_may_be_this_one()
    {
        Assert.Single(Judge(150, Ago(1, area: "renamed-since")).Refusals);
        Assert.False(Judge(150, Ago(9, area: "renamed-since")).FirstInArea);
    }

    [Fact]
    public void An_entry_without_a_side_may_be_either()
    {
        Assert.Single(Judge(150, Ago(1, side: null)).Refusals);
        Assert.Single(DoseLedger.Judge([Ago(1, side: "right")], new("blade-edge", null, TimeSpan.FromSeconds(1)), Now).Refusals);
    }

    [Theory]
    [InlineData(0, 72)]
    [InlineData(1, 48)]
    [InlineData(2, 24)]
    public void A_place_rests_three_days_after_an_injury(int days, int hours)
    {
        var verdict = DoseLedger.Judge([], new("blade-edge", "left", TimeSpan.FromSeconds(50)) { DaysSinceInjury = days }, Now);

        Assert.Equal("an injury here is less than 72 hours old", Assert.Single(verdict.Refusals).Text);
        Assert.Equal((Now.AddHours(hours), verdict.Refusals[0]), (verdict.NextPossible, verdict.Because));
    }

    [Fact]
    public void An_old_injury_and_none_refuse_nothing()
    {
        Assert.Empty(DoseLedger.Judge([], new("blade-edge", "left", TimeSpan.FromSeconds(50)) { DaysSinceInjury = 3 }, Now).Refusals);
        Assert.Empty(DoseLedger.Judge([], new("blade-edge", "left", TimeSpan.FromSeconds(50)), Now).Refusals);
    }

    [Fact]
    public void An_entry_without_press_is_no_session()
    {
        var verdict = Judge(150, Ago(1, 0), Ago(2, 0), Ago(3, 0));

        Assert.Empty(verdict.Refusals);
        Assert.True(verdict.FirstInArea);
    }

    [Fact]
    public void Where_a_lock_holds_no_moment_is_promised()
    {
        var verdict = Judge(150, Ago(1), Ago(5, 0, locked: true));

        Assert.Equal(2, verdict.Refusals.Length);
        Assert.Equal((null, null), (verdict.NextPossible, verdict.Because));
    }
}
