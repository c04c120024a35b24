using System.Diagnostics.CodeAnalysis;

namespace MassagerControl.Devices.Frames;

/// <summary>Bytes as people write them: <c>AA 20 20 00</c>.</summary>
public static class Hex
{
    /// <returns>Upper case, single spaces.</returns>
    public static string Format(ReadOnlySpan<byte> bytes) =>
        string.Join(' ', Convert.ToHexString(bytes).Chunk(2).Select(pair => new string(pair)));

    /// <summary>Reads pairs of hex digits with single spaces between bytes.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out byte[]? bytes)
    {
        var pairs = text.Split(' ');
        bytes = pairs.All(pair => pair.Length == 2 && pair.All(char.IsAsciiHexDigit)) ? Convert.FromHexString(string.Concat(pairs)) : null;
        return bytes is not null;
    }
}
