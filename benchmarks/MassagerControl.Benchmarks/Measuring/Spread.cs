using System.Globalization;

namespace MassagerControl.Benchmarks.Measuring;

/// <summary>Samples in order: nearest-rank percentiles, nothing interpolated.</summary>
internal sealed class Spread
{
    private readonly double[] _sorted;

    /// <param name="samples">At least one.</param>
    public Spread(IEnumerable<double> samples)
    {
        _sorted = [.. samples.Order()];
        ArgumentOutOfRangeException.ThrowIfZero(_sorted.Length, nameof(samples));
    }

    public int Count => _sorted.Length;

    public double Least => _sorted[0];

    public double Median => At(50);

    public double Most => _sorted[^1];

    /// <param name="percent">Above 0, up to 100.</param>
    public double At(double percent) => _sorted[Math.Clamp((int)Math.Ceiling(percent / 100 * Count) - 1, 0, Count - 1)];

    /// <returns>Median and range, e.g. <c>1200 (1100–1250)</c>.</returns>
    public string Text(string format) => $"{Format(Median, format)} ({Format(Least, format)}–{Format(Most, format)})";

    /// <returns>Median, p99 and p99.9 (each only where there are enough samples to tell it from the greatest), the greatest and the least.</returns>
    public string Tail(string format) =>
        $"median {Format(Median, format)}, p99 {Known(99, format)}, p99.9 {Known(99.9, format)}, max {Format(Most, format)}, least {Format(Least, format)}, n {Count}";

    private string Known(double percent, string format) => Count * (100 - percent) >= 100 ? Format(At(percent), format) : "–";

    private static string Format(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
