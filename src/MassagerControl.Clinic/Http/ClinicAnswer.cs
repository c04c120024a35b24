using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using MassagerControl.Clinic.Ledgers;
using MassagerControl.Core;
using MassagerControl.Devices.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace MassagerControl.Clinic.Http;

/// <summary>Answers: JSON, or problem details (RFC 9457) with every reason.</summary>
internal static class ClinicAnswer
{
    public static Task JsonAsync(this HttpContext http, Action<Utf8JsonWriter> write, int status = StatusCodes.Status200OK)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json; charset=utf-8";
        return http.WholeAsync(write);
    }

    public static Task ProblemAsync(this HttpContext http, int status, string detail) => http.ProblemAsync(status, detail, []);

    /// <summary>With its one reason as a phrase, for whoever says it in another language.</summary>
    public static Task ProblemAsync(this HttpContext http, int status, Phrase reason) =>
        http.ProblemAsync(status, reason.Text, [reason.Text], null, [PhraseJson.Text(reason)]);

    /// <param name="phrases">The same reasons as <see cref="PhraseJson"/>.</param>
    public static Task ProblemAsync(
        this HttpContext http, int status, string detail, ImmutableArray<string> reasons, DateTimeOffset? next = null, ImmutableArray<string> phrases = default)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/problem+json";
        return http.WholeAsync(json =>
        {
            json.WriteStartObject();
            json.WriteString("type", "about:blank");
            json.WriteString("title", ReasonPhrases.GetReasonPhrase(status));
            json.WriteNumber("status", status);
            json.WriteString("detail", detail);
            json.List("reasons", reasons, json.WriteStringValue);
            if (!phrases.IsDefaultOrEmpty)
                json.List("phrases", phrases, phrase => json.WriteRawValue(phrase));
            if (next is { } moment)
                json.WriteString("nextPossible", moment.UtcDateTime);
            json.WriteEndObject();
        });
    }

    /// <summary>With its length: what is still done after the answer, such as writing an act down, keeps nobody waiting.</summary>
    private static async Task WholeAsync(this HttpContext http, Action<Utf8JsonWriter> write)
    {
        var body = Encoding.UTF8.GetBytes(JsonText.Line(write));
        http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(body, http.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>What a ledger said.</summary>
    public static Task LedgerAsync(this HttpContext http, LedgerAnswer answer) => answer switch
    {
        Granted granted => http.JsonAsync(json =>
        {
            json.WriteStartObject();
            json.Seconds("seconds", granted.Press);
            json.WriteString("until", granted.Until.UtcDateTime);
            json.WriteEndObject();
        }),
        Counted counted => http.JsonAsync(json =>
        {
            json.WriteStartObject();
            json.Seconds("seconds", counted.Press);
            json.Seconds("over", counted.Over);
            json.WriteEndObject();
        }),
        Forgotten => http.JsonAsync(json =>
        {
            json.WriteStartObject();
            json.WriteBoolean("deleted", true);
            json.WriteEndObject();
        }),
        Deferred deferred => http.ProblemAsync(StatusCodes.Status503ServiceUnavailable, "the clinic cannot say this now; nothing was changed", [deferred.Reason], null, deferred.Phrase is { } phrase ? [phrase] : []),
        Refused { Contradicts: true } refused => http.ProblemAsync(StatusCodes.Status422UnprocessableEntity, "this contradicts the ledger; nothing was changed", refused.Reasons, null, refused.Phrases),
        Refused refused => http.ProblemAsync(StatusCodes.Status409Conflict, "the limits do not allow this now", refused.Reasons, refused.NextPossible, refused.Phrases),
        _ => http.JsonAsync(json =>
        {
            json.WriteStartObject();
            json.WriteEndObject();
        }),
    };
}
