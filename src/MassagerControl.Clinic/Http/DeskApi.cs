using System.Collections.Immutable;
using MassagerControl.Clinic.Access;
using MassagerControl.Clinic.Ledgers;
using MassagerControl.Clinic.Rooms;
using MassagerControl.Clinic.Stops;
using MassagerControl.Clinic.Storage;
using MassagerControl.Devices.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Orleans;

namespace MassagerControl.Clinic.Http;

/// <summary>What people at the desk ask for.</summary>
internal sealed class DeskApi(IGrainFactory grains, ClinicDoor door, StopCaller stops, StopBoard board, ClinicClock clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BodyPatience = TimeSpan.FromMilliseconds(500);

    // What a room said last whose key was taken: something may still go on there.
    private static readonly TimeSpan ShutOutStays = TimeSpan.FromMinutes(5);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/desk/rooms", door.Person(ClinicRole.Therapist, RoomsAsync));
        routes.MapPost("/api/desk/stop", door.WhoStops(ClinicRole.Therapist, StopAsync));
        routes.MapGet("/api/desk/me", door.Person(ClinicRole.Therapist, MeAsync));
        routes.MapDelete("/api/desk/me", door.Person(ClinicRole.Therapist, SignOutAsync));
    }

    private IRosterGrain Roster => grains.GetGrain<IRosterGrain>(IRosterGrain.Key);

    /// <summary>All rooms that have a key, also those that were not heard since the clinic began.</summary>
    private async Task RoomsAsync(HttpContext http, ClinicKey key)
    {
        var view = await grains.GetGrain<IDeskGrain>(IDeskGrain.Key).ViewAsync().ConfigureAwait(false);
        var names = (await RoomNamesAsync().ConfigureAwait(false)).ToHashSet();
        var heard = view.Rooms.Where(room => names.Contains(room.Room) || clock.Now - room.Heard < ShutOutStays).ToArray();
        var others = names.Except(heard.Select(room => room.Room)).Select(name => new RoomView(name, null, null));
        var listening = await stops.ListeningAsync().ConfigureAwait(false);
        await http.JsonAsync(json =>
        {
            json.WriteStartObject();
            json.Moment("now", clock.Now);
            json.List("rooms", heard.Concat(others).OrderBy(room => room.Room, StringComparer.Ordinal), room => RoomJson.Write(json, room, listening.Contains(room.Room), board.Last(room.Room)));
            json.WriteEndObject();
        }).ConfigureAwait(false);
    }

    /// <summary>All rooms at once, none behind another. What cannot be read, is too large or is late stops everything; nothing is asked and nothing written down before.</summary>
    private async Task StopAsync(HttpContext http, ClinicKey key)
    {
        var named = await RoomAsync(http).ConfigureAwait(false);
        var receipt = await stops.StopAsync(named, key.Name).ConfigureAwait(false);
        var rooms = named is not null ? [named] : receipt.Told.Union((await Task.WhenAll(RoomNamesAsync(), HeardAsync()).ConfigureAwait(false)).SelectMany(names => names)).Order(StringComparer.Ordinal).ToImmutableArray();
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
            var keys = await Roster.ListAsync().WaitAsync(Patience, TimeProvider.System).ConfigureAwait(false);
            return [.. keys.Where(key => key is { Role: ClinicRole.Room, Revoked: null }).Select(key => key.Name).Distinct()];
        }
#pragma warning disable CA1031 // The rooms are stopped; only their list is shorter.
        catch (Exception)
#pragma warning restore CA1031
        {
            return [];
        }
    }

    /// <summary>Rooms that were heard lately: where a key was taken in a session, that session goes on and hears no STOP of the clinic.</summary>
    private async Task<ImmutableArray<string>> HeardAsync()
    {
        try
        {
            var view = await grains.GetGrain<IDeskGrain>(IDeskGrain.Key).ViewAsync().WaitAsync(Patience, TimeProvider.System).ConfigureAwait(false);
            return [.. view.Rooms.Where(room => clock.Now - room.Heard < ShutOutStays).Select(room => room.Room)];
        }
#pragma warning disable CA1031 // As with the list of keys.
        catch (Exception)
#pragma warning restore CA1031
        {
            return [];
        }
    }

    private static Task MeAsync(HttpContext http, ClinicKey key) => http.JsonAsync(json =>
    {
        json.WriteStartObject();
        json.WriteString("name", key.Name);
        json.WriteString("role", key.Role.Word());
        json.WriteEndObject();
    });

    /// <summary>Whoever signs out has no key any more: a computer that others use keeps none that opens.</summary>
    private async Task SignOutAsync(HttpContext http, ClinicKey key)
    {
        await Roster.RevokeAsync(key.Id).ConfigureAwait(false);
        await door.NoteAsync(key, "sign-out", key.Id, $"role {key.Role.Word()}").ConfigureAwait(false);
        await http.LedgerAsync(new Noted()).ConfigureAwait(false);
    }
}
