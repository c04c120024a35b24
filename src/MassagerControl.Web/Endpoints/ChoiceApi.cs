using MassagerControl.Core.Areas;
using MassagerControl.Devices.Json;
using MassagerControl.Runtime.Intake;
using MassagerControl.Runtime.Programs;
using MassagerControl.Web.Http;
using MassagerControl.Web.Remotes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace MassagerControl.Web.Endpoints;

/// <summary>What speaks against each program at a place and with a device, before anybody answers a check-in.</summary>
internal sealed class ChoiceApi(ApiParts parts)
{
    private readonly HostFiles _files = new(parts.Options, parts.Telemetry.Log);

    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/choices", parts.SignIn.For(RemoteRole.RateStop, (http, _) => AnswerAsync(http)));

    private Task AnswerAsync(HttpContext http)
    {
        var query = http.Request.Query;
        if (BodyAreas.Find(query["area"].ToString()) is not { } area)
            return http.ProblemAsync(StatusCodes.Status400BadRequest, "there is no such area");
        var device = query["device"].ToString();
        if (device.Length > 0 && new NetworkNames(parts.Options, _files).DeviceProblem(device) is { } problem)
            return http.ProblemAsync(StatusCodes.Status400BadRequest, problem);
        var order = parts.Keeping(new SessionOrder
        {
            Program = "",
            Area = area.Id,
            Side = query["side"] == "left" ? "left" : "right",
            Device = device.Length == 0 ? null : device,
            Profiles = parts.Options.Profiles,
        });
        var intake = parts.Options.Intake with { Language = RequestLanguage.Of(http) };
        return http.JsonAsync(JsonText.Line(json =>
        {
            json.WriteStartArray();
            foreach (var program in ProgramLibrary.Load(intake.Programs).Programs)
            {
                var forecast = new SessionIntake(intake).Forecast(order with { Program = program.Id });
                json.WriteStartObject();
                json.WriteString("program", program.Id);
                json.List("against", _files.Hide(forecast.Against, RequestLanguage.Of(http)), json.WriteStringValue);
                json.List("notes", _files.Hide(forecast.Notes, RequestLanguage.Of(http)), json.WriteStringValue);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }));
    }
}
