using System.Text;
using System.Text.Json;

namespace MassagerControl.Devices.Json;

/// <summary>Where a text stops being JSON, and what stands there, in plain words.</summary>
internal static class JsonSyntax
{
    private const string Blanks = " \t\r\n";

    /// <param name="json">UTF-8.</param>
    public static string Problem(ReadOnlySpan<byte> json, JsonException error)
    {
        var (line, column) = ((int)(error.LineNumber ?? 0), (int)(error.BytePositionInLine ?? 0));
        return $"line {line + 1}, column {column + 1}: {Reason(json, Math.Min(json.Length, StartOf(json, line) + column))}";
    }

    private static string Reason(ReadOnlySpan<byte> json, int at)
    {
        if (json.Trim(" \t\r\n"u8).IsEmpty)
            return "there is nothing in it";
        if (IsTooDeep(json[..at]))
            return $"objects and arrays stand in each other beyond the depth of {JsonFileReader.MostDepth} that is allowed";
        if (json[at..].Trim(" \t\r\n"u8).IsEmpty)
            return "it ends too soon: an object, an array or a text is not closed";
        var before = Encoding.UTF8.GetString(json[..at]).TrimEnd(Blanks.ToCharArray());
        return (char)json[at] switch
        {
            '/' or '#' => "comments are not allowed",
            '\'' => "texts stand in double quotes",
            '}' or ']' when before.EndsWith(',') => "nothing follows the comma before it",
            < ' ' => "a text has a line break or another control character in it",
            _ => $"'{At(json[at..])}' does not belong there",
        };
    }

    private static int StartOf(ReadOnlySpan<byte> json, int line)
    {
        var start = 0;
        for (; line > 0 && json[start..].IndexOf((byte)'\n') is >= 0 and var end; line--)
            start += end + 1;
        return start;
    }

    /// <summary>As many as are allowed stand open already.</summary>
    private static bool IsTooDeep(ReadOnlySpan<byte> json)
    {
        var (depth, inText) = (0, false);
        for (var i = 0; i < json.Length; i++)
            if (inText && json[i] == '\\')
                i++;
            else if (json[i] == '"')
                inText = !inText;
            else if (!inText)
                depth += json[i] is (byte)'{' or (byte)'[' ? 1 : json[i] is (byte)'}' or (byte)']' ? -1 : 0;
        return depth >= JsonFileReader.MostDepth && !inText;
    }

    private static string At(ReadOnlySpan<byte> json) =>
        Rune.DecodeFromUtf8(json, out var rune, out _) == System.Buffers.OperationStatus.Done ? rune.ToString() : "?";
}
