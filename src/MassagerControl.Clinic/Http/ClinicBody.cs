using MassagerControl.Devices.Json;
using Microsoft.AspNetCore.Http;

namespace MassagerControl.Clinic.Http;

/// <summary>Reads the JSON of a request strictly.</summary>
internal static class ClinicBody
{
    /// <summary>In bytes; far more than any request needs.</summary>
    public const int Most = 64 * 1024;

    /// <returns>Null where it cannot be read; then every reason was answered.</returns>
    public static async Task<T?> ReadAsync<T>(HttpContext http, Func<JsonObjectCursor, T> build)
        where T : class
    {
        var reading = JsonFileReader.Parse("body", await BytesAsync(http).ConfigureAwait(false), build);
        if (reading.Value is { } value)
            return value;
        await http.ProblemAsync(StatusCodes.Status400BadRequest, "the request cannot be read", [.. reading.Errors.Select(error => error.ToString())]).ConfigureAwait(false);
        return null;
    }

    public static async Task<byte[]> BytesAsync(HttpContext http)
    {
        var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted).ConfigureAwait(false);
        return body.Length == 0 ? "{}"u8.ToArray() : body.ToArray();
    }
}
