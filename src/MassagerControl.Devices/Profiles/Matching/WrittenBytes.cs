using System.Collections.Immutable;
using System.Globalization;
using MassagerControl.Devices.Frames;
using MassagerControl.Devices.Json;

namespace MassagerControl.Devices.Profiles.Matching;

/// <summary>Bytes in JSON as different tools print them: pairs of hex digits, with or without spaces or 0x; a list of numbers; base64; a Python literal.</summary>
/// <remarks>What can be read as hex is hex.</remarks>
internal static class WrittenBytes
{
    private const int Most = 1650;

    public static ImmutableArray<byte> Read(JsonValueCursor value)
    {
        if (value.IsArray)
            return value.Array(item => (byte)item.Int(0, byte.MaxValue), 0, Most);
        // Home Assistant's diagnostics say what Python would.
        if (value.IsObject)
            return value.Object(member =>
            {
                member.Optional("__type");
                return Read(member.Required("repr"));
            });
        var text = value.String(0, 4 * Most);
        if (text.Length == 0)
            return [];
        if (Hexadecimal(text) is { } hex)
            return [.. hex];
        if (Literal(text) is { } literal)
            return [.. literal];
        if (Base64(text) is { } bytes)
            return [.. bytes];
        value.Error("is not hex: write bytes as pairs of digits, e.g. '03 01' (a list of numbers and base64 are understood too)");
        return [];
    }

    private static byte[]? Hexadecimal(string text)
    {
        var digits = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text[2..] : text;
        var spaced = digits.Contains(' ', StringComparison.Ordinal) ? digits : string.Join(' ', digits.Chunk(2).Select(pair => new string(pair)));
        return Hex.TryParse(spaced, out var bytes) ? bytes : null;
    }

    private static byte[]? Base64(string text)
    {
        var bytes = new byte[text.Length];
        return text.Length % 4 == 0 && Convert.TryFromBase64String(text, bytes, out var count) ? bytes[..count] : null;
    }

    /// <summary><c>b'\x10\x05a'</c>.</summary>
    internal static byte[]? Literal(string text)
    {
        if (text.Length < 3 || text[0] != 'b' || text[1] is not ('\'' or '"') || text[^1] != text[1])
            return null;
        var (inner, bytes) = (text[2..^1], new List<byte>());
        for (var at = 0; at < inner.Length; at++)
        {
            if (inner[at] is not '\\' and <= '\x7E' and >= ' ')
            {
                bytes.Add((byte)inner[at]);
                continue;
            }
            if (Escaped(inner.AsSpan(at)) is not { } escaped)
                return null;
            bytes.Add(escaped.Value);
            at += escaped.Length - 1;
        }
        return [.. bytes];
    }

    private static (byte Value, int Length)? Escaped(ReadOnlySpan<char> text) => text switch
    {
        ['\\', 'x', var high, var low, ..] when byte.TryParse([high, low], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) => (value, 4),
        ['\\', 't', ..] => ((byte)'\t', 2),
        ['\\', 'n', ..] => ((byte)'\n', 2),
        ['\\', 'r', ..] => ((byte)'\r', 2),
        ['\\', ('\\' or '\'' or '"') and var plain, ..] => ((byte)plain, 2),
        _ => null,
    };
}
