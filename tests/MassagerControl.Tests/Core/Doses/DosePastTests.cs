using MassagerControl.Core.Areas;
using MassagerControl.Core.Doses;

namespace MassagerControl.Tests.Core.Doses;

public sealed class DosePastTests
{
    private static readonly ClockReading Now = new(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero), "boot", TimeSpan.FromHours(50));

    [Fact]
    public void Sessions_that_ended_those_under_way_and_locks_all_count()
    {
        var past = DosePast.Of(
            [Ended(-3)], [DosePast.UnderWay("thigh", "right", TimeSpan.FromSeconds(150), Now)],
            [new AreaLock(1, "calf", "left", Now.Wall.AddDays(-2), "sharp", null, null, null)], Now);

        Assert.Equal(
            [
                new(Now.Wall.AddHours(-3), "calf", "left", TimeSpan.FromSeconds(20), false),
                new(Now.Wall, "thigh", "right", TimeSpan.FromSeconds(150), false) { UnderWay = true },
                new(Now.Wall.AddDays(-2), "calf", "left", TimeSpan.Zero, true),
            ],
            past.Doses);
        Assert.Empty(past.Notes);
    }

    [Theory]
    [InlineData(3, 0, "the clock was set forward by 3 h since the last session; sessions count by the time that has really passed")]
    [InlineData(-0.5, -3, "the clock was set back by 30 min since the last session; sessions count by the time that has really passed")]
    public void A_clock_that_was_moved_since_the_last_session_is_told_and_the_shorter_time_counts(double hours, double ended, string note)
    {
        var past = DosePast.Of([Ended(-3)], [], [], Now with { Wall = Now.Wall.AddHours(hours) });

        Assert.Equal([note], past.Notes.Select(told => told.Text));
        Assert.Equal(Now.Wall.AddHours(ended), past.Doses[0].Ended);
    }

    [Fact]
    public void A_session_in_the_future_is_told_until_it_was_noticed()
    {
        var ahead = Ended(1) with { Ended = new(Now.Wall.AddHours(1), null, TimeSpan.Zero) };

        Assert.True(DosePast.IsAhead(ahead, Now));
        Assert.False(DosePast.IsAhead(Ended(0), Now));
        Assert.StartsWith("a session lies in the future: ", Assert.Single(DosePast.Of([ahead], [], [], Now).Notes).Text, StringComparison.Ordinal);
        Assert.Empty(DosePast.Of([ahead with { Noticed = Now.Wall }], [], [], Now).Notes);
    }

    [Fact]
    public void No_dose_ends_before_the_newest()
    {
        var dose = Ended(-3);

        Assert.Equal(dose, dose.NotBefore(null));
        Assert.Equal(dose, dose.NotBefore(dose.Ended.Wall));
        Assert.Equal(
            dose with { Ended = dose.Ended with { Wall = Now.Wall }, Noticed = dose.Ended.Wall },
            dose.NotBefore(Now.Wall));
    }

    private static DoseEntry Ended(double hours) =>
        new("a", 1, new(Now.Wall.AddHours(hours), "boot", Now.Up + TimeSpan.FromHours(hours)), "calf", "left", TimeSpan.FromSeconds(20), "sim:x");
}
