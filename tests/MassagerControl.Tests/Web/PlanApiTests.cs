using System.Net;
using System.Text.Json;
using MassagerControl.Tests.App.Cli;

namespace MassagerControl.Tests.Web;

/// <summary>Reminders, notes and topics over the API.</summary>
public sealed class PlanApiTests
{
    [Fact]
    public async Task Nothing_is_due_until_the_phone_that_controls_chooses_it()
    {
        await using var host = await ServedHost.StartAsync();
        using var phone = await host.PairAsync();
        using var helper = await HelperAsync(host, phone);

        Assert.All((await phone.GetAsync("api/plan")).GetProperty("habits").EnumerateArray(), habit => Assert.Equal(JsonValueKind.Null, habit.GetProperty("number").ValueKind));
        Assert.Equal(HttpStatusCode.Forbidden, (await helper.PostAsync("api/plan", """{"do":"set","habit":"stretch"}""")).Status);
        await ChangeAsync(phone, """{"do":"set","habit":"stretch","number":2}""");

        var stretch = Assert.Single((await phone.GetAsync("api/plan?lang=de")).GetProperty("habits").EnumerateArray(), habit => habit.Text("id") == "stretch");
        Assert.Equal("2-mal am Tag: deine eigene Zahl, nicht die des Artikels", stretch.Text("chosen"));
    }

    [Fact]
    public async Task What_is_done_or_rested_is_due_no_more()
    {
        await using var host = await ServedHost.StartAsync();
        using var phone = await host.PairAsync();
        // At any time of day that the test runs at.
        var run = await Massager.RunAsync("plan", "quiet", "off", "--data", host.Data);
        Assert.Equal(0, run.Exit);
        await ChangeAsync(phone, """{"do":"set","habit":"move"}""");

        Assert.Equal("Heute eine halbe Stunde Bewegung, wenn du magst: Schwimmen zum Beispiel.", Assert.Single(await DueAsync(phone)).Text("line"));
        await ChangeAsync(phone, """{"do":"rest"}""");
        Assert.Empty(await DueAsync(phone));
        await ChangeAsync(phone, """{"do":"no-rest"}""");
        Assert.Single(await DueAsync(phone));
        await ChangeAsync(phone, """{"do":"done","habit":"move"}""");
        Assert.Empty(await DueAsync(phone));
        await ChangeAsync(phone, """{"do":"clear","habit":"move"}""");
        Assert.Equal(JsonValueKind.Null, (await phone.GetAsync("api/plan/due")).GetProperty("next").ValueKind);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"do":"set"}""")]
    [InlineData("""{"do":"nag","habit":"move"}""")]
    [InlineData("""{"do":"set","habit":"yoga"}""")]
    [InlineData("""{"do":"set","habit":"massage","number":4}""")]
    [InlineData("""{"do":"set","habit":"massage","area":"neck"}""")]
    [InlineData("""{"do":"set","habit":"stretch","area":"lower-back"}""")]
    public async Task What_makes_no_sense_is_refused(string body)
    {
        await using var host = await ServedHost.StartAsync();
        using var phone = await host.PairAsync();

        Assert.Equal(HttpStatusCode.BadRequest, (await phone.PostAsync("api/plan", body)).Status);
    }

    [Fact]
    public async Task A_note_is_kept_by_the_phone_that_controls_and_seen_in_the_history()
    {
        var past = Directory.CreateTempSubdirectory("massager-served-");
        Assert.Equal(0, (await Massager.RunAsync("run", "--speed", "max", "--data", past.FullName)).Exit);
        await using var host = await ServedHost.StartAsync(data: past);
        using var phone = await host.PairAsync();
        using var helper = await HelperAsync(host, phone);
        const string Body = """{"tags":["desk","my chair"],"note":" first "}""";

        Assert.Equal(HttpStatusCode.Forbidden, (await helper.PostAsync("api/history/1/note", Body)).Status);
        var (status, kept) = await phone.PostAsync("api/history/1/note", Body);
        var seen = (await phone.GetAsync("api/history"))[0];

        Assert.Equal((HttpStatusCode.OK, "first"), (status, kept.Text("note")));
        Assert.Equal(("first", 2), (seen.Text("note"), seen.GetProperty("tags").GetArrayLength()));
        Assert.Equal(HttpStatusCode.NotFound, (await phone.PostAsync("api/history/2/note", Body)).Status);
        var (bad, problem) = await phone.PostAsync("api/history/1/note?lang=de", """{"tags":["active","latent"]}""");
        Assert.Equal((HttpStatusCode.BadRequest, "active und latent: nur eines davon"), (bad, problem.GetProperty("reasons")[0].GetString()));
    }

    [Fact]
    public async Task Topics_and_tags_come_in_the_language_of_the_page()
    {
        await using var host = await ServedHost.StartAsync();
        using var phone = await host.PairAsync();

        Assert.Equal("Was eine Verhärtung ist, und was niemand weiß", (await phone.GetAsync("api/topics?lang=de"))[0].Text("title"));
        Assert.Equal("What a knot is, and what nobody knows", (await phone.GetAsync("api/topics"))[0].Text("title"));
        Assert.Equal("am Schreibtisch", (await phone.GetAsync("api/tags?lang=de"))[0].Text("name"));
    }

    private static async Task<ServedRemote> HelperAsync(ServedHost host, ServedRemote phone) =>
        await host.PairAsync("helper", (await phone.PostAsync("api/codes", """{"role":"rate-stop"}""")).Body.Text("code"));

    private static async Task ChangeAsync(ServedRemote phone, string body)
    {
        using var answer = await phone.Client.PostAsync("api/plan", ServedRemote.Json(body), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    private static async Task<JsonElement[]> DueAsync(ServedRemote phone) => [.. (await phone.GetAsync("api/plan/due?lang=de")).GetProperty("due").EnumerateArray()];
}
