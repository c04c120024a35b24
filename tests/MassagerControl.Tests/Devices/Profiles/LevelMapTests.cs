using MassagerControl.Devices.Profiles;

namespace MassagerControl.Tests.Devices.Profiles;

public sealed class LevelMapTests
{
    private static readonly LevelMap Wave = new([1920, 2520, 3120]);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(1920, 1)]
    [InlineData(1921, 2)]
    [InlineData(2520, 2)]
    [InlineData(3120, 3)]
    [InlineData(4_000_000_000, 3)]
    public void A_number_of_the_device_counts_as_the_level_that_is_at_least_as_strong(long raw, int level) =>
        Assert.Equal(level, Wave.AtLeast(raw).Number);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(2520, 2)]
    [InlineData(2521, null)]
    [InlineData(65_535, null)]
    [InlineData(4_000_000_000, null)]
    public void Only_the_numbers_of_the_table_are_levels(long raw, int? level) => Assert.Equal(level, Wave.Exact(raw)?.Number);

    [Fact]
    public void Levels_that_do_not_rise_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new LevelMap([2, 2]));
        Assert.Throws<ArgumentException>(() => new LevelMap([0, 2]));
        Assert.Throws<ArgumentException>(() => new LevelMap([]));
    }
}
