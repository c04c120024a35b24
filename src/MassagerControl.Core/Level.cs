using System.Globalization;

namespace MassagerControl.Core;

/// <summary>The device's own step: 0 is off, n of n is its highest.</summary>
public readonly record struct Level : IComparable<Level>
{
    /// <exception cref="ArgumentOutOfRangeException">Below 0.</exception>
    public Level(int number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        Number = number;
    }

    public static Level Off => default;

    public int Number { get; }

    public bool IsOff => Number == 0;

    public int CompareTo(Level other) => Number.CompareTo(other.Number);

    public override string ToString() => Number.ToString(CultureInfo.InvariantCulture);

    public static bool operator <(Level left, Level right) => left.Number < right.Number;

    public static bool operator >(Level left, Level right) => left.Number > right.Number;

    public static bool operator <=(Level left, Level right) => left.Number <= right.Number;

    public static bool operator >=(Level left, Level right) => left.Number >= right.Number;
}
