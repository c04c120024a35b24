using System.Net;
using System.Text.Json.Nodes;
using MassagerControl.Clinic.Http;

namespace MassagerControl.Tests.Clinic.Http;

/// <summary>The clinic's API: who may do what, and that nobody else changes anything.</summary>
public sealed class ClinicApiTests(ServedClinic clinic) : IClassFixture<ServedClinic>
{
    private DateTimeOffset Until => clinic.Clock.Now.AddMinutes(20);

    [Fact]
    public async Task A_room_reserves_and_settles_and_another_knows_of_it()
    {
        using var one = await clinic.LetInAsync("room", "a-one");
        using var two = await clinic.LetInAsync("room", "a-two");

        Assert.Equal((HttpStatusCode.OK, 60), Seconds(await one.ReserveAsync("ann", "s1", 60, Until)));
        var refused = await two.ReserveAsync("ann", "s2", 60, Until);
        Assert.Equal((HttpStatusCode.Conflict, "a session here is under way"), (refused.Status, Reason(refused)));
        Assert.Equal((HttpStatusCode.OK, 30), Seconds(await one.SettleAsync("ann", "s1", 30)));
        Assert.Equal(1050, (int)(await two.GetAsync("/api/people/ann/forecast?area=between-blades&side=left")).Body!["dayRoom"]!);
    }

    [Fact]
    public async Task A_settlement_that_is_replayed_changes_nothing_and_one_that_was_altered_is_refused_and_written_down()
    {
        using var one = await clinic.LetInAsync("room", "b-one");
        using var two = await clinic.LetInAsync("room", "b-two");
        await one.ReserveAsync("ben", "s1", 60, Until);
        await one.SettleAsync("ben", "s1", 30);

        Assert.Equal((HttpStatusCode.OK, 30), Seconds(await one.SettleAsync("ben", "s1", 30)));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "this session was settled with 30 s"), Refusal(await one.SettleAsync("ben", "s1", 5)));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "another room reserved this session"), Refusal(await two.SettleAsync("ben", "s1", 30)));
        Assert.Equal(1050, (int)(await one.GetAsync("/api/people/ben/forecast?area=between-blades&side=left")).Body!["dayRoom"]!);
        Assert.Contains(await AuditAsync(), entry => entry is ("b-one", "contradiction", "s1", "this session was settled with 30 s"));
        Assert.Contains(await AuditAsync(), entry => entry is ("b-two", "contradiction", "s1", "another room reserved this session"));
    }

    [Theory]
    [InlineData(null, "the request does not say which version of the protocol the room speaks (Massager-Protocol); the clinic speaks 1")]
    [InlineData("0", "the room speaks version 0 of the protocol, and the clinic needs at least 1: update massager in the room")]
    [InlineData("2", "the room speaks version 2 of the protocol, and the clinic only 1: update massager-clinic first")]
    [InlineData("one", "Massager-Protocol is a whole number; the clinic speaks 1")]
    public async Task A_room_of_another_version_is_told_and_changes_nothing(string? version, string why)
    {
        var name = $"c-{version ?? "none"}";
        using var room = new ClinicCaller(clinic.Address, await clinic.Admin.LetInAsync("room", name)) { Protocol = version };

        var refused = await room.ReserveAsync($"cem-{name}", "s1", 60, Until);

        Assert.Equal((HttpStatusCode.UpgradeRequired, why), (refused.Status, (string)refused.Body!["detail"]!));
        using var other = await clinic.LetInAsync("room", $"{name}-other");
        Assert.Equal(1080, (int)(await other.GetAsync($"/api/people/cem-{name}/forecast?area=between-blades&side=left")).Body!["dayRoom"]!);
    }

    [Theory]
    [InlineData("room", "GET", "/api/desk/rooms")]
    [InlineData("room", "POST", "/api/desk/stop")]
    [InlineData("room", "POST", "/api/admin/codes")]
    [InlineData("therapist", "POST", "/api/admin/codes")]
    [InlineData("therapist", "GET", "/api/admin/keys")]
    [InlineData("therapist", "DELETE", "/api/admin/keys/x")]
    [InlineData("therapist", "GET", "/api/admin/audit")]
    [InlineData("desk", "POST", "/api/admin/codes")]
    [InlineData("therapist", "POST", "/api/desk/rooms/x/allowances")]
    [InlineData("therapist", "DELETE", "/api/desk/rooms/x/allowances/y")]
    [InlineData("room", "GET", "/api/desk/rooms/x/allowances")]
    [InlineData("desk", "POST", "/api/people/dan/allowed")]
    [InlineData("desk", "GET", "/api/room/allowances")]
    [InlineData("desk", "POST", "/api/people/dan/reserve")]
    [InlineData("admin", "POST", "/api/people/dan/settle")]
    [InlineData("admin", "POST", "/api/room/state")]
    public async Task A_door_of_another_role_stays_shut_and_that_is_written_down(string role, string method, string path)
    {
        using var somebody = await clinic.LetInAsync(role, $"d-{role}");

        Assert.Equal(HttpStatusCode.Forbidden, (await somebody.CallAsync(new(method), path, "{}")).Status);
        Assert.Contains(await AuditAsync(), entry => entry is (_, "refused", _, _) && entry == ($"d-{role}", "refused", $"{method} {path}", $"a {role} may not do this"));
    }

    [Fact]
    public async Task A_key_of_another_clinic_a_made_up_one_and_none_open_nothing()
    {
        await using var other = new ServedClinic();
        await other.InitializeAsync();
        string?[] tokens = [await other.Admin.LetInAsync("room", "room-1"), "ABCDEFGHJK.0123", "x", "", null];

        foreach (var token in tokens)
            foreach (var (method, path) in Doors)
            {
                using var stranger = new ClinicCaller(clinic.Address, token);
                Assert.Equal((path, HttpStatusCode.Unauthorized), (path, (await stranger.CallAsync(new(method), path, "{}")).Status));
            }
    }

    [Fact]
    public async Task Whoever_is_refused_often_fills_no_log()
    {
        await using var other = new ServedClinic();
        await other.InitializeAsync();
        using var room = await other.LetInAsync("room", "room-1");
        using var stranger = new ClinicCaller(other.Address, "ABCDEFGHJK.0123");
        string[] acts = [];
        // A minute may end meanwhile on a computer that stalls: then it takes more of them.
        while (!acts.Contains("more-refused"))
        {
            for (var time = 0; time <= Refusals.Most; time++)
            {
                Assert.Equal(HttpStatusCode.Forbidden, (await room.GetAsync("/api/desk/rooms")).Status);
                Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync("/api/desk/rooms")).Status);
            }
            acts = [.. (await other.Admin.GetAsync("/api/admin/audit")).Body!["entries"]!.AsArray().Select(entry => (string)entry!["act"]!)];
        }
        Assert.True(acts.Count(act => act == "refused") >= Refusals.Most);
    }

    [Fact]
    public async Task A_key_that_was_shut_out_opens_nothing_any_more()
    {
        using var room = await clinic.LetInAsync("room", "e-room");
        Assert.Equal(HttpStatusCode.OK, (await room.ReserveAsync("eve", "s1", 60, Until)).Status);
        var id = (await clinic.Admin.GetAsync("/api/admin/keys")).Body!["keys"]!.AsArray().Single(key => (string)key!["name"]! == "e-room")!["id"];

        Assert.Equal(HttpStatusCode.OK, (await clinic.Admin.CallAsync(HttpMethod.Delete, $"/api/admin/keys/{id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await clinic.Admin.CallAsync(HttpMethod.Delete, $"/api/admin/keys/{id}")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await room.SettleAsync("eve", "s1", 10)).Status);
        Assert.Contains(await AuditAsync(), entry => entry.Act == "revoke" && entry.Detail == "e-room");
    }

    /// <summary>One letter that was typed wrong must be nobody, and not somebody without a past.</summary>
    [Fact]
    public async Task An_id_that_the_desk_never_made_has_no_session_unless_the_clinic_takes_any()
    {
        await using var strict = await ServedClinic.StartAsync(options => options with { TakesAnyId = false });
        using var room = await strict.LetInAsync("room", "one");
        var known = (string)(await strict.Admin.PostAsync("/api/desk/people", "{}")).Body!["id"]!;

        var until = strict.Clock.Now.AddMinutes(20);
        Assert.Equal(HttpStatusCode.OK, (await room.ReserveAsync(known, "s1", 60, until)).Status);
        var refused = await room.ReserveAsync(known.ToUpperInvariant(), "s2", 60, until);
        Assert.StartsWith("the desk has taken in nobody with this id", Reason(refused), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await room.GetAsync("/api/people/nobody/forecast?area=between-blades&side=left")).Status);
        Assert.Equal(HttpStatusCode.OK, (await room.SettleAsync(known, "s1", 30)).Status);
    }

    [Fact]
    public async Task A_room_whose_key_is_taken_stops_first()
    {
        using var room = await clinic.LetInAsync("room", "stopped-room");
        var known = (await room.PostAsync("/api/room/state", State)).Body!["stop"]?["number"]?.GetValue<long>() ?? 0;
        var waiting = room.GetAsync($"/api/room/stops?after={known}");
        while (!await ListensAsync("stopped-room"))
            await room.PostAsync("/api/room/state", State);
        var id = (await clinic.Admin.GetAsync("/api/admin/keys")).Body!["keys"]!.AsArray().Single(key => (string)key!["name"]! == "stopped-room")!["id"];

        Assert.Equal(HttpStatusCode.OK, (await clinic.Admin.CallAsync(HttpMethod.Delete, $"/api/admin/keys/{id}")).Status);

        Assert.Equal("admin", (string)(await waiting).Body!["stop"]!["by"]!);
        Assert.Equal(HttpStatusCode.Unauthorized, (await room.GetAsync("/api/room/stops?after=0")).Status);
    }

    [Fact]
    public async Task A_code_opens_once_and_who_comes_again_under_a_name_replaces_whoever_had_it()
    {
        var code = (string)(await clinic.Admin.PostAsync("/api/admin/codes", """{"role":"room","name":"f-room"}""")).Body!["code"]!;
        using var stranger = new ClinicCaller(clinic.Address);
        using var first = new ClinicCaller(clinic.Address, await stranger.EnrolAsync(code.ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal)));

        Assert.Equal(HttpStatusCode.Forbidden, (await stranger.PostAsync("/api/enrol", $$"""{"code":"{{code}}"}""")).Status);
        Assert.Equal(HttpStatusCode.OK, (await first.GetAsync("/api/people/fay/forecast?area=between-blades&side=left")).Status);
        using var second = await clinic.LetInAsync("room", "f-room");
        Assert.Equal(HttpStatusCode.Unauthorized, (await first.GetAsync("/api/people/fay/forecast?area=between-blades&side=left")).Status);
        Assert.Equal(HttpStatusCode.OK, (await second.GetAsync("/api/people/fay/forecast?area=between-blades&side=left")).Status);
    }

    [Fact]
    public async Task Whoever_guesses_codes_waits()
    {
        await using var other = new ServedClinic();
        await other.InitializeAsync();
        using var stranger = new ClinicCaller(other.Address);
        for (var guess = 0; guess < 5; guess++)
            Assert.Equal(HttpStatusCode.Forbidden, (await stranger.PostAsync("/api/enrol", """{"code":"AAAA-AAAA"}""")).Status);

        Assert.Equal(HttpStatusCode.TooManyRequests, (await stranger.PostAsync("/api/enrol", """{"code":"AAAA-AAAA"}""")).Status);
    }

    [Theory]
    [InlineData("""{"room":"g-room"}""")]
    [InlineData("")]
    [InlineData("what is this")]
    public async Task STOP_reaches_a_room_that_waits_for_it_also_where_it_cannot_be_read(string body)
    {
        using var room = await clinic.LetInAsync("room", "g-room");
        using var therapist = await clinic.LetInAsync("therapist", "g-ann");
        var known = (await room.PostAsync("/api/room/state", State)).Body!["stop"]?["number"]?.GetValue<long>() ?? 0;
        var waiting = room.GetAsync($"/api/room/stops?after={known}");
        while (!await ListensAsync("g-room"))
            await room.PostAsync("/api/room/state", State);

        var told = await therapist.PostAsync("/api/desk/stop", body);

        Assert.Contains(told.Body!["rooms"]!.AsArray(), one => (string)one!["room"]! == "g-room" && (bool)one["told"]!);
        Assert.Equal("g-ann", (string)(await waiting).Body!["stop"]!["by"]!);
        Assert.Contains(await AuditAsync(), entry => entry is ("g-ann", "stop", _, _));
    }

    [Fact]
    public async Task A_room_that_did_not_wait_learns_of_STOP_with_its_next_word()
    {
        using var room = await clinic.LetInAsync("room", "h-room");
        await room.PostAsync("/api/room/state", State);

        var told = await clinic.Admin.PostAsync("/api/desk/stop", """{"room":"h-room"}""");

        Assert.False((bool)told.Body!["rooms"]![0]!["told"]!);
        Assert.Equal("admin", (string)(await room.PostAsync("/api/room/state", State)).Body!["stop"]!["by"]!);
    }

    [Fact]
    public async Task One_room_at_a_time_has_a_device()
    {
        using var one = await clinic.LetInAsync("room", "i-one");
        using var two = await clinic.LetInAsync("room", "i-two");

        Assert.Equal(HttpStatusCode.OK, (await one.PostAsync("/api/devices/gun-7/holder", """{"seconds":600}""")).Status);
        Assert.Equal((HttpStatusCode.Conflict, "i-one has this device until it gives it back"), Refusal(await two.PostAsync("/api/devices/gun-7/holder", """{"seconds":600}""")));
        await two.CallAsync(HttpMethod.Delete, "/api/devices/gun-7/holder");
        Assert.Equal(HttpStatusCode.Conflict, (await two.PostAsync("/api/devices/gun-7/holder", """{"seconds":600}""")).Status);
        await one.CallAsync(HttpMethod.Delete, "/api/devices/gun-7/holder");
        Assert.Equal(HttpStatusCode.OK, (await two.PostAsync("/api/devices/gun-7/holder", """{"seconds":600}""")).Status);
    }

    [Fact]
    public async Task What_the_desk_allowed_a_room_counts_over_any_budget_and_once()
    {
        using var desk = await clinic.LetInAsync("desk", "k-desk");
        using var room = await clinic.LetInAsync("room", "k-room");
        var id = (string)(await desk.PostAsync("/api/desk/rooms/k-room/allowances", Wanted(null, 100))).Body!["id"]!;
        Assert.Equal(id, (string)(await room.GetAsync("/api/room/allowances")).Body!["allowances"]![0]!["id"]!);
        Assert.Equal(HttpStatusCode.OK, (await room.ReserveAsync("kim", "s0", 60, Until)).Status);

        for (var again = 0; again < 3; again++)
            Assert.Equal((HttpStatusCode.OK, 90), Seconds(await room.PostAsync("/api/people/kim/allowed", Had("s1", id, 90))));
        Assert.Equal(930, (int)(await room.GetAsync("/api/people/kim/forecast?area=lower-back&side=left")).Body!["dayRoom"]!);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "another session is kept under this id"), Refusal(await room.PostAsync("/api/people/kim/allowed", Had("s1", id, 9))));
        Assert.Equal((HttpStatusCode.OK, 50), Seconds(await room.PostAsync("/api/people/kim/allowed", Had("s2", id, 50))));
        Assert.Equal(140, (int)(await desk.GetAsync("/api/desk/rooms/k-room/allowances")).Body!["allowances"]![0]!["used"]!);

        var audit = await AuditAsync();
        Assert.Contains(audit, entry => entry is ("k-desk", "allow", "k-room", _));
        Assert.Single(audit, entry => entry is ("k-room", "over", "s2", "40 s more than the desk had allowed"));
        Assert.Contains(audit, entry => entry is ("k-room", "contradiction", "s1", "another session is kept under this id"));
    }

    [Fact]
    public async Task What_nobody_allowed_this_room_or_this_person_counts_nothing_and_is_written_down()
    {
        using var desk = await clinic.LetInAsync("desk", "l-desk");
        using var room = await clinic.LetInAsync("room", "l-room");
        using var other = await clinic.LetInAsync("room", "l-other");
        var id = (string)(await desk.PostAsync("/api/desk/rooms/l-room/allowances", Wanted("lea", 100))).Body!["id"]!;

        foreach (var (somebody, person, allowance) in new[] { (room, "lea", "forged"), (other, "lea", id), (room, "leo", id) })
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await somebody.PostAsync($"/api/people/{person}/allowed", Had("s1", allowance, 60))).Status);

        Assert.All(["lea", "leo"], person => Assert.Equal(1080, (int)room.GetAsync($"/api/people/{person}/forecast?area=lower-back&side=left").Result.Body!["dayRoom"]!));
        Assert.Contains(await AuditAsync(), entry => entry is ("l-other", "contradiction", "s1", "the desk gave this room no such allowance, or it was over too long ago"));
        Assert.Contains(await AuditAsync(), entry => entry is ("l-room", "contradiction", "s1", "the desk gave this allowance for somebody else"));
    }

    [Fact]
    public async Task An_allowance_that_was_ended_is_not_heard_of_any_more_and_what_was_had_by_it_counts()
    {
        using var desk = await clinic.LetInAsync("desk", "m-desk");
        using var room = await clinic.LetInAsync("room", "m-room");
        var id = (string)(await desk.PostAsync("/api/desk/rooms/m-room/allowances", Wanted(null, 100))).Body!["id"]!;

        Assert.Equal(HttpStatusCode.OK, (await desk.CallAsync(HttpMethod.Delete, $"/api/desk/rooms/m-room/allowances/{id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await desk.CallAsync(HttpMethod.Delete, $"/api/desk/rooms/m-room/allowances/{id}")).Status);
        Assert.Empty((await room.GetAsync("/api/room/allowances")).Body!["allowances"]!.AsArray());
        Assert.Equal((HttpStatusCode.OK, 60), Seconds(await room.PostAsync("/api/people/mia/allowed", Had("s1", id, 60))));
        Assert.Equal(1020, (int)(await room.GetAsync("/api/people/mia/forecast?area=lower-back&side=left")).Body!["dayRoom"]!);
    }

    [Theory]
    [InlineData("n-none", 100, 1, HttpStatusCode.NotFound)]
    [InlineData("n-room", 0, 1, HttpStatusCode.BadRequest)]
    [InlineData("n-room", 100, 8, HttpStatusCode.BadRequest)]
    [InlineData("n-room", 100, -1, HttpStatusCode.BadRequest)]
    public async Task An_allowance_is_for_a_room_that_there_is_and_for_a_week_at_most(string room, int seconds, int days, HttpStatusCode status)
    {
        using var made = await clinic.LetInAsync("room", "n-room");

        Assert.Equal(status, (await clinic.Admin.PostAsync($"/api/desk/rooms/{room}/allowances", Wanted(null, seconds, days))).Status);
    }

    [Theory]
    [InlineData("/api/people/ann/reserve", "{}")]
    [InlineData("/api/people/ann/reserve", """{"session":"s","area":"between-blades","side":"left","seconds":60,"until":"soon"}""")]
    [InlineData("/api/people/ann/settle", """{"session":"s/../x","seconds":1}""")]
    [InlineData("/api/people/ann/settle", """{"session":"s","seconds":1,"room":"another"}""")]
    [InlineData("/api/people/ann/settle", """{"session":"s","seconds":-1}""")]
    [InlineData("/api/people/ann%20b/settle", """{"session":"s","seconds":1}""")]
    [InlineData("/api/room/state", """{"phase":"hold"}""")]
    [InlineData("/api/room/state", "[")]
    public async Task What_cannot_be_read_is_refused_with_reasons(string path, string body)
    {
        using var room = await clinic.LetInAsync("room", "j-room");

        var refused = await room.PostAsync(path, body);

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.DoesNotContain(" at MassagerControl", refused.Body!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_audit_log_is_whole_and_development_says_that_nothing_is_kept()
    {
        Assert.True((bool)(await clinic.Admin.GetAsync("/api/admin/audit/check")).Body!["whole"]!);
        Assert.Contains("nothing is kept", clinic.Said, StringComparison.Ordinal);
    }

    private const string State = """{"session":"s9","phase":"hold","level":2,"levels":4,"cap":50,"capReason":"you rated 8","battery":80,"link":"connected","rating":8,"offConfirmed":true}""";

    private static (string Method, string Path)[] Doors =>
    [
        ("POST", "/api/people/ann/reserve"), ("POST", "/api/people/ann/settle"), ("POST", "/api/people/ann/lock"), ("POST", "/api/people/ann/check-in"),
        ("GET", "/api/people/ann/forecast"), ("POST", "/api/room/state"), ("GET", "/api/room/stops"), ("POST", "/api/devices/gun/holder"), ("DELETE", "/api/devices/gun/holder"),
        ("POST", "/api/people/ann/allowed"), ("GET", "/api/room/allowances"), ("GET", "/api/desk/rooms/x/allowances"), ("POST", "/api/desk/rooms/x/allowances"),
        ("DELETE", "/api/desk/rooms/x/allowances/y"),
        ("GET", "/api/desk/rooms"), ("POST", "/api/desk/stop"), ("POST", "/api/desk/people/ann/unlock"), ("GET", "/api/desk/me"), ("DELETE", "/api/desk/me"),
        ("GET", "/api/desk/alerts"), ("POST", "/api/desk/alerts/1/acknowledge"), ("GET", "/api/desk/due"), ("GET", "/api/desk/people/ann"),
        ("POST", "/api/admin/codes"), ("GET", "/api/admin/keys"), ("DELETE", "/api/admin/keys/x"), ("GET", "/api/admin/audit"), ("GET", "/api/admin/audit/check"),
    ];

    private string Wanted(string? person, int seconds, int days = 1) =>
        $$"""{{{(person is null ? "" : $"\"person\":\"{person}\",")}}"seconds":{{seconds}},"until":"{{clinic.Clock.Now.AddDays(days).UtcDateTime:O}}"}""";

    private static string Had(string session, string allowance, int seconds) =>
        $$"""{"session":"{{session}}","allowance":"{{allowance}}","area":"between-blades","side":"left","seconds":{{seconds}}}""";

    private async Task<bool> ListensAsync(string name) => (await clinic.Admin.GetAsync("/api/desk/rooms")).Body!["rooms"]!.AsArray()
        .Any(room => (string)room!["room"]! == name && (bool)room["listening"]!);

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

    private static (HttpStatusCode, int) Seconds((HttpStatusCode Status, JsonNode? Body) answer) => (answer.Status, (int?)answer.Body?["seconds"] ?? -1);

    private static (HttpStatusCode, string?) Refusal((HttpStatusCode Status, JsonNode? Body) answer) => (answer.Status, Reason(answer));

    private static string? Reason((HttpStatusCode Status, JsonNode? Body) answer) => (string?)answer.Body?["reasons"]?.AsArray().FirstOrDefault();
}
