using System.Collections.Immutable;
using MassagerControl.Core;

namespace MassagerControl.Devices.Profiles;

/// <summary>The numbers that a device uses for its levels and for off.</summary>
public sealed record LevelMap
{
    private readonly ImmutableArray<int> _raw;
    private readonly Order _order;

    /// <param name="raw">For level 1 upwards; above 0 and rising. Off is 0.</param>
    /// <exception cref="ArgumentException">Empty, not rising, or not above 0.</exception>
    public LevelMap(ImmutableArray<int> raw)
        : this(raw, 0)
    {
        if (raw[0] <= 0 || _order != Order.Rising)
            throw new ArgumentException("Levels are above 0 and each is above the one before.", nameof(raw));
    }

    private LevelMap(ImmutableArray<int> raw, int off)
    {
        if (raw.IsDefaultOrEmpty)
            throw new ArgumentException("There is at least one level.", nameof(raw));
        (_raw, _order, Off, Scale) = (raw, OrderOf(raw), off, new LevelScale(raw.Length));
        Highest = Math.Max(off, raw.Max());
    }

    private enum Order
    {
        Rising,
        Falling,
        None,
    }

    public LevelScale Scale { get; }

    /// <summary>The device's number for off.</summary>
    public int Off { get; }

    /// <summary>The highest number that the device is ever told.</summary>
    public int Highest { get; }

    /// <summary>Evenly spread from the lowest to the highest, rounded up, so that no level is weaker than its name.</summary>
    public static LevelMap Linear(int count, int lowest, int highest)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return new(Spread(count, lowest, highest));
    }

    /// <summary>Numbers in any order, e.g. opcodes, bit masks or an inverted scale.</summary>
    /// <param name="raw">For level 1 upwards; all different.</param>
    /// <param name="off">None of those.</param>
    /// <exception cref="ArgumentException">Empty, below 0, or not all different.</exception>
    public static LevelMap Coded(ImmutableArray<int> raw, int off)
    {
        if (!raw.IsDefault && (off < 0 || raw.Any(code => code < 0) || raw.Append(off).Distinct().Count() != raw.Length + 1))
            throw new ArgumentException("The numbers of the levels and of off are 0 or more and all different.", nameof(raw));
        return new(raw, off);
    }

    public int ToRaw(Level level) => level.IsOff ? Off : _raw[level.Number - 1];

    /// <summary>The level that the device's number stands for exactly; null when it stands for none.</summary>
    public Level? Exact(long raw)
    {
        if (raw == Off)
            return Level.Off;
        if (raw < 0 || raw > Highest)
            return null;
        var index = _order == Order.Rising ? _raw.BinarySearch((int)raw) : _raw.IndexOf((int)raw);
        return index >= 0 ? new Level(index + 1) : null;
    }

    /// <summary>The lowest level that is at least as strong as the device's number says; above all of them, or unknown, it is the highest.</summary>
    public Level AtLeast(long raw)
    {
        if (raw == Off || (raw <= 0 && Off == 0))
            return Level.Off;
        return new Level(FirstFrom(raw) + 1);
    }

    public bool Equals(LevelMap? other) => other is not null && Off == other.Off && _raw.SequenceEqual(other._raw);

    public override int GetHashCode() => HashCode.Combine(_raw.Length, Highest, Off);

    internal static ImmutableArray<int> Spread(int count, int lowest, int highest)
    {
        return [.. Enumerable.Range(0, count).Select(At)];

        int At(int index)
        {
            if (count == 1)
                return highest;
            var span = (long)(highest - lowest) * index;
            return (int)(lowest + (span + count - 2) / (count - 1));
        }
    }

    /// <remarks>Where the levels are in order it can be searched for by halves.</remarks>
    private int FirstFrom(long raw)
    {
        if (_order == Order.None)
            return raw >= 0 && raw <= Highest && _raw.IndexOf((int)raw) is >= 0 and var at ? at : _raw.Length - 1;
        var (low, high) = (0, _raw.Length - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_order == Order.Rising ? _raw[middle] >= raw : _raw[middle] <= raw)
                high = middle;
            else
                low = middle + 1;
        }
        return low;
    }

    private static Order OrderOf(ImmutableArray<int> raw)
    {
        var pairs = raw.Skip(1).Zip(raw, (next, before) => next.CompareTo(before)).ToArray();
        if (pairs.All(order => order > 0))
            return Order.Rising;
        return pairs.All(order => order < 0) ? Order.Falling : Order.None;
    }
}
