using FsCheck;
using FsCheck.Fluent;
using MassagerControl.Core;

namespace MassagerControl.Tests.Core;

/// <summary>What the value types refuse, and their order.</summary>
public sealed class ValueTypesTests
{
    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(-0.0001)]
    [InlineData(100.0001)]
    public void An_intensity_refuses_what_is_no_percentage(double percent)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Intensity.FromPercent(percent));
        Assert.False(Intensity.TryFromPercent(percent, out var intensity));
        Assert.Equal(Intensity.Zero, intensity);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(100)]
    public void An_intensity_holds_its_percentage(double percent)
    {
        Assert.True(Intensity.TryFromPercent(percent, out var intensity));
        Assert.Equal(percent, intensity.Percent);
        Assert.Equal(percent, Intensity.FromPercent(percent).Percent);
        Assert.Equal(percent == 0, intensity.IsZero);
    }

    [Theory]
    [InlineData(-0.01)]
    [InlineData(1.01)]
    [InlineData(double.NaN)]
    public void A_share_lies_between_0_and_1(double fraction) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Intensity.Full.Scale(fraction));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.7, 42)]
    [InlineData(1, 60)]
    public void A_share_of_an_intensity_is_its_product(double fraction, double percent) =>
        Assert.Equal(percent, Intensity.FromPercent(60).Scale(fraction).Percent, 1e-9);

    [Fact]
    public void Intensities_levels_and_ratings_are_ordered_by_their_numbers()
    {
        var pairs = from left in Gen.Choose(1, 10) from right in Gen.Choose(1, 10) select (left, right);

        Prop.ForAll(pairs.ToArbitrary(), pair => IsOrdered(pair.left, pair.right)).QuickCheckThrowOnFailure();
        Assert.All(Enumerable.Range(1, 10), n => Assert.True(IsOrdered(n, n) && IsOrdered(n, 1) && IsOrdered(1, n)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(11)]
    [InlineData(-1)]
    public void A_rating_is_1_to_10(int value) => Assert.Throws<ArgumentOutOfRangeException>(() => Discomfort.From(value));

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    public void A_rating_holds_its_value(int value) => Assert.Equal(value, Discomfort.From(value).Value);

    [Fact]
    public void The_default_rating_is_the_lowest() => Assert.Equal(Discomfort.Lowest, default(Discomfort).Value);

    [Fact]
    public void A_level_is_never_negative()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Level(-1));
        Assert.True(new Level(0).IsOff);
        Assert.False(new Level(1).IsOff);
        Assert.Equal(Level.Off, new Level(0));
    }

    [Theory]
    [InlineData(1, 7, true)]
    [InlineData(7, 7, true)]
    [InlineData(5, 7, true)]
    [InlineData(5, 8, false)]
    [InlineData(8, 8, false)]
    [InlineData(6, 5, false)]
    public void A_band_lies_within_1_to_7(int low, int high, bool valid)
    {
        var (from, to) = (Discomfort.From(low), Discomfort.From(high));
        if (!valid)
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => new RatingBand(from, to));
            return;
        }
        var band = new RatingBand(from, to);
        Assert.Equal((from, to), (band.Low, band.High));
        Assert.Equal($"{low}–{high}", band.ToString());
    }

    [Fact]
    public void Numbers_are_written_the_same_in_every_culture()
    {
        Assert.Equal("33.33 %", Intensity.FromPercent(100.0 / 3).ToString());
        Assert.Equal("7", Discomfort.From(7).ToString());
        Assert.Equal("3", new Level(3).ToString());
    }

    private static bool IsOrdered(int left, int right)
    {
        var (a, b) = (Intensity.FromPercent(left), Intensity.FromPercent(right));
        var (c, d) = (new Level(left), new Level(right));
        var (e, f) = (Discomfort.From(left), Discomfort.From(right));
        var sign = left.CompareTo(right);
        return a < b == left < right && a > b == left > right && a <= b == left <= right && a >= b == left >= right && a.CompareTo(b) == sign
            && c < d == left < right && c > d == left > right && c <= d == left <= right && c >= d == left >= right && c.CompareTo(d) == sign
            && e < f == left < right && e > f == left > right && e <= f == left <= right && e >= f == left >= right && e.CompareTo(f) == sign
            && Intensity.Min(a, b).Percent == Math.Min(left, right) && Intensity.Max(a, b).Percent == Math.Max(left, right);
    }
}
