using MassagerControl.Core.Safety;

namespace MassagerControl.Tests.Core.Safety;

public sealed class DoseLedgerTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static Dose Ago(double hours, int press = 150, string area = "blade-edge", string? side = "left", bool locked = false) =>
        new(Now.AddHours(-hours), area, side, TimeSpan.FromSeconds(press), locked);

    private static DoseVerdict Judge(int planned, params Dose[] past) =>
        DoseLedger.Judge(past, "blade-edge", "left", TimeSpan.FromSeconds(planned), Now);

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

        Assert.Equal("the last session here is less than 2 hours ago", Assert.Single(verdict.Refusals));
        Assert.Equal(Now.AddHours(0.5), verdict.NextPossible);
        Assert.Empty(Judge(150, Ago(2)).Refusals);
        Assert.Empty(Judge(150, Ago(0.1, side: "right")).Refusals);
    }

    [Fact]
    public void Three_sessions_a_day_in_one_place_are_the_most()
    {
        var verdict = Judge(150, Ago(20), Ago(10), Ago(4));

        Assert.Equal("3 sessions here in the last 24 hours; at most 3", Assert.Single(verdict.Refusals));
        Assert.Equal(Now.AddHours(4), verdict.NextPossible);
        Assert.Empty(Judge(150, Ago(24), Ago(10), Ago(4)).Refusals);
    }

    [Fact]
    public void Press_time_of_a_day_counts_in_all_areas_together()
    {
        Dose[] past = [Ago(23, 300, "lower-back"), Ago(20, 300, "beside-spine"), Ago(15, 340, "between-blades")];

        Assert.Empty(Judge(140, past).Refusals);
        var verdict = Judge(150, past);
        Assert.Equal("940 s of press in the last 24 hours and 150 s planned; at most 1080 s", Assert.Single(verdict.Refusals));
        Assert.Equal(Now.AddHours(1), verdict.NextPossible);
    }

    [Fact]
    public void The_next_possible_moment_is_when_the_last_reason_is_over()
    {
        var verdict = Judge(300, Ago(10, 300), Ago(6, 300), Ago(1, 300));

        Assert.Equal(3, verdict.Refusals.Length);
        Assert.Equal(Now.AddHours(14), verdict.NextPossible);
    }

    [Fact]
    public void A_locked_place_stays_locked_and_no_moment_ends_that()
    {
        var verdict = Judge(150, Ago(5000, locked: true));

        Assert.Contains("is locked", Assert.Single(verdict.Refusals));
        Assert.Null(verdict.NextPossible);
        Assert.Empty(Judge(150, Ago(5000, side: "right", locked: true)).Refusals);
    }

    [Fact]
    public void A_session_that_lies_in_the_future_counts_as_one_that_has_just_ended()
    {
        var verdict = Judge(150, Ago(-48));

        Assert.Single(verdict.Refusals);
        Assert.Equal(Now.AddHours(2), verdict.NextPossible);
    }
}
