using System.Text.Json;
using MassagerControl.Devices.Json;
using Microsoft.AspNetCore.Http;

namespace MassagerControl.Web.Http;

/// <summary>Answers in JSON.</summary>
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
}
