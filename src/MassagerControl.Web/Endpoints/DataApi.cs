using MassagerControl.Core;
using MassagerControl.Core.Areas;
using MassagerControl.Core.Screening;
using MassagerControl.Devices.Json;
using MassagerControl.Devices.Profiles.Matching;
using MassagerControl.Runtime.CheckIn;
using MassagerControl.Runtime.Intake;
using MassagerControl.Runtime.Programs;
using MassagerControl.Runtime.Reach;
using MassagerControl.Runtime.Storage;
using MassagerControl.Runtime.Texts;
using MassagerControl.Web.CheckIn;
using MassagerControl.Web.Http;
using MassagerControl.Web.Remotes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace MassagerControl.Web.Endpoints;

/// <summary>What a page chooses from: programs, areas, devices; and the check-in.</summary>
internal sealed class DataApi(ApiParts parts)
{
    private readonly HostFiles _files = new(parts.Options, parts.Telemetry.Log);

    private string Folder => parts.Options.Data.Path;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz", http => http.JsonAsync(Health()));
        Get("/api/programs", Programs);
        Get("/api/areas", Areas);
        Get("/api/devices", _ => Devices());
        routes.MapPost("/api/check-in", parts.SignIn.For(RemoteRole.RateStop, (http, _) => CheckInAsync(http)));

        void Get(string path, Func<HttpContext, Answer> answer) =>
            routes.MapGet(path, parts.SignIn.For(RemoteRole.RateStop, (http, _) => AnswerAsync(http, answer)));
    }

    private Task AnswerAsync(HttpContext http, Func<HttpContext, Answer> answer)
    {
        var (json, problem) = answer(http);
        return json is null ? http.ProblemAsync(StatusCodes.Status500InternalServerError, _files.Hide(problem ?? "it cannot be read")) : http.JsonAsync(json);
    }

    private string Health() => JsonText.Line(json =>
    {
        json.WriteStartObject();
        json.WriteString("status", "ok");
        if (parts.Broker() is { } broker)
            json.WriteString("mqtt", broker);
        json.WriteEndObject();
    });

    private Answer Programs(HttpContext http) => new(
        JsonText.Line(json =>
        {
            json.WriteStartArray();
            foreach (var program in ProgramLibrary.Load(parts.Options.Intake.Programs).Programs)
                ProgramText.Write(json, program, RequestLanguage.Of(http));
            json.WriteEndArray();
        }),
        null);

    private Answer Areas(HttpContext http)
    {
        // In a room of a clinic a lock is one person's, and its ledger says it.
        var (locks, error) = parts.Options.Clinic is null ? PlaceLocks.Read(Folder, parts.Options.Intake.Clock, parts.Options.Intake.Questions) : ([], null);
        return error is null ? new(JsonText.Line(json => AreaJson.Write(json, locks, RequestLanguage.Of(http))), null) : new(null, error);
    }

    private Answer Devices()
    {
        try
        {
            var devices = new PairedDevices(Folder).All();
            var library = new ProfileLibrary(ProfileLibrary.ShippedFolder, parts.Options.Profiles);
            return new(devices.IsEmpty ? Simulator() : JsonText.Line(json => DeviceJson.Write(json, devices, library, parts.Options.Radios)), null);
        }
        catch (StoreException exception)
        {
            return new(null, exception.Words);
        }
    }

    /// <summary>What a session runs on where nothing is paired.</summary>
    private string Simulator()
    {
        var found = parts.Options.Intake.FindDevice(new DeviceRequest(DeviceSetup.UsualSimulator, null, Trace: false, parts.Options.Profiles));
        return JsonText.Line(json =>
        {
            json.WriteStartArray();
            json.WriteStartObject();
            json.WriteString("name", DeviceSetup.UsualSimulator);
            json.WriteString("profile", found.Traits?.Profile);
            json.WriteString("profileName", found.Traits?.Name);
            json.WriteBoolean("simulated", true);
            json.WriteNull("battery");
            json.WriteNull("inUseBy");
            json.WriteEndObject();
            json.WriteEndArray();
        });
    }

    private async Task CheckInAsync(HttpContext http)
    {
        var (body, reasons) = await RequestBody.ReadAsync(http, CheckInBody.Of).ConfigureAwait(false);
        if (body is null)
        {
            await http.ProblemAsync(StatusCodes.Status400BadRequest, "the request cannot be read", reasons).ConfigureAwait(false);
            return;
        }
        var person = await parts.PersonAsync(body.PersonId, body.Place, http.RequestAborted).ConfigureAwait(false);
        var (subject, problems) = CheckInSubjects.Open(parts.Options.Intake, body.Place, Folder, person);
        if (subject is null)
            await http.ProblemAsync(StatusCodes.Status500InternalServerError, "the check-in cannot be read", _files.Hide(problems, RequestLanguage.Of(http))).ConfigureAwait(false);
        else
            await http.JsonAsync(json => CheckInPageJson.Write(json, CheckInReplay.Of(subject, body.Moves), RequestLanguage.Of(http))).ConfigureAwait(false);
    }

    private sealed record Answer(string? Json, Phrase? Problem);

    private sealed record CheckInBody(AreaPlace Place, CheckInMove[] Moves, string? PersonId)
    {
        public static CheckInBody Of(JsonObjectCursor root)
        {
            var area = root.Required("area");
            var id = area.String(1, 100);
            var known = BodyAreas.Find(id);
            if (known is null)
                area.Error("there is no such area");
            var side = root.Optional("side")?.Choice(("left", "left"), ("right", "right"));
            return new(new(id, known is { HasSides: true } ? side ?? "right" : null), SessionRequestBody.Moves(root.Required("moves")), root.Optional("personId") is { } person ? SessionRequestBody.PersonId(person) : null);
        }
    }
}
