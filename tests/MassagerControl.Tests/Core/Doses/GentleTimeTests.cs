using MassagerControl.Core.Areas;
using MassagerControl.Core.Doses;

namespace MassagerControl.Tests.Core.Doses;

/// <summary>Two gentle days after a setback, that end by themselves.</summary>
public sealed class GentleTimeTests
{
    private static readonly DateTimeOffset Then = new(2026, 3, 12, 18, 0, 0, TimeSpan.Zero);
    private static readonly AreaPlace Here = new("upper-trapezius", "right");
    private static readonly AreaPlace Elsewhere = new("lower-back", "left");

    [Theory]
    [InlineData(0, true)]
    [InlineData(47.9999, true)]
    [InlineData(48, false)]
    [InlineData(1000, false)]
    public void It_lasts_48_hours_everywhere_and_not_a_moment_longer(double hours, bool gentle)
    {
        var setback = Setback.OfLock(Here, Then, "sharp");
        var now = Then + TimeSpan.FromHours(hours);

        Assert.All([Here, Elsewhere], place => Assert.Equal(gentle, GentleTime.At([setback], place, now) is not null));
    }

    [Theory]
    [InlineData("sharp", "gentler for 48 hours after sharp pain")]
    [InlineData("numb", "gentler for 48 hours after numbness or tingling")]
    [InlineData("radiating", "gentler for 48 hours after pain running down an arm or leg")]
    [InlineData("rating", "gentler for 48 hours after a rating of 9 or 10")]
    [InlineData(null, "gentler for 48 hours after a red flag or a rating of 9 or 10")]
    public void Its_limit_is_60_percent_with_the_reason_and_without_a_moment(string? kind, string reason)
    {
        var limit = GentleTime.At([Setback.OfLock(Here, Then, kind)], Here, Then)!.Limit;

        Assert.Equal(("gentle-ceiling", 60, reason), (limit.Rule, limit.Cap.Percent, limit.Reason.Text));
    }

    [Fact]
    public void Of_several_the_one_that_lasts_longest_counts()
    {
        var early = Setback.OfLock(Here, Then - TimeSpan.FromHours(30), "sharp");
        var late = Setback.OfLock(Elsewhere, Then, "numb");

        Assert.All([[early, late], new[] { late, early }], all => Assert.Equal(late, GentleTime.At(all, Here, Then)!.Because));
        Assert.Equal(Then + TimeSpan.FromHours(48), GentleTime.At([early, late], Here, Then)!.Until);
        Assert.Null(GentleTime.At([], Here, Then));
    }

    [Theory]
    [InlineData(24, true, true)]
    [InlineData(48, true, false)]
    [InlineData(72, true, false)]
    [InlineData(119.9, true, false)]
    [InlineData(120, false, false)]
    public void An_injury_counts_from_its_day_elsewhere_and_where_it_was_from_when_the_place_opens(double hours, bool here, bool elsewhere)
    {
        var injury = Setback.OfInjury(Here, Then, Then + TimeSpan.FromHours(72));
        var now = Then + TimeSpan.FromHours(hours);

        Assert.Equal((here, elsewhere), (GentleTime.At([injury], Here, now) is not null, GentleTime.At([injury], Elsewhere, now) is not null));
        Assert.Equal(here, GentleTime.At([injury], Here with { Side = null }, now) is not null);
        Assert.Equal(elsewhere, GentleTime.At([injury], Here with { Side = "left" }, now) is not null);
    }

    [Fact]
    public void One_that_lies_ahead_because_the_clock_was_set_back_counts_as_just_happened()
    {
        var spell = GentleTime.At([Setback.OfLock(Here, Then, "sharp")], Here, Then - TimeSpan.FromDays(30))!;

        Assert.Equal(Then - TimeSpan.FromDays(28), spell.Until);
    }
}
