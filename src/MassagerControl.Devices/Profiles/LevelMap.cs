using System.Collections.Immutable;
using MassagerControl.Core;

namespace MassagerControl.Devices.Profiles;

/// <summary>The numbers that a device uses for its levels; off is 0.</summary>
public sealed record LevelMap
{
    private readonly ImmutableArray<int> _raw;

    /// <param name="raw">For level 1 upwards; above 0 and rising.</param>
    /// <exception cref="ArgumentException">Empty, not rising, or not above 0.</exception>
    public LevelMap(ImmutableArray<int> raw)
    {
        if (raw.IsDefaultOrEmpty || raw[0] <= 0 || !raw.Skip(1).Zip(raw).All(pair => pair.First > pair.Second))
            throw new ArgumentException("Levels are above 0 and each is above the one before.", nameof(raw));
        (_raw, Scale) = (raw, new LevelScale(raw.Length));
    }

    public LevelScale Scale { get; }

    public int Highest => _raw[^1];

    /// <summary>Evenly spread from the lowest to the highest, rounded up, so that no level is weaker than its name.</summary>
    public static LevelMap Linear(int count, int lowest, int highest)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return new([.. Enumerable.Range(0, count).Select(Spread)]);

        int Spread(int index)
        {
            if (count == 1)
                return highest;
            var span = (long)(highest - lowest) * index;
            return (int)(lowest + (span + count - 2) / (count - 1));
        }
    }

    public int ToRaw(Level level) => level.IsOff ? 0 : _raw[level.Number - 1];

    /// <summary>The level that the device's number stands for exactly; null when it stands for none.</summary>
    public Level? Exact(long raw)
    {
        if (raw == 0)
            return Level.Off;
        var index = raw <= Highest ? _raw.BinarySearch((int)raw) : -1;
        return index >= 0 ? new Level(index + 1) : null;
    }

    /// <summary>The lowest level that is at least as strong as the device's number says; above all of them it is the highest.</summary>
    public Level AtLeast(long raw)
    {
        if (raw <= 0)
            return Level.Off;
        if (raw >= Highest)
            return new Level(Scale.Count);
        var index = _raw.BinarySearch((int)raw);
        return new Level((index >= 0 ? index : ~index) + 1);
    }

    public bool Equals(LevelMap? other) => other is not null && _raw.SequenceEqual(other._raw);

    public override int GetHashCode() => HashCode.Combine(_raw.Length, Highest);
}
