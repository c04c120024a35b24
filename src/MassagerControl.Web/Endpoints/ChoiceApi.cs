using System.Text.Json;
using MassagerControl.Core.Areas;
using MassagerControl.Devices.Json;
using MassagerControl.Runtime.Choosing;
using MassagerControl.Runtime.Intake;
using MassagerControl.Runtime.Texts;
using MassagerControl.Web.Http;
using MassagerControl.Web.Remotes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace MassagerControl.Web.Endpoints;

/// <summary>Which programs are suggested at a place and with a device, and what speaks against the others, before anybody answers a check-in.</summary>
internal sealed class ChoiceApi(ApiParts parts)
{
    private readonly HostFiles _files = new(parts.Options, parts.Telemetry.Log);

    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/choices", parts.SignIn.For(RemoteRole.RateStop, (http, _) => AnswerAsync(http)));

    private async Task AnswerAsync(HttpContext http)
    {
        var query = http.Request.Query;
        if (BodyAreas.Find(query["area"].ToString()) is not { } area)
        {
            await http.ProblemAsync(StatusCodes.Status400BadRequest, "there is no such area").ConfigureAwait(false);
            return;
        }
        var device = query["device"].ToString();
        if (device.Length > 0 && new NetworkNames(parts.Options, _files).DeviceProblem(device) is { } problem)
        {
            await http.ProblemAsync(StatusCodes.Status400BadRequest, problem).ConfigureAwait(false);
            return;
        }
        var order = parts.Keeping(new SessionOrder
        {
            Program = "",
            Area = area.Id,
            Side = query["side"] == "left" ? "left" : "right",
            Device = device.Length == 0 ? null : device,
            Profiles = parts.Options.Profiles,
            For = await parts.PersonAsync(query["personId"].ToString() is { Length: > 0 } id ? id : null, new(area.Id, area.HasSides ? query["side"] == "left" ? "left" : "right" : null), http.RequestAborted).ConfigureAwait(false),
        });
        var language = RequestLanguage.Of(http);
        var suggested = ProgramSuggestions.Of(order, parts.Options.Intake with { Language = language });
        await (suggested.Errors.IsEmpty
            ? http.JsonAsync(JsonText.Line(json => Write(json, suggested, language)))
            : http.ProblemAsync(StatusCodes.Status500InternalServerError, "nothing can be said of the programs", _files.Hide(suggested.Errors, language))).ConfigureAwait(false);
    }

    /// <summary>In the order of the programs; those that are suggested have a rank.</summary>
    private void Write(Utf8JsonWriter json, ProgramSuggestions suggested, Language language)
    {
        var result = suggested.Result;
        var ranked = result.Suggestions.Select((suggestion, i) => (suggestion.Program.Id, suggestion.Why, Rank: (int?)(i + 1)))
            .Concat(result.Others.Select(other => (other.Program.Id, other.Why, Rank: (int?)null)))
            .ToDictionary(one => one.Id, StringComparer.Ordinal);
        json.WriteStartArray();
        foreach (var told in suggested.Forecast.Programs)
        {
            var (_, why, rank) = ranked[told.Program.Id];
            json.WriteStartObject();
            json.WriteString("program", told.Program.Id);
            json.List("against", _files.Hide(told.Against, language), json.WriteStringValue);
            json.List("notes", _files.Hide(told.Notes, language), json.WriteStringValue);
            if (rank is { } number)
                json.WriteNumber("rank", number);
            else
                json.WriteNull("rank");
            json.List("why", _files.Hide(why, language), json.WriteStringValue);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
