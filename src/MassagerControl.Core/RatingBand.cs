namespace MassagerControl.Core;

/// <summary>The ratings a program aims for, both ends included. A rating of 8 or more is never inside a band.</summary>
public sealed record RatingBand
{
    /// <param name="low">1–7.</param>
    /// <param name="high">From <paramref name="low"/> to 7: 8 and above are severe (Boonstra 2016) and stop the motor.</param>
    /// <exception cref="ArgumentOutOfRangeException">The band is empty or reaches 8.</exception>
    public RatingBand(Discomfort low, Discomfort high)
    {
        if (high.Value > 7 || low > high)
            throw new ArgumentOutOfRangeException(nameof(high), high, "A band lies within 1–7 and its low end is not above its high end.");
        (Low, High) = (low, high);
    }

    public Discomfort Low { get; }

    public Discomfort High { get; }

    public override string ToString() => $"{Low}–{High}";
}
