using System.Text.Json;
using MassagerControl.Devices.Json;
using Microsoft.AspNetCore.Http;

namespace MassagerControl.Web.Http;

/// <summary>Answers in JSON, and in the one other form that a person takes along.</summary>
internal static class JsonAnswer
{
    public static Task JsonAsync(this HttpContext http, Action<Utf8JsonWriter> write, int status = StatusCodes.Status200OK) =>
        http.JsonAsync(JsonText.Line(write), status);

    public static Task JsonAsync(this HttpContext http, string json, int status = StatusCodes.Status200OK)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json; charset=utf-8";
        return http.Response.WriteAsync(json, http.RequestAborted);
    }

    public static Task CsvAsync(this HttpContext http, string csv)
    {
        http.Response.ContentType = "text/csv; charset=utf-8";
        return http.Response.WriteAsync(csv, http.RequestAborted);
    }
}
