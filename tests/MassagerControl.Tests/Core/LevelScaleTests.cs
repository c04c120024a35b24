using FsCheck;
using FsCheck.Fluent;
using MassagerControl.Core;

namespace MassagerControl.Tests.Core;

public sealed class LevelScaleTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(65_536)]
    public void A_scale_has_1_to_65535_levels(int count) => Assert.Throws<ArgumentOutOfRangeException>(() => new LevelScale(count));

    [Theory]
    [InlineData(1)]
    [InlineData(65_535)]
    public void The_ends_are_allowed(int count)
    {
        var scale = new LevelScale(count);

        Assert.Equal(count, scale.Count);
        Assert.Equal(new Level(count), scale.Floor(Intensity.Full));
        Assert.Equal(Level.Off, scale.Floor(Intensity.Zero));
        Assert.Equal(Intensity.Full, scale.IntensityOf(new Level(count)));
    }

    [Fact]
    public void A_level_that_the_device_has_not_has_no_intensity() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new LevelScale(3).IntensityOf(new Level(4)));

    /// <summary>One step = max(10 points, one level): a step up is the most that fits, a step down the least that reaches it.</summary>
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(3, 1, 1)]
    [InlineData(10, 1, 1)]
    [InlineData(11, 1, 2)]
    [InlineData(19, 1, 2)]
    [InlineData(20, 2, 2)]
    [InlineData(21, 2, 3)]
    [InlineData(100, 10, 10)]
    [InlineData(255, 25, 26)]
    public void A_step_is_ten_points_or_one_level(int count, int up, int down)
    {
        var scale = new LevelScale(count);

        Assert.Equal((up, down), (scale.StepUp, scale.StepDown));
    }

    [Theory]
    [InlineData(5, 25, 1)]
    [InlineData(5, 20, 1)]
    [InlineData(5, 19.99, 0)]
    [InlineData(3, 33.33, 1)]
    [InlineData(3, 33.32, 0)]
    [InlineData(3, 66.67, 2)]
    [InlineData(3, 66.65, 1)]
    [InlineData(3, 99.99, 2)]
    [InlineData(65_535, 50, 32_767)]
    public void An_intensity_is_rounded_down_to_a_level(int count, double percent, int level) =>
        Assert.Equal(new Level(level), new LevelScale(count).Floor(Intensity.FromPercent(percent)));

    [Fact]
    public void Two_steps_of_a_third_reach_level_two_of_three()
    {
        var scale = new LevelScale(3);

        Assert.Equal(new Level(2), scale.Above(scale.Above(Level.Off)));
        Assert.Equal(33.33, scale.Lowest.Percent, 0.01);
    }

    [Theory]
    [InlineData(20, 0, 2, 0)]
    [InlineData(20, 1, 3, 0)]
    [InlineData(20, 3, 5, 1)]
    [InlineData(20, 19, 20, 17)]
    [InlineData(20, 20, 20, 18)]
    [InlineData(5, 1, 2, 0)]
    public void Steps_stay_on_the_scale(int count, int from, int above, int below)
    {
        var scale = new LevelScale(count);

        Assert.Equal(new Level(above), scale.Above(new Level(from)));
        Assert.Equal(new Level(below), scale.Below(new Level(from)));
    }

    [Fact]
    public void Every_level_survives_its_own_intensity_also_written_with_two_decimals()
    {
        var levels = from count in Gen.Choose(1, LevelScale.MostLevels) from number in Gen.Choose(0, count) select (count, number);

        Prop.ForAll(levels.ToArbitrary(), level =>
        {
            var scale = new LevelScale(level.count);
            var exact = scale.IntensityOf(new Level(level.number));
            var written = Intensity.FromPercent(Math.Round(exact.Percent, 2));
            return scale.Floor(exact).Number == level.number && (level.count > 100 || scale.Floor(written).Number == level.number);
        }).QuickCheckThrowOnFailure();
    }
}
