using System.Globalization;

namespace MassagerControl.Core;

/// <summary>How a person rates the discomfort, 1 (hardly anything) to 10 (the worst).</summary>
public readonly record struct Discomfort : IComparable<Discomfort>
{
    public const int Lowest = 1;
    public const int Highest = 10;

    /// <summary>From here on a rating is a warning sign: the session ends and the area is locked.</summary>
    public const int Extreme = 9;

    /// <summary>Too much: the output goes to 0 at once; a second one ends the session.</summary>
    public const int Severe = 8;

    private readonly int _aboveLowest;

    private Discomfort(int value) => _aboveLowest = value - Lowest;

    /// <value>1–10.</value>
    public int Value => _aboveLowest + Lowest;

    /// <summary>9 or 10.</summary>
    public bool IsExtreme => Value >= Extreme;

    /// <summary>8.</summary>
    public bool IsSevere => Value == Severe;

    /// <exception cref="ArgumentOutOfRangeException">Below 1 or above 10.</exception>
    public static Discomfort From(int value) =>
        value is >= Lowest and <= Highest
            ? new Discomfort(value)
            : throw new ArgumentOutOfRangeException(nameof(value), value, "A rating is a whole number from 1 to 10.");

    public int CompareTo(Discomfort other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    public static bool operator <(Discomfort left, Discomfort right) => left.Value < right.Value;

    public static bool operator >(Discomfort left, Discomfort right) => left.Value > right.Value;

    public static bool operator <=(Discomfort left, Discomfort right) => left.Value <= right.Value;

    public static bool operator >=(Discomfort left, Discomfort right) => left.Value >= right.Value;
}
