using MassagerControl.Core.Doses;

namespace MassagerControl.Tests.Core.Doses;

public sealed class DoseClockTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly ClockReading Here = new(Now, "b", TimeSpan.FromHours(100));

    [Fact]
    public void Without_a_second_clock_the_wall_clock_counts()
    {
        Assert.Equal(Now.AddHours(-5), DoseClock.EndOf(At(-5, null, 0), null, Here));
        Assert.Equal(Now.AddHours(-5), DoseClock.EndOf(At(-5, "another", 100), null, Here));
        Assert.Equal(Now.AddHours(-5), DoseClock.EndOf(At(-5, null, 100), null, Here with { Boot = null }));
    }

    [Fact]
    public void A_clock_set_forward_makes_nothing_older() => Assert.Equal(Now.AddHours(-1), DoseClock.EndOf(At(-25, "b", 99), null, Here));

    [Fact]
    public void A_clock_set_back_makes_nothing_older() => Assert.Equal(Now, DoseClock.EndOf(At(+3, "b", 99), null, Here));

    [Fact]
    public void A_second_clock_that_runs_wrong_makes_nothing_older()
    {
        Assert.Equal(Now.AddHours(-2), DoseClock.EndOf(At(-2, "b", 10), null, Here));
        Assert.Equal(Now, DoseClock.EndOf(At(-2, "b", 200), null, Here));
    }

    [Fact]
    public void An_end_in_the_future_counts_from_the_first_notice()
    {
        Assert.Equal(Now, DoseClock.EndOf(At(8_760, null, 0), null, Here));
        Assert.Equal(Now.AddHours(-3), DoseClock.EndOf(At(8_760, null, 0), Now.AddHours(-3), Here));
        Assert.Equal(Now, DoseClock.EndOf(At(8_760, null, 0), Now.AddHours(3), Here));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    public void When_the_clock_is_right_again_the_notice_is_forgotten(double ended) =>
        Assert.Equal(Now.AddHours(ended), DoseClock.EndOf(At(ended, null, 0), Now.AddHours(-200), Here));

    [Theory]
    [InlineData(-1, 99, null)]
    [InlineData(-1.016, 99, null)]
    [InlineData(-1.017, 99, 0.017)]
    [InlineData(-26, 99, 25.0)]
    [InlineData(3, 99, -4.0)]
    public void A_clock_that_was_moved_is_noticed_within_one_start_of_the_computer(double wall, double up, double? moved)
    {
        Assert.Equal(moved, DoseClock.Moved(At(wall, "b", up), Here)?.TotalHours is { } hours ? Math.Round(hours, 3) : null);
        Assert.Null(DoseClock.Moved(At(wall, "another", up), Here));
        Assert.Null(DoseClock.Moved(At(wall, null, up), Here with { Boot = null }));
    }

    [Theory]
    [InlineData(60, false)]
    [InlineData(61, true)]
    public void A_minute_is_corrected_and_more_is_moved(int seconds, bool moved)
    {
        var before = At(-1, "b", 99);

        Assert.Equal(moved, DoseClock.Moved(before with { Wall = before.Wall.AddSeconds(-seconds) }, Here) is not null);
        Assert.Equal(moved, DoseClock.Moved(before with { Wall = before.Wall.AddSeconds(seconds) }, Here) is not null);
    }

    private static ClockReading At(double hours, string? boot, double up) => new(Now.AddHours(hours), boot, TimeSpan.FromHours(up));
}
