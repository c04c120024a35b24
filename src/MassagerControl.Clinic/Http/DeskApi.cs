using System.Collections.Immutable;
using MassagerControl.Clinic.Access;
using MassagerControl.Clinic.Ledgers;
using MassagerControl.Clinic.Rooms;
using MassagerControl.Devices.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Orleans;

namespace MassagerControl.Clinic.Http;

/// <summary>What people at the desk ask for.</summary>
internal sealed class DeskApi(IGrainFactory grains, ClinicDoor door)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/desk/rooms", door.Person(ClinicRole.Therapist, RoomsAsync));
        routes.MapPost("/api/desk/stop", door.Person(ClinicRole.Therapist, StopAsync));
        routes.MapPost("/api/desk/people/{person}/unlock", door.Person(ClinicRole.Therapist, UnlockAsync));
    }

    private async Task RoomsAsync(HttpContext http, ClinicKey key)
    {
        var view = await grains.GetGrain<IDeskGrain>(IDeskGrain.Key).ViewAsync().ConfigureAwait(false);
        await http.JsonAsync(json =>
        {
            json.WriteStartObject();
            json.List("rooms", view.Rooms, room => RoomJson.Write(json, room));
            json.WriteEndObject();
        }).ConfigureAwait(false);
    }

    /// <summary>All rooms at once, none behind another. What cannot be read stops everything; nothing is written down before.</summary>
    private async Task StopAsync(HttpContext http, ClinicKey key)
    {
        var named = JsonFileReader.Parse("body", await ClinicBody.BytesAsync(http).ConfigureAwait(false), body => body.Optional("room")?.String(1, 200) ?? "").Value;
        var rooms = string.IsNullOrEmpty(named) ? await RoomNamesAsync().ConfigureAwait(false) : [named];
        var stops = await Task.WhenAll(rooms.Select(room => StopAsync(room, key.Name))).ConfigureAwait(false);
        await http.JsonAsync(json =>
        {
            json.WriteStartObject();
            json.List("rooms", stops, stop =>
            {
                json.WriteStartObject();
                json.WriteString("room", stop.Room);
                json.WriteBoolean("told", stop.Told);
                json.WriteEndObject();
            });
            json.WriteEndObject();
        }).ConfigureAwait(false);
        await door.NoteAsync(key, "stop", string.IsNullOrEmpty(named) ? "all" : named, string.Join(' ', stops.Select(stop => $"{stop.Room}:{(stop.Told ? "told" : "not-told")}"))).ConfigureAwait(false);
    }

    private async Task<(string Room, bool Told)> StopAsync(string room, string by)
    {
        try
        {
            var receipt = await grains.GetGrain<IRoomGrain>(room).StopAsync(by).WaitAsync(Patience, TimeProvider.System).ConfigureAwait(false);
            return (room, receipt.Told);
        }
#pragma warning disable CA1031 // One room that cannot be reached must not keep the answer of the others.
        catch (Exception)
#pragma warning restore CA1031
        {
            return (room, false);
        }
    }

    private async Task<ImmutableArray<string>> RoomNamesAsync() =>
        [.. (await grains.GetGrain<IRosterGrain>(IRosterGrain.Key).ListAsync().ConfigureAwait(false))
            .Where(key => key is { Role: ClinicRole.Room, Revoked: null }).Select(key => key.Name).Distinct()];

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
}
