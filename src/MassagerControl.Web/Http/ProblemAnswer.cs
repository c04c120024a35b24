using MassagerControl.Core;
using MassagerControl.Devices.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace MassagerControl.Web.Http;

/// <summary>Answers that refuse, as problem details (RFC 9457).</summary>
internal static class ProblemAnswer
{
    public static Task ProblemAsync(this HttpContext http, int status, Phrase detail) => http.ProblemAsync(status, detail, []);

    /// <param name="reasons">Every reason, one line each.</param>
    public static Task ProblemAsync(this HttpContext http, int status, Phrase detail, IReadOnlyCollection<string> reasons)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/problem+json";
        return http.Response.WriteAsync(
            JsonText.Line(json =>
            {
                json.WriteStartObject();
                json.WriteString("type", "about:blank");
                json.WriteString("title", ReasonPhrases.GetReasonPhrase(status));
                json.WriteNumber("status", status);
                json.WriteString("detail", RequestLanguage.Of(http).Say(detail));
                json.List("reasons", reasons, json.WriteStringValue);
                json.WriteEndObject();
            }),
            http.RequestAborted);
    }
}
