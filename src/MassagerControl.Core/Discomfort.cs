using System.Globalization;

namespace MassagerControl.Core;

/// <summary>How a person rates the discomfort, 1 (hardly anything) to 10 (the worst).</summary>
public readonly record struct Discomfort : IComparable<Discomfort>
{
    public const int Lowest = 1;
    public const int Highest = 10;

    private readonly int _aboveLowest;

    private Discomfort(int value) => _aboveLowest = value - Lowest;

    /// <value>1–10.</value>
    public int Value => _aboveLowest + Lowest;

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
