using MassagerControl.Clinic.Storage;
using MassagerControl.Tests.Web;

namespace MassagerControl.Tests.Clinic.Storage;

/// <summary>The clock of a silo beside the database's.</summary>
public sealed class ClinicClockTests
{
    private readonly ShiftedTime _time = new();
    private int _doubted;

    private ClinicClock Clock { get; }

    public ClinicClockTests()
    {
        Clock = new(_time);
        Clock.Doubted += () => _doubted++;
    }

    [Fact]
    public void One_that_is_compared_with_nothing_is_trusted() => Assert.Null(Clock.Doubt);

    [Theory]
    [InlineData(1.9, null)]
    [InlineData(-1.9, null)]
    [InlineData(7, "the clinic's clock is 7 s ahead of its database's: nothing is granted until it is right")]
    [InlineData(-3600, "the clinic's clock is 3600 s behind its database's: nothing is granted until it is right")]
    public void More_than_two_seconds_either_way_are_said(double ahead, string? why)
    {
        Clock.Compared(TimeSpan.FromSeconds(ahead));

        Assert.Equal(why, Clock.Doubt?.Text);
        Assert.Equal(why is null ? 0 : 1, _doubted);
    }

    [Theory]
    [InlineData(-10)]
    [InlineData(10)]
    public void A_jump_shows_at_once_and_time_that_goes_by_does_not(int seconds)
    {
        Clock.Compared(TimeSpan.Zero);
        _time.Pass(TimeSpan.FromHours(5));
        Assert.Null(Clock.Doubt);

        _time.SetWallClock(TimeSpan.FromSeconds(seconds));
        Assert.Equal(seconds, Clock.Ahead.TotalSeconds, 0.5);
        Assert.NotNull(Clock.Doubt);
        Clock.Compared(TimeSpan.Zero);
        Assert.Null(Clock.Doubt);
    }

    [Fact]
    public void One_that_is_behind_writes_what_the_database_would()
    {
        Clock.Compared(TimeSpan.FromHours(-3));
        Assert.Equal(_time.GetUtcNow().AddHours(3), Clock.Now, TimeSpan.FromSeconds(5));

        Clock.Compared(TimeSpan.FromHours(3));
        Assert.Equal(_time.GetUtcNow(), Clock.Now, TimeSpan.FromSeconds(5));
    }
}
