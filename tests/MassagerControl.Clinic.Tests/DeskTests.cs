using System.Text.Json.Nodes;
using MassagerControl.Tests.Clinic.Http;
using MassagerControl.Tests.Clinic.Support;
using Npgsql;

namespace MassagerControl.Tests.Clinic;

/// <summary>What the desk sees lies in the database.</summary>
public sealed class DeskTests(PostgresServer postgres)
{
    [Fact]
    public async Task Alerts_who_is_due_and_what_is_to_be_looked_after_outlive_a_silo_that_is_killed()
    {
        var database = await postgres.DatabaseAsync();
        await using var source = NpgsqlDataSource.Create(database);
        var now = DateTimeOffset.UtcNow;
        string token;
        string[] ids;
        await using (var first = await ClinicProcess.StartAsync(database))
        {
            using var stranger = new ClinicCaller(first.Address);
            token = await stranger.EnrolAsync(first.Code!);
            using var admin = new ClinicCaller(first.Address, token);
            using var room = new ClinicCaller(first.Address, await admin.LetInAsync("room", "one"));
            ids = [await AddAsync(admin, now.AddHours(2)), await AddAsync(admin, now.AddHours(1)), await AddAsync(admin, now.AddDays(3)), await AddAsync(admin, null)];
            await room.ReserveAsync(ids[0], "s1", 60, now.AddMinutes(20));
            await room.ReserveAsync(ids[0], "s1", 60, now.AddMinutes(20));
            await room.PostAsync($"/api/people/{ids[1]}/lock", """{"session":"s2","area":"lower-back","side":"right","kind":"sharp"}""");
            await first.KillAsync();
        }

        Assert.Equal(1L, await source.AskAsync("SELECT count(*) FROM orleansreminderstable WHERE remindername = 'unsettled'"));
        await using var second = await ClinicProcess.StartAsync(database);
        using var again = new ClinicCaller(second.Address, token);
        Assert.Equal([ids[1], ids[0]], Texts(await again.GetAsync("/api/desk/due"), "due", "id"));
        Assert.Equal(["red-flag"], Texts(await again.GetAsync("/api/desk/alerts"), "alerts", "kind"));
        Assert.Equal("one", (string)(await again.GetAsync($"/api/desk/people/{ids[0]}")).Body!["in"]!);
    }

    private static async Task<string> AddAsync(ClinicCaller admin, DateTimeOffset? due)
    {
        var id = (string)(await admin.PostAsync("/api/desk/people", """{"name":"Ann Example"}""")).Body!["id"]!;
        if (due is { } moment)
            await admin.CallAsync(HttpMethod.Put, $"/api/desk/people/{id}/due", $$"""{"at":"{{moment.UtcDateTime:O}}"}""");
        return id;
    }

    private static IEnumerable<string> Texts((System.Net.HttpStatusCode Status, JsonNode? Body) answer, string list, string name) =>
        answer.Body![list]!.AsArray().Select(one => (string)one![name]!);
}
