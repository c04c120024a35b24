using System.Collections.Immutable;
using MassagerControl.Clinic.Access;
using MassagerControl.Clinic.Ledgers;
using MassagerControl.Clinic.Rooms;
using MassagerControl.Clinic.Stops;
using MassagerControl.Devices.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Orleans;

namespace MassagerControl.Clinic.Http;

/// <summary>What people at the desk ask for.</summary>
internal sealed class DeskApi(IGrainFactory grains, ClinicDoor door, StopCaller stops, StopBoard board)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BodyPatience = TimeSpan.FromMilliseconds(500);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/desk/rooms", door.Person(ClinicRole.Therapist, RoomsAsync));
        routes.MapPost("/api/desk/stop", door.WhoStops(ClinicRole.Therapist, StopAsync));
        routes.MapPost("/api/desk/people/{person}/unlock", door.Person(ClinicRole.Therapist, UnlockAsync));
    }

    private async Task RoomsAsync(HttpContext http, ClinicKey key)
    {
        var view = await grains.GetGrain<IDeskGrain>(IDeskGrain.Key).ViewAsync().ConfigureAwait(false);
        var listening = await stops.ListeningAsync().ConfigureAwait(false);
        await http.JsonAsync(json =>
        {
            json.WriteStartObject();
            json.List("rooms", view.Rooms, room => RoomJson.Write(json, room, listening.Contains(room.Room), board.Last(room.Room)));
            json.WriteEndObject();
        }).ConfigureAwait(false);
    }

    /// <summary>All rooms at once, none behind another. What cannot be read, is too large or is late stops everything; nothing is asked and nothing written down before.</summary>
    private async Task StopAsync(HttpContext http, ClinicKey key)
    {
        var named = await RoomAsync(http).ConfigureAwait(false);
        var receipt = await stops.StopAsync(named, key.Name).ConfigureAwait(false);
        var rooms = named is not null ? [named] : receipt.Told.Union(await RoomNamesAsync().ConfigureAwait(false)).Order(StringComparer.Ordinal).ToImmutableArray();
        await http.JsonAsync(json =>
        {
            json.WriteStartObject();
            json.List("rooms", rooms, room =>
            {
                json.WriteStartObject();
                json.WriteString("room", room);
                json.WriteBoolean("told", receipt.Told.Contains(room));
                json.WriteEndObject();
            });
            json.WriteEndObject();
        }).ConfigureAwait(false);
        await door.NoteAsync(key, "stop", named ?? "all", string.Join(' ', rooms.Select(room => $"{room}:{(receipt.Told.Contains(room) ? "told" : "not-told")}"))).ConfigureAwait(false);
    }

    /// <returns>The one room that is meant; null where all are.</returns>
    private static async Task<string?> RoomAsync(HttpContext http)
    {
        try
        {
            var body = await ClinicBody.BytesAsync(http).WaitAsync(BodyPatience, TimeProvider.System).ConfigureAwait(false);
            return JsonFileReader.Parse("body", body, json => json.Optional("room")?.String(1, 64) ?? "").Value is { Length: > 0 } room ? room : null;
        }
        catch (Exception exception) when (exception is TimeoutException or IOException)
        {
            return null;
        }
    }

    /// <summary>So far as it is known now: those that were told are known at any rate.</summary>
    private async Task<ImmutableArray<string>> RoomNamesAsync()
    {
        try
        {
            var keys = await grains.GetGrain<IRosterGrain>(IRosterGrain.Key).ListAsync().WaitAsync(Patience, TimeProvider.System).ConfigureAwait(false);
            return [.. keys.Where(key => key is { Role: ClinicRole.Room, Revoked: null }).Select(key => key.Name).Distinct()];
        }
#pragma warning disable CA1031 // The rooms are stopped; only their list is shorter.
        catch (Exception)
#pragma warning restore CA1031
        {
            return [];
        }
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
}
