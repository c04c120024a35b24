using System.Net;
using System.Text.Json.Nodes;

namespace MassagerControl.Tests.Clinic.Http;

/// <summary>People and their data at the API: who sees names, what an export has, and that whoever was deleted stays so.</summary>
public sealed class PeopleApiTests(ServedClinic clinic) : IClassFixture<ServedClinic>
{
    private DateTimeOffset Until => clinic.Clock.Now.AddMinutes(20);

    [Fact]
    public async Task The_desk_gives_somebody_an_id_and_a_name_which_a_therapist_does_not_see()
    {
        using var desk = await clinic.LetInAsync("desk", "a-desk");
        using var therapist = await clinic.LetInAsync("therapist", "a-therapist");

        var id = (string)(await desk.PostAsync("/api/desk/people", """{"name":"Änne Meier"}""")).Body!["id"]!;

        Assert.Equal(id, (string)Assert.Single(await PeopleAsync(desk, "q=meier"))!["id"]!);
        Assert.Empty(await PeopleAsync(therapist, "q=meier"));
        var seen = (await PeopleAsync(therapist, $"q={id}")).Single()!;
        Assert.Null(seen["name"]);
        Assert.Contains(await AuditAsync(), entry => entry == ("a-desk", "person-added", id, "with a name"));
    }

    [Fact]
    public async Task A_name_is_changed_and_forgotten_and_stands_in_no_entry_of_the_log()
    {
        using var desk = await clinic.LetInAsync("desk", "b-desk");
        var id = (string)(await desk.PostAsync("/api/desk/people")).Body!["id"]!;

        Assert.Equal(HttpStatusCode.OK, (await desk.CallAsync(HttpMethod.Put, $"/api/desk/people/{id}/name", """{"name":"Bertha Unique"}""")).Status);
        Assert.Equal("Bertha Unique", (string)(await PeopleAsync(desk, $"q={id}")).Single()!["name"]!);
        Assert.Equal(HttpStatusCode.OK, (await desk.CallAsync(HttpMethod.Delete, $"/api/desk/people/{id}/name")).Status);

        Assert.Null((await PeopleAsync(desk, $"q={id}")).Single()!["name"]);
        Assert.Equal(["person-added", "name", "name-forgotten"], (await AuditAsync()).Where(entry => entry.Subject == id).Select(entry => entry.Act));
        Assert.DoesNotContain(await AuditAsync(), entry => $"{entry}".Contains("Bertha", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.NotFound, (await desk.CallAsync(HttpMethod.Put, "/api/desk/people/nobody/name", """{"name":"X"}""")).Status);
    }

    [Fact]
    public async Task When_somebody_is_expected_is_shown()
    {
        using var desk = await clinic.LetInAsync("desk", "c-desk");
        var id = (string)(await desk.PostAsync("/api/desk/people")).Body!["id"]!;

        await desk.CallAsync(HttpMethod.Put, $"/api/desk/people/{id}/due", """{"at":"2026-03-08T09:00:00Z"}""");
        Assert.Equal("2026-03-08T09:00:00Z", (string)(await PeopleAsync(desk, $"q={id}")).Single()!["due"]!);
        await desk.CallAsync(HttpMethod.Delete, $"/api/desk/people/{id}/due");
        Assert.Null((await PeopleAsync(desk, $"q={id}")).Single()!["due"]);
    }

    [Fact]
    public async Task Whoever_a_room_reserved_for_is_listed_and_whoever_was_refused_is_not()
    {
        using var room = await clinic.LetInAsync("room", "d-room");

        await room.ReserveAsync("d-yes", "s1", 60, Until);
        await room.ReserveAsync("d-no", "s2", 9_000, Until);

        Assert.Equal("d-yes", (string)Assert.Single(await PeopleAsync(clinic.Admin, "q=d-"))!["id"]!);
    }

    [Fact]
    public async Task A_record_is_kept_once_and_one_of_another_room_or_of_no_session_is_refused_and_written_down()
    {
        using var one = await clinic.LetInAsync("room", "e-one");
        using var two = await clinic.LetInAsync("room", "e-two");
        await one.ReserveAsync("e-ann", "s1", 60, Until);
        await one.SettleAsync("e-ann", "s1", 40);

        Assert.Equal(HttpStatusCode.OK, (await one.PostAsync("/api/people/e-ann/record", Record("s1"))).Status);
        Assert.Equal(HttpStatusCode.OK, (await one.PostAsync("/api/people/e-ann/record", Record("s1"))).Status);
        Assert.Equal("another record is kept of this session", Reason(await one.PostAsync("/api/people/e-ann/record", Record("s1", "2"))));
        Assert.Equal("another room reserved this session", Reason(await two.PostAsync("/api/people/e-ann/record", Record("s1"))));
        Assert.Equal("no such session was reserved, or it was too long ago", Reason(await one.PostAsync("/api/people/e-ann/record", Record("s7"))));
        Assert.Equal(HttpStatusCode.BadRequest, (await one.PostAsync("/api/people/e-ann/record", Record("s1", "\"two\""))).Status);

        var kept = (await clinic.Admin.GetAsync("/api/admin/people/e-ann/export")).Body!["records"]!.AsArray();
        Assert.Equal(("s1", "e-one", 6), ((string)Assert.Single(kept)!["session"]!, (string)kept[0]!["room"]!, (int)kept[0]!["ratings"]![0]!["value"]!));
        Assert.Equal(3, (await AuditAsync()).Count(entry => entry.Act == "contradiction" && entry.Actor.StartsWith("e-", StringComparison.Ordinal)));
        Assert.Equal("e-one", (string)(await PeopleAsync(clinic.Admin, "q=e-ann")).Single()!["last"]!["room"]!);
    }

    [Fact]
    public async Task An_export_has_all_that_is_kept_and_a_bundle_has_the_name_only_where_it_is_asked_for()
    {
        using var room = await clinic.LetInAsync("room", "f-room");
        await room.ReserveAsync("f-ann", "f-s1", 60, Until);
        await room.SettleAsync("f-ann", "f-s1", 40);
        await room.PostAsync("/api/people/f-ann/record", Record("f-s1"));
        await room.PostAsync("/api/people/f-ann/lock", """{"session":"f-s1","area":"between-blades","side":"left","kind":"rating"}""");
        await room.SettleAsync("f-ann", "f-s1", 41);
        await clinic.Admin.CallAsync(HttpMethod.Put, "/api/desk/people/f-ann/name", """{"name":"Frieda Ann"}""");

        var export = (await clinic.Admin.GetAsync("/api/admin/people/f-ann/export")).Body!;

        Assert.Equal("Frieda Ann", (string)export["name"]!);
        Assert.Equal("00:00:40", (string)Assert.Single(export["ledger"]!["sessions"]!.AsArray())!["press"]!);
        Assert.Equal("rating", (string)Assert.Single(export["ledger"]!["locks"]!.AsArray())!["kind"]!);
        Assert.Single(export["records"]!.AsArray());
        Assert.Equal(["contradiction", "name", "export"], export["acts"]!.AsArray().Select(act => (string)act!["act"]!));
        Assert.Null(await NameInAsync("/api/admin/people/f-ann/fhir"));
        Assert.Equal("Frieda Ann", await NameInAsync("/api/admin/people/f-ann/fhir?name=true"));
    }

    [Fact]
    public async Task Who_was_deleted_is_gone_and_what_a_room_says_again_does_not_bring_them_back()
    {
        using var room = await clinic.LetInAsync("room", "g-room");
        await room.ReserveAsync("g-ann", "s1", 60, Until);
        await clinic.Admin.CallAsync(HttpMethod.Put, "/api/desk/people/g-ann/name", """{"name":"Greta Ann"}""");
        await room.PostAsync("/api/people/g-ann/record", Record("s1"));

        var early = await clinic.Admin.CallAsync(HttpMethod.Delete, "/api/admin/people/g-ann");
        Assert.Equal((HttpStatusCode.Conflict, "a session of this person may be under way"), (early.Status, Reason(early)));
        await room.SettleAsync("g-ann", "s1", 40);
        Assert.Equal(HttpStatusCode.OK, (await clinic.Admin.CallAsync(HttpMethod.Delete, "/api/admin/people/g-ann")).Status);

        foreach (var (path, body) in new[]
        {
            ("settle", """{"session":"s1","seconds":40}"""), ("record", Record("s1")),
            ("lock", """{"session":"s1","area":"between-blades","side":"left","kind":"rating"}"""), ("check-in", "{}"),
        })
            Assert.True((bool)(await room.PostAsync($"/api/people/g-ann/{path}", body)).Body!["deleted"]!, path);
        Assert.Equal(HttpStatusCode.Conflict, (await room.ReserveAsync("g-ann", "s2", 10, Until)).Status);
        Assert.Contains("g-ann", (await room.GetAsync("/api/room/deleted")).Body!["people"]!.AsArray().Select(one => (string)one!));
        Assert.Equal(HttpStatusCode.OK, (await clinic.Admin.CallAsync(HttpMethod.Delete, "/api/admin/people/g-ann")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await clinic.Admin.CallAsync(HttpMethod.Delete, "/api/admin/people/g-nobody")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await clinic.Admin.GetAsync("/api/admin/people/g-ann/export")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await clinic.Admin.CallAsync(HttpMethod.Put, "/api/desk/people/g-ann/name", """{"name":"Greta"}""")).Status);
        Assert.Empty(await PeopleAsync(clinic.Admin, "q=g-ann"));
        Assert.Contains(await AuditAsync(), entry => entry == ("admin", "delete", "g-ann", "all that is kept"));
    }

    [Theory]
    [InlineData("room", "GET", "/api/desk/people")]
    [InlineData("therapist", "POST", "/api/desk/people")]
    [InlineData("therapist", "PUT", "/api/desk/people/x/name")]
    [InlineData("therapist", "DELETE", "/api/desk/people/x/name")]
    [InlineData("therapist", "PUT", "/api/desk/people/x/due")]
    [InlineData("therapist", "DELETE", "/api/desk/people/x/due")]
    [InlineData("room", "GET", "/api/admin/people/x/export")]
    [InlineData("desk", "GET", "/api/admin/people/x/export")]
    [InlineData("desk", "GET", "/api/admin/people/x/fhir")]
    [InlineData("desk", "DELETE", "/api/admin/people/x")]
    [InlineData("admin", "POST", "/api/people/x/record")]
    [InlineData("desk", "GET", "/api/room/deleted")]
    public async Task A_door_of_another_role_stays_shut_and_that_is_written_down(string role, string method, string path)
    {
        using var somebody = await clinic.LetInAsync(role, $"h-{role}");
        using var stranger = new ClinicCaller(clinic.Address, "ABCDEFGHJK.0123");

        Assert.Equal(HttpStatusCode.Forbidden, (await somebody.CallAsync(new(method), path, "{}")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.CallAsync(new(method), path, "{}")).Status);
        Assert.Contains(await AuditAsync(), entry => entry == ($"h-{role}", "refused", $"{method} {path}", $"a {role} may not do this"));
    }

    private static string Record(string session, string reps = "3") => $$"""
        {"session":"{{session}}","area":"between-blades","side":"left","program":"compression","profile":"sim-ball","simulated":true,
        "began":"2026-03-01T08:00:00Z","ended":"2026-03-01T08:05:00Z","outcome":"completed","reason":"the program is over","reps":{{reps}},"seconds":40,
        "confirmedOff":true,"levels":4,"highestLevel":2,"highestIntensity":50,"highestCap":55,"ratings":[{"t":31.5,"value":6}],"flags":[],"leftOut":0}
        """;

    private async Task<string?> NameInAsync(string path)
    {
        var bundle = (await clinic.Admin.GetAsync(path)).Body!;
        var patient = bundle["entry"]!.AsArray().Select(entry => entry!["resource"]!).Single(resource => (string)resource["resourceType"]! == "Patient");
        return (string?)patient["name"]?[0]?["text"];
    }

    private static async Task<JsonArray> PeopleAsync(ClinicCaller caller, string query) => (await caller.GetAsync($"/api/desk/people?{query}")).Body!["people"]!.AsArray();

    private async Task<(string Actor, string Act, string Subject, string Detail)[]> AuditAsync()
    {
        var (after, all) = (0L, new List<(string, string, string, string)>());
        while ((await clinic.Admin.GetAsync($"/api/admin/audit?after={after}")).Body!["entries"]!.AsArray() is { Count: > 0 } page)
        {
            all.AddRange(page.Select(entry => ((string)entry!["actor"]!, (string)entry["act"]!, (string)entry["subject"]!, (string)entry["detail"]!)));
            after = (long)page[^1]!["seq"]!;
        }
        return [.. all];
    }

    private static string? Reason((HttpStatusCode Status, JsonNode? Body) answer) => (string?)answer.Body?["reasons"]?.AsArray().FirstOrDefault();
}
