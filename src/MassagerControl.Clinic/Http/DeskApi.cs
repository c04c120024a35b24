using System.Collections.Immutable;
using MassagerControl.Clinic.Access;
using MassagerControl.Clinic.Ledgers;
using MassagerControl.Clinic.Rooms;
using MassagerControl.Clinic.Storage;
using MassagerControl.Devices.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Orleans;

namespace MassagerControl.Clinic.Http;

/// <summary>What people at the desk ask for.</summary>
internal sealed class DeskApi(IGrainFactory grains, ClinicDoor door, ClinicClock clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // What a room said last whose key was taken: something may still go on there.
    private static readonly TimeSpan ShutOutStays = TimeSpan.FromMinutes(5);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/desk/rooms", door.Person(ClinicRole.Therapist, RoomsAsync));
        routes.MapPost("/api/desk/stop", door.Person(ClinicRole.Therapist, StopAsync));
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
        var others = names.Except(heard.Select(room => room.Room)).Select(name => new RoomView(name, null, null, false, null));
        await http.JsonAsync(json =>
        {
            json.WriteStartObject();
            json.Moment("now", clock.Now);
            json.List("rooms", heard.Concat(others).OrderBy(room => room.Room, StringComparer.Ordinal), room => RoomJson.Write(json, room));
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
        [.. (await Roster.ListAsync().ConfigureAwait(false))
            .Where(key => key is { Role: ClinicRole.Room, Revoked: null }).Select(key => key.Name).Distinct()];

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
