using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace MassagerControl.Devices.Frames;

/// <summary>Bytes as people write them: <c>AA 20 20 00</c>.</summary>
public static class Hex
{
    /// <returns>Upper case, single spaces.</returns>
    public static string Format(ReadOnlySpan<byte> bytes) => string.Create(Math.Max(0, 3 * bytes.Length - 1), bytes, static (text, bytes) =>
    {
        text.Fill(' ');
        for (var i = 0; i < bytes.Length; i++)
            bytes[i].TryFormat(text[(3 * i)..], out _, "X2", CultureInfo.InvariantCulture);
    });

    /// <summary>Reads pairs of hex digits with single spaces between bytes.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out byte[]? bytes)
    {
        var pairs = text.Split(' ');
        bytes = pairs.All(pair => pair.Length == 2 && pair.All(char.IsAsciiHexDigit)) ? Convert.FromHexString(string.Concat(pairs)) : null;
        return bytes is not null;
    }
}
