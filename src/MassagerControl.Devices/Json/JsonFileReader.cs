using System.Text;
using System.Text.Json;
using MassagerControl.Core;

namespace MassagerControl.Devices.Json;

/// <summary>Reads strict JSON files: no comments, no unknown or duplicate members, and all errors at once.</summary>
/// <remarks>Never throws for what a file contains, nor for a file that cannot be read: that is an error value too.</remarks>
public static class JsonFileReader
{
    /// <summary>Larger files are refused unread: the files of this program are a few kilobytes.</summary>
    public const int MostBytes = 1024 * 1024;

    /// <summary>Objects and arrays inside each other.</summary>
    public const int MostDepth = 32;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = MostDepth };
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="path">Where the file is; errors name it so.</param>
    /// <param name="build">Makes the value from the file's root object. A text member <c>$schema</c> is allowed there.</param>
    public static FileReading<T> Read<T>(string path, Func<JsonObjectCursor, T> build)
        where T : class
    {
        try
        {
            return Parse(path, BoundedFile.Read(path, MostBytes), build);
        }
        catch (Exception e) when (FileErrorText.IsFailure(e))
        {
            return Failed<T>(path, $"cannot be read: {FileErrorText.Of(e, path)}");
        }
    }

    /// <param name="file">The name that errors show.</param>
    /// <param name="json">UTF-8, with or without a byte order mark.</param>
    public static FileReading<T> Parse<T>(string file, ReadOnlyMemory<byte> json, Func<JsonObjectCursor, T> build)
        where T : class
    {
        if (json.Length > MostBytes)
            return Failed<T>(file, $"is larger than {MostBytes / 1024} KiB");
        if (json.Span.StartsWith(Encoding.UTF8.Preamble))
            json = json[Encoding.UTF8.Preamble.Length..];
        try
        {
            _ = Utf8.GetCharCount(json.Span);
            using var document = JsonDocument.Parse(json, Strict);
            return Build(file, document.RootElement, build);
        }
        catch (DecoderFallbackException)
        {
            return Failed<T>(file, "is not UTF-8 text");
        }
        catch (JsonException e)
        {
            return Failed<T>(file, Phrase.Verbatim(JsonSyntax.Problem(json.Span, e)));
        }
    }

    /// <inheritdoc cref="Parse{T}(string, ReadOnlyMemory{byte}, Func{JsonObjectCursor, T})"/>
    public static FileReading<T> Parse<T>(string file, string json, Func<JsonObjectCursor, T> build)
        where T : class => Parse(file, Encoding.UTF8.GetBytes(json), build);

    private static FileReading<T> Build<T>(string file, JsonElement root, Func<JsonObjectCursor, T> build)
        where T : class
    {
        var errors = new JsonErrors(file);
        var value = new JsonValueCursor(root, "$", errors).Object(cursor =>
        {
            cursor.Optional("$schema")?.String();
            return build(cursor);
        });
        return new(value, errors.ToImmutable());
    }

    private static FileReading<T> Failed<T>(string file, Phrase reason)
        where T : class
    {
        var errors = new JsonErrors(file);
        errors.Add("$", reason);
        return new(null, errors.ToImmutable());
    }
}
