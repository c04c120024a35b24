using System.Net;
using System.Text.Json.Nodes;
using MassagerControl.Clinic.Alerts;

namespace MassagerControl.Tests.Clinic.Http;

/// <summary>What the desk's page asks for: who may, and what is written down.</summary>
public sealed class DeskApiTests(ServedClinic clinic) : IClassFixture<ServedClinic>
{
    private const string Nine = """{"session":"d9","phase":"stopping","level":0,"levels":4,"cap":50,"rating":9,"offConfirmed":true}""";

    [Theory]
    [InlineData("POST", "/api/desk/alerts/1/acknowledge")]
    [InlineData("GET", "/api/desk/people/ann")]
    [InlineData("POST", "/api/desk/people/ann/unlock")]
    public async Task A_therapist_sees_and_stops_and_decides_nothing(string method, string path)
    {
        using var therapist = await clinic.LetInAsync("therapist", $"a-tom-{path.GetHashCode(StringComparison.Ordinal):x}");

        Assert.Equal(HttpStatusCode.Forbidden, (await therapist.CallAsync(new(method), path, method == "GET" ? null : "{}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await therapist.GetAsync("/api/desk/rooms")).Status);
        Assert.Equal(HttpStatusCode.OK, (await therapist.GetAsync("/api/desk/alerts")).Status);
        Assert.Equal(HttpStatusCode.OK, (await therapist.GetAsync("/api/desk/due")).Status);
        Assert.Equal("therapist", (string)(await therapist.GetAsync("/api/desk/me")).Body!["role"]!);
    }

    [Fact]
    public async Task An_alert_is_acknowledged_once_and_that_is_written_down_without_a_rating()
    {
        using var room = await clinic.LetInAsync("room", "b-room");
        using var desk = await clinic.LetInAsync("desk", "b-dee");
        await room.PostAsync("/api/room/state", Nine);
        var alert = await AlertAsync(desk, "b-room");
        Assert.Equal((AlertKind.Rating, "9"), ((string)alert["kind"]!, (string)alert["detail"]!));

        var path = $"/api/desk/alerts/{alert["number"]}/acknowledge";
        Assert.Equal("b-dee", (string)(await desk.PostAsync(path)).Body!["by"]!);
        Assert.Equal(HttpStatusCode.NotFound, (await desk.PostAsync(path)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await desk.PostAsync("/api/desk/alerts/x/acknowledge")).Status);

        var acts = (await clinic.Admin.GetAsync("/api/admin/audit")).Body!["entries"]!.AsArray().Where(entry => (string)entry!["actor"]! == "b-dee" && (string)entry["act"]! == "acknowledge");
        Assert.Equal(("b-room", "rating"), acts.Select(entry => ((string)entry!["subject"]!, (string)entry["detail"]!)).Single());
    }

    [Fact]
    public async Task A_room_that_was_never_heard_is_on_the_list_and_one_that_was_shut_out_goes()
    {
        using var room = await clinic.LetInAsync("room", "c-room");
        using var other = await clinic.LetInAsync("room", "c-other");
        Assert.Null((await RoomAsync("c-room"))!["phase"]);

        var key = (await clinic.Admin.GetAsync("/api/admin/keys")).Body!["keys"]!.AsArray().Single(one => (string)one!["name"]! == "c-other")!["id"];
        await clinic.Admin.CallAsync(HttpMethod.Delete, $"/api/admin/keys/{key}");

        Assert.Null(await RoomAsync("c-other"));
        Assert.NotNull(await RoomAsync("c-room"));
    }

    /// <summary>Its session goes on and hears no STOP of the clinic: whoever is told that all rooms have heard it would not go there.</summary>
    [Fact]
    public async Task A_room_that_was_shut_out_in_a_session_has_not_heard_a_stop_of_all()
    {
        using var room = await clinic.LetInAsync("room", "c-gone");
        await room.PostAsync("/api/room/state", Nine);
        var key = (await clinic.Admin.GetAsync("/api/admin/keys")).Body!["keys"]!.AsArray().Single(one => (string)one!["name"]! == "c-gone")!["id"];
        await clinic.Admin.CallAsync(HttpMethod.Delete, $"/api/admin/keys/{key}");

        var rooms = (await clinic.Admin.PostAsync("/api/desk/stop")).Body!["rooms"]!.AsArray();

        Assert.False((bool)rooms.Single(one => (string)one!["room"]! == "c-gone")!["told"]!);
    }

    [Fact]
    public async Task Who_is_due_comes_with_where_they_are_and_what_is_locked_and_names_for_the_desk_alone()
    {
        using var room = await clinic.LetInAsync("room", "e-room");
        using var desk = await clinic.LetInAsync("desk", "e-dee");
        using var therapist = await clinic.LetInAsync("therapist", "e-tom");
        var id = (string)(await desk.PostAsync("/api/desk/people", """{"name":"Eve Example"}""")).Body!["id"]!;
        await desk.CallAsync(HttpMethod.Put, $"/api/desk/people/{id}/due", $$"""{"at":"{{clinic.Clock.Now.AddHours(1).UtcDateTime:O}}"}""");
        await room.ReserveAsync(id, "e1", 60, clinic.Clock.Now.AddMinutes(20));
        await room.PostAsync($"/api/people/{id}/lock", """{"session":"e0","area":"lower-back","side":"right","kind":"radiating"}""");

        var due = await DueAsync(desk, id);
        Assert.Equal(("Eve Example", "e-room"), ((string)due["name"]!, (string)due["in"]!));
        var held = Assert.Single(due["locks"]!.AsArray())!;
        Assert.Equal(("lower-back", "radiating", false), ((string)held["area"]!, (string)held["kind"]!, (bool)held["may"]!));
        Assert.Null((await DueAsync(therapist, id))["name"]);

        var person = (await desk.GetAsync($"/api/desk/people/{id}")).Body!;
        Assert.Equal(("e-room", 60, true), Assert.Single(person["sessions"]!.AsArray().Select(one => ((string)one!["room"]!, (int)one["counted"]!, (bool)one["open"]!))));
        Assert.Equal(HttpStatusCode.NotFound, (await desk.GetAsync("/api/desk/people/nobody")).Status);
    }

    [Fact]
    public async Task A_lock_is_cleared_on_another_day_and_both_tries_are_written_down()
    {
        using var room = await clinic.LetInAsync("room", "f-room");
        using var desk = await clinic.LetInAsync("desk", "f-dee");
        await room.PostAsync("/api/people/fay/lock", """{"session":"f0","area":"lower-back","side":"right","kind":"numb"}""");
        const string Place = """{"area":"lower-back","side":"right"}""";

        Assert.Equal(HttpStatusCode.Conflict, (await desk.PostAsync("/api/desk/people/fay/unlock", Place)).Status);
        clinic.Clock.Pass(36);
        Assert.Equal(HttpStatusCode.OK, (await desk.PostAsync("/api/desk/people/fay/unlock", Place)).Status);

        Assert.Empty((await desk.GetAsync("/api/desk/people/fay")).Body!["locks"]!.AsArray());
        var acts = (await clinic.Admin.GetAsync("/api/admin/audit")).Body!["entries"]!.AsArray().Where(entry => (string)entry!["actor"]! == "f-dee" && (string)entry["subject"]! == "fay");
        Assert.Equal(["unlock-refused", "unlock"], acts.Select(entry => (string)entry!["act"]!));
    }

    [Fact]
    public async Task Whoever_signs_out_has_no_key_any_more()
    {
        using var desk = await clinic.LetInAsync("desk", "g-dee");

        Assert.Equal(HttpStatusCode.OK, (await desk.CallAsync(HttpMethod.Delete, "/api/desk/me")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await desk.GetAsync("/api/desk/me")).Status);
    }

    // The desk hears of it a moment after the room has its answer.
    private static async Task<JsonNode> AlertAsync(ClinicCaller desk, string room)
    {
        while (true)
        {
            var all = (await desk.GetAsync("/api/desk/alerts")).Body!["alerts"]!.AsArray();
            if (all.FirstOrDefault(alert => (string?)alert!["room"] == room) is { } found)
                return found;
            await Task.Yield();
        }
    }

    private async Task<JsonNode?> RoomAsync(string name) =>
        (await clinic.Admin.GetAsync("/api/desk/rooms")).Body!["rooms"]!.AsArray().FirstOrDefault(room => (string)room!["room"]! == name);

    private static async Task<JsonNode> DueAsync(ClinicCaller caller, string id) =>
        (await caller.GetAsync("/api/desk/due")).Body!["due"]!.AsArray().Single(one => (string)one!["id"]! == id)!;
}
