using System.Text.Json;
using MassagerControl.Clinic.Access;
using MassagerControl.Clinic.Allowances;
using MassagerControl.Clinic.Audit;
using MassagerControl.Clinic.Ledgers;
using MassagerControl.Clinic.Storage;
using MassagerControl.Core;
using MassagerControl.Core.Doses;
using MassagerControl.Devices.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Orleans;

namespace MassagerControl.Clinic.Http;

/// <summary>What rooms may give while they cannot reach the clinic: the desk decides, the room hears it, and tells later what it gave.</summary>
internal sealed class AllowanceApi(IGrainFactory grains, ClinicDoor door, IAuditLog audit, ClinicClock clock)
{
    private const double MostSeconds = 86_400;
    private const int LongestWord = 200;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/desk/rooms/{room}/allowances", door.Person(ClinicRole.Therapist, SeeAsync));
        routes.MapPost("/api/desk/rooms/{room}/allowances", door.Person(ClinicRole.Desk, GiveAsync));
        routes.MapDelete("/api/desk/rooms/{room}/allowances/{id}", door.Person(ClinicRole.Desk, RevokeAsync));
        routes.MapGet("/api/room/allowances", door.Room(HearAsync));
        routes.MapPost("/api/people/{person}/allowed", door.Room(AllowedAsync));
    }

    private Task SeeAsync(HttpContext http, ClinicKey key) => ForRoomAsync(http, async (_, grain) =>
    {
        var all = await grain.ListAsync().ConfigureAwait(false);
        await http.JsonAsync(json =>
        {
            json.WriteStartObject();
            json.List("allowances", all, one => Write(json, one, whole: true));
            json.WriteEndObject();
        }).ConfigureAwait(false);
    });

    /// <summary>Written down before it is done.</summary>
    private Task GiveAsync(HttpContext http, ClinicKey key) => ForRoomAsync(http, async (room, grain) =>
    {
        var asked = await ClinicBody.ReadAsync(http, body => new Wanted(
            body.Optional("person") is { } person ? RoomApi.IdOf(person) : null, body.Required("seconds").Seconds(1, MostSeconds), UntilOf(body.Required("until")))).ConfigureAwait(false);
        if (asked is null)
            return;
        if (clock.Doubt is { } doubt)
        {
            await http.LedgerAsync(new Deferred(doubt.Text) { Phrase = PhraseJson.Text(doubt) }).ConfigureAwait(false);
            return;
        }
        await audit.AppendAsync(new(key.Name, "allow", room, $"{asked.Press.TotalSeconds:0} s until {asked.Until.UtcDateTime:O} for {asked.Person ?? "anybody"}"), http.RequestAborted).ConfigureAwait(false);
        var given = await grain.GiveAsync(asked.Person, asked.Press, asked.Until, key.Name).ConfigureAwait(false);
        await http.JsonAsync(json => Write(json, given, whole: true)).ConfigureAwait(false);
    });

    private Task RevokeAsync(HttpContext http, ClinicKey key) => ForRoomAsync(http, async (room, grain) =>
    {
        var id = (string)http.Request.RouteValues["id"]!;
        var gone = await grain.RevokeAsync(id).ConfigureAwait(false);
        await door.NoteAsync(key, gone is null ? "allow-end-refused" : "allow-end", room, id).ConfigureAwait(false);
        await (gone is null ? http.ProblemAsync(StatusCodes.Status404NotFound, "there is no such allowance that holds") : http.LedgerAsync(new Noted())).ConfigureAwait(false);
    });

    /// <summary>Those that hold: what the room knows besides is over.</summary>
    private async Task HearAsync(HttpContext http, ClinicKey key)
    {
        var all = await grains.GetGrain<IAllowanceGrain>(key.Name).ListAsync().ConfigureAwait(false);
        await http.JsonAsync(json =>
        {
            json.WriteStartObject();
            json.List("allowances", all.Where(one => one.IsOpen(clock.Now)), one => Write(json, one, whole: false));
            json.WriteEndObject();
        }).ConfigureAwait(false);
    }

    /// <summary>A session that the room had without the clinic. It counts over any budget, once; nothing is granted by it.</summary>
    private async Task AllowedAsync(HttpContext http, ClinicKey key)
    {
        if (http.Request.RouteValues["person"] is not string person || !RoomApi.Id().IsMatch(person))
        {
            await RoomApi.NoIdAsync(http).ConfigureAwait(false);
            return;
        }
        var said = await ClinicBody.ReadAsync(http, body => new AllowedRequest(
            RoomApi.IdOf(body.Required("session")), key.Name, body.Required("area").String(1, LongestWord), body.Optional("side")?.String(1, LongestWord),
            body.Required("seconds").Seconds(0, MostSeconds), RoomApi.IdOf(body.Required("allowance")), default)).ConfigureAwait(false);
        if (said is null)
            return;
        var grain = grains.GetGrain<IAllowanceGrain>(key.Name);
        var allowance = (await grain.ListAsync().ConfigureAwait(false)).FirstOrDefault(one => one.Id == said.Allowance);
        var ledger = grains.GetGrain<ILedgerGrain>(person);
        var answer = Problem(allowance, person) is { } problem
            ? await AgainstAsync(ledger, problem).ConfigureAwait(false)
            : await ledger.AllowedAsync(said with { Latest = allowance!.Until + DoseRecovery.Longest }).ConfigureAwait(false);
        if (answer is Counted counted)
            await NoteAsync(key, said, await grain.UseAsync(said.Allowance, new(said.Session, counted.Press)).ConfigureAwait(false)).ConfigureAwait(false);
        else if (answer is Refused refused)
            await door.NoteAsync(key, "contradiction", said.Session, string.Join("; ", refused.Reasons)).ConfigureAwait(false);
        await http.LedgerAsync(answer).ConfigureAwait(false);
    }

    private async Task NoteAsync(ClinicKey key, AllowedRequest said, TimeSpan over)
    {
        if (over > TimeSpan.Zero)
            await door.NoteAsync(key, "over", said.Session, $"{over.TotalSeconds:0.###} s more than the desk had allowed").ConfigureAwait(false);
    }

    /// <summary>The allowances of whoever was deleted are gone with them: that is no contradiction.</summary>
    private static async Task<LedgerAnswer> AgainstAsync(ILedgerGrain ledger, Phrase problem) =>
        (await ledger.ReadAsync().ConfigureAwait(false)).Deleted is null ? new Refused([problem.Text]) { Contradicts = true, Phrases = [PhraseJson.Text(problem)] } : new Forgotten();

    private static Phrase? Problem(Allowance? allowance, string person)
    {
        if (allowance is null)
            return "the desk gave this room no such allowance, or it was over too long ago";
        return allowance.Person is null || allowance.Person == person ? null : "the desk gave this allowance for somebody else";
    }

    private async Task ForRoomAsync(HttpContext http, Func<string, IAllowanceGrain, Task> handle)
    {
        var room = (string)http.Request.RouteValues["room"]!;
        var keys = await grains.GetGrain<IRosterGrain>(IRosterGrain.Key).ListAsync().ConfigureAwait(false);
        if (keys.Any(one => one.Role == ClinicRole.Room && one.Name == room))
            await handle(room, grains.GetGrain<IAllowanceGrain>(room)).ConfigureAwait(false);
        else
            await http.ProblemAsync(StatusCodes.Status404NotFound, "there is no such room").ConfigureAwait(false);
    }

    private DateTimeOffset UntilOf(JsonValueCursor value)
    {
        var until = RoomApi.Moment(value);
        if (until <= clock.Now || until > clock.Now + AllowanceGrain.Longest)
            value.Error($"lies within {AllowanceGrain.Longest.TotalDays:0} days from now");
        return until;
    }

    private static void Write(Utf8JsonWriter json, Allowance one, bool whole)
    {
        json.WriteStartObject();
        json.WriteString("id", one.Id);
        json.WriteString("person", one.Person);
        json.Seconds("seconds", one.Press);
        json.Seconds("used", one.Used);
        json.WriteString("until", one.Until.UtcDateTime);
        if (whole)
        {
            json.WriteString("given", one.Given.UtcDateTime);
            json.WriteString("by", one.By);
            json.Moment("revoked", one.Revoked);
        }
        json.WriteEndObject();
    }

    private sealed record Wanted(string? Person, TimeSpan Press, DateTimeOffset Until);
}
