using System.Globalization;
using System.Text.Json;
using MassagerControl.Clinic.Access;
using MassagerControl.Clinic.Alerts;
using MassagerControl.Devices.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Orleans;

namespace MassagerControl.Clinic.Http;

/// <summary>What somebody at the desk must know.</summary>
internal sealed class AlertApi(IGrainFactory grains, ClinicDoor door)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/desk/alerts", door.Person(ClinicRole.Therapist, ListAsync));
        routes.MapPost("/api/desk/alerts/{number}/acknowledge", door.Person(ClinicRole.Desk, AcknowledgeAsync));
    }

    private IAlertsGrain Alerts => grains.GetGrain<IAlertsGrain>(IAlertsGrain.Key);

    private async Task ListAsync(HttpContext http, ClinicKey key)
    {
        var state = await Alerts.ViewAsync().ConfigureAwait(false);
        await http.JsonAsync(json =>
        {
            json.WriteStartObject();
            json.List("alerts", state.Alerts.Reverse(), alert => Write(json, alert));
            json.WriteNumber("dropped", state.Dropped);
            json.WriteEndObject();
        }).ConfigureAwait(false);
    }

    private async Task AcknowledgeAsync(HttpContext http, ClinicKey key)
    {
        var number = long.TryParse((string?)http.Request.RouteValues["number"], NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? read : 0;
        if (await Alerts.AcknowledgeAsync(number, key.Name).ConfigureAwait(false) is not { } seen)
        {
            await http.ProblemAsync(StatusCodes.Status404NotFound, "there is no such alert that waits for somebody").ConfigureAwait(false);
            return;
        }
        await door.NoteAsync(key, "acknowledge", seen.Note.Room ?? seen.Note.Person ?? "-", seen.Note.Kind).ConfigureAwait(false);
        await http.JsonAsync(json => Write(json, seen)).ConfigureAwait(false);
    }

    private static void Write(Utf8JsonWriter json, Alert alert)
    {
        json.WriteStartObject();
        json.WriteNumber("number", alert.Number);
        json.WriteString("kind", alert.Note.Kind);
        json.WriteString("room", alert.Note.Room);
        json.WriteString("person", alert.Note.Person);
        json.WriteString("session", alert.Note.Session);
        json.WriteString("area", alert.Note.Area);
        json.WriteString("side", alert.Note.Side);
        json.WriteString("detail", alert.Note.Detail);
        json.Moment("at", alert.At);
        json.Moment("over", alert.Over);
        json.Moment("seen", alert.Seen);
        json.WriteString("by", alert.By);
        json.WriteEndObject();
    }
}
