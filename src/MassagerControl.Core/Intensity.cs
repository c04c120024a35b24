using System.Globalization;

namespace MassagerControl.Core;

/// <summary>How strongly a massager works, from 0 % (motor off) to 100 % (its highest level).</summary>
/// <remarks>Cannot hold NaN, infinity or a value outside 0–100. The default value is <see cref="Zero"/>.</remarks>
public readonly record struct Intensity : IComparable<Intensity>, IFormattable
{
    private Intensity(double percent) => Percent = percent;

    public static Intensity Zero => default;

    public static Intensity Full => new(100);

    /// <value>0–100, in percent of the device's highest level.</value>
    public double Percent { get; }

    public bool IsZero => Percent == 0;

    /// <exception cref="ArgumentOutOfRangeException">NaN, infinite, below 0 or above 100.</exception>
    public static Intensity FromPercent(double percent) =>
        TryFromPercent(percent, out var intensity)
            ? intensity
            : throw new ArgumentOutOfRangeException(nameof(percent), percent, "An intensity is a number from 0 to 100 %.");

    public static bool TryFromPercent(double percent, out Intensity intensity)
    {
        var valid = percent is >= 0 and <= 100;
        intensity = valid ? new Intensity(percent) : default;
        return valid;
    }

    public static Intensity Min(Intensity left, Intensity right) => left <= right ? left : right;

    public static Intensity Max(Intensity left, Intensity right) => left >= right ? left : right;

    /// <summary>The given share of this intensity.</summary>
    /// <param name="fraction">From 0 to 1.</param>
    public Intensity Scale(double fraction) =>
        fraction is >= 0 and <= 1
            ? new Intensity(Percent * fraction)
            : throw new ArgumentOutOfRangeException(nameof(fraction), fraction, "A share is a number from 0 to 1.");

    public int CompareTo(Intensity other) => Percent.CompareTo(other.Percent);

    public override string ToString() => ToString(null, CultureInfo.InvariantCulture);

    /// <returns>E.g. <c>33.33 %</c>, or <c>33,33 %</c> where the language has a decimal comma.</returns>
    /// <param name="format">Of the number; null for two decimals at most.</param>
    public string ToString(string? format, IFormatProvider? formatProvider) => $"{Percent.ToString(format ?? "0.##", formatProvider)} %";

    public static bool operator <(Intensity left, Intensity right) => left.Percent < right.Percent;

    public static bool operator >(Intensity left, Intensity right) => left.Percent > right.Percent;

    public static bool operator <=(Intensity left, Intensity right) => left.Percent <= right.Percent;

    public static bool operator >=(Intensity left, Intensity right) => left.Percent >= right.Percent;
}
