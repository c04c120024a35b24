using System.Collections.Immutable;

namespace MassagerControl.Devices.Frames;

/// <summary>A checksum by its name in profiles.</summary>
public sealed class ChecksumAlgorithm
{
    private readonly Func<ReadOnlySpan<byte>, uint> _sum;

    private ChecksumAlgorithm(string name, int width, Func<ReadOnlySpan<byte>, uint> sum) => (Name, Width, _sum) = (name, width, sum);

    public static ImmutableArray<ChecksumAlgorithm> All { get; } =
    [
        new("sum8", 1, Sum),
        new("xor8", 1, Xor),
    ];

    public string Name { get; }

    /// <summary>Bytes.</summary>
    public int Width { get; }

    internal byte[] Compute(ReadOnlySpan<byte> covered) => [(byte)_sum(covered)];

    private static uint Sum(ReadOnlySpan<byte> covered)
    {
        uint sum = 0;
        foreach (var value in covered)
            sum = (sum + value) & 0xFF;
        return sum;
    }

    private static uint Xor(ReadOnlySpan<byte> covered)
    {
        uint sum = 0;
        foreach (var value in covered)
            sum ^= value;
        return sum;
    }
}
