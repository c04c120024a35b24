namespace MassagerControl.App.Cli;

/// <summary>Bytes as people give them to a command: <c>5A 01</c>, <c>5a01</c>, <c>5a:01</c>, <c>0x5A01</c>.</summary>
internal static class HexArguments
{
    private const int PairDigits = 2;

    /// <returns>Null when it is no whole number of bytes, or none.</returns>
    public static byte[]? Bytes(string text)
    {
        var digits = text.Trim();
        digits = digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? digits[PairDigits..] : digits;
        var pairs = digits.Split([' ', ':', '-', ',', '\t'], StringSplitOptions.RemoveEmptyEntries);
        return pairs.Length > 0 && pairs.All(pair => pair.Length % PairDigits == 0 && pair.All(char.IsAsciiHexDigit)) ? Convert.FromHexString(string.Concat(pairs)) : null;
    }

    /// <summary>When every argument is one byte they are one frame, as when somebody forgets the quotes; else each is a frame.</summary>
    /// <exception cref="ArgumentException">One of them is no bytes.</exception>
    public static IEnumerable<byte[]> Frames(string[] arguments)
    {
        var parts = arguments.Select(text => Bytes(text) ?? throw new ArgumentException(text)).ToArray();
        return parts.All(part => part.Length == 1) ? [[.. parts.SelectMany(part => part)]] : parts;
    }
}
