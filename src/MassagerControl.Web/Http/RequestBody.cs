using System.Collections.Immutable;
using MassagerControl.Devices.Json;
using Microsoft.AspNetCore.Http;

namespace MassagerControl.Web.Http;

/// <summary>Reads the JSON of a request, or gives every reason why it is none.</summary>
internal static class RequestBody
{
    /// <summary>In bytes; far more than any request needs.</summary>
    public const int Most = 64 * 1024;

    private const string Name = "body";

    /// <param name="build">Takes the object; an empty body counts as an object without members.</param>
    /// <returns>Null and the reasons where it is no such object.</returns>
    public static Task<(T? Value, ImmutableArray<string> Reasons)> ReadAsync<T>(HttpContext http, Func<JsonObjectCursor, T> build)
        where T : class => ReadAsync(http, build, http.RequestAborted);

    /// <inheritdoc cref="ReadAsync{T}(HttpContext, Func{JsonObjectCursor, T})"/>
    public static async Task<(T? Value, ImmutableArray<string> Reasons)> ReadAsync<T>(HttpContext http, Func<JsonObjectCursor, T> build, CancellationToken cancellation)
        where T : class
    {
        if (await BytesAsync(http, cancellation).ConfigureAwait(false) is not { } bytes)
            return (null, [$"{Name}: it is larger than {Most} bytes"]);
        return Parse(bytes.Length == 0 ? "{}"u8.ToArray() : bytes, build);
    }

    public static (T? Value, ImmutableArray<string> Reasons) Parse<T>(ReadOnlyMemory<byte> json, Func<JsonObjectCursor, T> build)
        where T : class
    {
        var reading = JsonFileReader.Parse(Name, json, build);
        return (reading.Value, [.. reading.Errors.Select(error => error.ToString())]);
    }

    private static async Task<byte[]?> BytesAsync(HttpContext http, CancellationToken cancellation)
    {
        var body = new MemoryStream();
        var part = new byte[4096];
        int count;
        while ((count = await http.Request.Body.ReadAsync(part, cancellation).ConfigureAwait(false)) > 0)
        {
            body.Write(part, 0, count);
            if (body.Length > Most)
                return null;
        }
        return body.ToArray();
    }
}
