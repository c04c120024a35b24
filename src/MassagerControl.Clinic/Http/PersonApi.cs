using System.Text.Json;
using MassagerControl.Clinic.Access;
using MassagerControl.Clinic.Ledgers;
using MassagerControl.Clinic.People;
using MassagerControl.Clinic.Storage;
using MassagerControl.Devices.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Orleans;

namespace MassagerControl.Clinic.Http;

/// <summary>Who is due, and what the ledger says of one person, for the desk.</summary>
internal sealed class PersonApi(IGrainFactory grains, IPeople people, ClinicDoor door, ClinicClock clock)
{
    private const int Most = 200;

    // Today's and tomorrow's, whatever the calendar at the desk calls them.
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(2);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/desk/due", door.Person(ClinicRole.Therapist, DueAsync));
        routes.MapGet("/api/desk/people/{person}", door.Person(ClinicRole.Desk, PersonAsync));
        routes.MapPost("/api/desk/people/{person}/unlock", door.Person(ClinicRole.Desk, UnlockAsync));
    }

    /// <summary>Whom the desk expects until the day after tomorrow, and those who were expected and did not come.</summary>
    private async Task DueAsync(HttpContext http, ClinicKey key)
    {
        var due = await people.ExpectedAsync(clock.Now + Ahead, Most, http.RequestAborted).ConfigureAwait(false);
        var states = await Task.WhenAll(due.Select(person => grains.GetGrain<ILedgerGrain>(person.Id).ReadAsync())).ConfigureAwait(false);
        var names = key.Role >= ClinicRole.Desk;
        await http.JsonAsync(json =>
        {
            json.WriteStartObject();
            json.Moment("now", clock.Now);
            json.List("due", due.Zip(states), one =>
            {
                json.WriteStartObject();
                json.WriteString("id", one.First.Id);
                json.WriteString("name", names ? one.First.Name : null);
                json.Moment("due", one.First.Due);
                WriteLedger(json, one.Second);
                json.WriteEndObject();
            });
            json.WriteEndObject();
        }).ConfigureAwait(false);
    }

    private async Task PersonAsync(HttpContext http, ClinicKey key)
    {
        if (http.Request.RouteValues["person"] is not string id || !RoomApi.Id().IsMatch(id) || await people.FindAsync(id, http.RequestAborted).ConfigureAwait(false) is not { } person)
        {
            await http.ProblemAsync(StatusCodes.Status404NotFound, "there is no such person").ConfigureAwait(false);
            return;
        }
        var state = await grains.GetGrain<ILedgerGrain>(id).ReadAsync().ConfigureAwait(false);
        await http.JsonAsync(json =>
        {
            json.WriteStartObject();
            json.WriteString("id", person.Id);
            json.WriteString("name", person.Name);
            json.Moment("due", person.Due);
            WriteLedger(json, state);
            json.List("sessions", LedgerView.Recent(state, clock.Now), session => Write(json, session));
            json.WriteEndObject();
        }).ConfigureAwait(false);
    }

    private async Task UnlockAsync(HttpContext http, ClinicKey key)
    {
        if (http.Request.RouteValues["person"] is not string person || !RoomApi.Id().IsMatch(person))
        {
            await http.ProblemAsync(StatusCodes.Status400BadRequest, "there is no such person").ConfigureAwait(false);
            return;
        }
        var place = await ClinicBody.ReadAsync(http, body => Tuple.Create(body.Required("area").String(1, 200), body.Optional("side")?.String(1, 200))).ConfigureAwait(false);
        if (place is null)
            return;
        var answer = await grains.GetGrain<ILedgerGrain>(person).UnlockAsync(place.Item1, place.Item2).ConfigureAwait(false);
        await door.NoteAsync(key, answer is Noted ? "unlock" : "unlock-refused", person, $"{place.Item1} {place.Item2}".TrimEnd()).ConfigureAwait(false);
        await http.LedgerAsync(answer).ConfigureAwait(false);
    }

    /// <summary>Where somebody is now, and which places are locked.</summary>
    private void WriteLedger(Utf8JsonWriter json, LedgerState state)
    {
        json.WriteString("in", state.Sessions.LastOrDefault(session => session.IsOpen(clock.Now))?.Room);
        json.List("locks", LedgerView.Held(state, clock.Now), held =>
        {
            json.WriteStartObject();
            json.WriteString("area", held.Lock.Area);
            json.WriteString("side", held.Lock.Side);
            json.WriteString("kind", held.Lock.Kind);
            json.Moment("at", held.Lock.At);
            json.WriteBoolean("may", held.Verdict.May);
            json.Moment("notBefore", held.Verdict.NotBefore);
            json.WriteEndObject();
        });
    }

    private void Write(Utf8JsonWriter json, LedgerEntry session)
    {
        json.WriteStartObject();
        json.WriteString("room", session.Room);
        json.WriteString("area", session.Area);
        json.WriteString("side", session.Side);
        json.Seconds("counted", session.Counted);
        json.WriteBoolean("settled", session.Press is not null);
        json.WriteBoolean("open", session.IsOpen(clock.Now));
        json.Moment("granted", session.Granted);
        json.Moment("until", session.Until);
        json.WriteEndObject();
    }
}
