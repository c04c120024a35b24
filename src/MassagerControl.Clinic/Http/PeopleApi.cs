using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using MassagerControl.Clinic.Access;
using MassagerControl.Clinic.People;
using MassagerControl.Devices.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace MassagerControl.Clinic.Http;

/// <summary>Whom the clinic knows: ids, and names for the desk alone.</summary>
internal sealed class PeopleApi(IPeople people, ClinicDoor door)
{
    private const int Page = 200;
    private const int LongestName = 200;

    // Without letters and digits that look alike; as long as nobody guesses one.
    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";
    private const int IdLetters = 10;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/desk/people", door.Person(ClinicRole.Therapist, ListAsync));
        routes.MapPost("/api/desk/people", door.Person(ClinicRole.Desk, AddAsync));
        routes.MapPut("/api/desk/people/{person}/name", door.Person(ClinicRole.Desk, NameAsync));
        routes.MapDelete("/api/desk/people/{person}/name", door.Person(ClinicRole.Desk, ForgetNameAsync));
        routes.MapPut("/api/desk/people/{person}/due", door.Person(ClinicRole.Desk, ExpectAsync));
        routes.MapDelete("/api/desk/people/{person}/due", door.Person(ClinicRole.Desk, ForgetDueAsync));
    }

    /// <summary>Names are shown to the desk and admins; whoever may not see them may not look up by them.</summary>
    private async Task ListAsync(HttpContext http, ClinicKey key)
    {
        var (wanted, after) = (http.Request.Query["q"].ToString(), http.Request.Query["after"].ToString());
        var names = key.Role >= ClinicRole.Desk;
        var found = await people.ListAsync(wanted, after, Page, http.RequestAborted).ConfigureAwait(false);
        var shown = names ? found : [.. found.Where(person => person.Id.StartsWith(wanted, StringComparison.Ordinal)).Select(person => person with { Name = null })];
        await http.JsonAsync(json =>
        {
            json.WriteStartObject();
            json.List("people", shown, person => Write(json, person));
            json.WriteString("next", found.Length == Page ? found[^1].Id : null);
            json.WriteEndObject();
        }).ConfigureAwait(false);
    }

    /// <summary>Somebody new, under an id that nobody had.</summary>
    private async Task AddAsync(HttpContext http, ClinicKey key)
    {
        var asked = await ClinicBody.ReadAsync(http, body => new Named(body.Optional("name") is { } name ? NameOf(name) : null)).ConfigureAwait(false);
        if (asked is null)
            return;
        string id;
        do
            id = RandomNumberGenerator.GetString(Letters, IdLetters);
        while (!await people.AddAsync(id, http.RequestAborted).ConfigureAwait(false));
        if (asked.Name is { } name)
            await people.NameAsync(id, name, http.RequestAborted).ConfigureAwait(false);
        await door.NoteAsync(key, "person-added", id, asked.Name is null ? "without a name" : "with a name").ConfigureAwait(false);
        await http.JsonAsync(json =>
        {
            json.WriteStartObject();
            json.WriteString("id", id);
            json.WriteEndObject();
        }).ConfigureAwait(false);
    }

    private async Task NameAsync(HttpContext http, ClinicKey key)
    {
        var asked = await ClinicBody.ReadAsync(http, body => new Named(NameOf(body.Required("name")))).ConfigureAwait(false);
        if (asked is not null)
            await ChangedAsync(http, key, "name", "", id => people.NameAsync(id, asked.Name, http.RequestAborted)).ConfigureAwait(false);
    }

    private Task ForgetNameAsync(HttpContext http, ClinicKey key) =>
        ChangedAsync(http, key, "name-forgotten", "", id => people.NameAsync(id, null, http.RequestAborted));

    private async Task ExpectAsync(HttpContext http, ClinicKey key)
    {
        var asked = await ClinicBody.ReadAsync(http, body => new Expected(RoomApi.Moment(body.Required("at")))).ConfigureAwait(false);
        if (asked is not null)
            await ChangedAsync(http, key, "due", asked.At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture), id => people.ExpectAsync(id, asked.At, http.RequestAborted)).ConfigureAwait(false);
    }

    private Task ForgetDueAsync(HttpContext http, ClinicKey key) =>
        ChangedAsync(http, key, "due-forgotten", "", id => people.ExpectAsync(id, null, http.RequestAborted));

    /// <summary>A name is not written down: the log cannot forget.</summary>
    private async Task ChangedAsync(HttpContext http, ClinicKey key, string act, string detail, Func<string, Task<bool>> change)
    {
        if (http.Request.RouteValues["person"] is not string id || !RoomApi.Id().IsMatch(id) || !await change(id).ConfigureAwait(false))
        {
            await http.ProblemAsync(StatusCodes.Status404NotFound, "there is no such person").ConfigureAwait(false);
            return;
        }
        await door.NoteAsync(key, act, id, detail).ConfigureAwait(false);
        await http.LedgerAsync(new Ledgers.Noted()).ConfigureAwait(false);
    }

    private static void Write(Utf8JsonWriter json, Person person)
    {
        json.WriteStartObject();
        json.WriteString("id", person.Id);
        json.WriteString("name", person.Name);
        json.Moment("since", person.Since);
        json.Moment("due", person.Due);
        if (person.Last is { } last)
        {
            json.WriteStartObject("last");
            json.Moment("ended", last.Ended);
            json.WriteString("room", last.Room);
            json.WriteString("area", last.Area);
            json.WriteString("side", last.Side);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private static string NameOf(JsonValueCursor value)
    {
        var name = value.String(1, LongestName).Trim();
        if (name.Any(char.IsControl))
            value.Error("has characters that are no letters");
        return name;
    }

    private sealed record Named(string? Name);

    private sealed record Expected(DateTimeOffset At);
}
