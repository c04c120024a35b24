namespace MassagerControl.Chaos.Generation;

/// <summary>Chance, the same for the same seed and number.</summary>
internal sealed class Dice(int seed, int number)
{
    private readonly Random _random = new(unchecked((seed * 1_000_003) ^ (number * 7919)));

    /// <summary>From the first to the last, both included.</summary>
    public int Whole(int first, int last) => _random.Next(first, last + 1);

    /// <summary>In whole milliseconds.</summary>
    public double Seconds(double least, double most) => Math.Round(least + _random.NextDouble() * (most - least), 3);

    public bool OneIn(int count) => _random.Next(count) == 0;

    public T Pick<T>(params IReadOnlyList<T> from) => from[_random.Next(from.Count)];
}
