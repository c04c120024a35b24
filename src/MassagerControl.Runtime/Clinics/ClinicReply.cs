using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using MassagerControl.Core;
using MassagerControl.Devices.Json;

namespace MassagerControl.Runtime.Clinics;

/// <summary>What came of a request to the clinic.</summary>
/// <param name="Status">Null where there is no answer.</param>
/// <param name="Body">Undefined where there is none.</param>
/// <param name="Missing">Why there is no answer; null where there is one.</param>
internal sealed record ClinicReply(HttpStatusCode? Status, JsonElement Body, Phrase? Missing)
{
    public bool IsDone => Status is >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices;

    /// <summary>Nobody knows what the clinic makes of it: to be asked again.</summary>
    public bool IsUnknown => Status is null or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError;

    /// <summary>The clinic does not know this room's key.</summary>
    public bool IsLockedOut => Status is HttpStatusCode.Unauthorized;

    /// <summary>What the clinic says against it, one line each; never empty where it refuses.</summary>
    public ImmutableArray<Phrase> Reasons
    {
        get
        {
            if (Missing is not null)
                return [Missing];
            ImmutableArray<Phrase> told = Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty("reasons", out var reasons) && reasons.ValueKind == JsonValueKind.Array
                    && reasons.EnumerateArray().All(reason => reason.ValueKind == JsonValueKind.String)
                ? PhraseJson.ReadAll(Body, "reasons", "phrases")
                : [];
            if (!told.IsEmpty)
                return told;
            return Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty("detail", out var detail) && detail.ValueKind == JsonValueKind.String
                ? [Phrase.Verbatim(detail.GetString()!)]
                : [Phrase.Of($"the clinic answers with {(int)Status!}")];
        }
    }

    public static ClinicReply None(Phrase why) => new(null, default, why);
}
