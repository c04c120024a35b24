namespace MassagerControl.Core;

/// <summary>A device with n levels: intensity k/n belongs to level k. All stepping is done in level numbers.</summary>
public sealed record LevelScale
{
    public const int MostLevels = 65_535;

    // A percentage written with two decimals names the level whose own two decimals it shows: 33.33 % is level 1 of 3.
    private const double WrittenPrecision = 0.005;

    /// <param name="count">1–65,535 levels above off.</param>
    public LevelScale(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MostLevels);
        Count = count;
    }

    public int Count { get; }

    /// <summary>The lowest intensity that turns the motor.</summary>
    public Intensity Lowest => IntensityOf(new Level(1));

    /// <summary>One step up: 10 points or one level, whichever is more, and never above 10 points unless a level is.</summary>
    public int StepUp => Math.Max(1, Count / 10);

    /// <summary>One step down: at least 10 points.</summary>
    public int StepDown => Math.Max(1, (Count + 9) / 10);

    /// <exception cref="ArgumentOutOfRangeException">The device has no such level.</exception>
    public Intensity IntensityOf(Level level)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(level.Number, Count, nameof(level));
        return Intensity.FromPercent(100.0 * level.Number / Count);
    }

    /// <summary>The highest level that does not exceed the intensity.</summary>
    public Level Floor(Intensity intensity)
    {
        var tolerance = Math.Min(WrittenPrecision * Count / 100, 0.25);
        var number = (int)Math.Floor(intensity.Percent * Count / 100 + tolerance);
        return new Level(Math.Min(number, Count));
    }

    /// <summary>The level one step up, at most the highest.</summary>
    public Level Above(Level level) => new(Math.Min(Count, level.Number + StepUp));

    /// <summary>The level one step down, at least off.</summary>
    public Level Below(Level level) => new(Math.Max(0, level.Number - StepDown));
}
