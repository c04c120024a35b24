using System.Net;
using System.Text.Json;
using MassagerControl.Core.Massagers;
using MassagerControl.Runtime.Reach;
using MassagerControl.Tests.App.Cli;

namespace MassagerControl.Tests.Web;

/// <summary>How much it hurts after a session, and the sessions of the past: to see, to keep, to delete.</summary>
public sealed class HistoryApiTests
{
    [Fact]
    public async Task After_a_session_it_is_asked_and_the_answer_is_weighed()
    {
        await using var host = await ServedHost.StartAsync();
        using var phone = await host.PairAsync();
        using var socket = await phone.ConnectAsync();
        var session = await phone.StartAsync($$""","warmUp":false,"checkIn":{{await phone.CheckInAsync(6)}}""");
        var pressing = await socket.SessionAsync(session, shown => shown.GetProperty("press").GetBoolean());

        Assert.Equal((6, false), (pressing.GetProperty("painBefore").GetInt32(), pressing.GetProperty("asksAfter").GetBoolean()));
        Assert.Equal(HttpStatusCode.Conflict, (await phone.PostAsync($"api/sessions/{session}/after", """{"pain":3}""")).Status);
        await phone.PostAsync("api/stop");
        await socket.SessionAsync(session, shown => shown.GetProperty("asksAfter").GetBoolean());
        var (status, same) = await phone.PostAsync($"api/sessions/{session}/after", """{"pain":5}""");
        var (_, less) = await phone.PostAsync($"api/sessions/{session}/after?lang=de", """{"pain":3}""");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("Before 6, now 5: about the same. A change of less than 2 points counts as none.", same.GetProperty("words").GetString());
        Assert.Equal(("less", "Vorher 6, jetzt 3: weniger.", false), (less.GetProperty("change").GetString(), less.GetProperty("words").GetString(), less.GetProperty("kept").GetBoolean()));
        Assert.Equal(3, (await phone.SessionAsync(session)).GetProperty("painAfter").GetInt32());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"pain":0}""")]
    [InlineData("""{"pain":11}""")]
    [InlineData("""{"pain":5.5}""")]
    [InlineData("""{"pain":"5"}""")]
    public async Task Only_a_number_of_the_scale_is_an_answer(string body)
    {
        await using var host = await ServedHost.StartAsync();
        using var phone = await host.PairAsync();
        var session = await OverAsync(phone);

        Assert.Equal(HttpStatusCode.BadRequest, (await phone.PostAsync($"api/sessions/{session}/after", body)).Status);
    }

    [Fact]
    public async Task Who_held_the_session_may_say_it_or_who_controls_until_the_next_one_there()
    {
        await using var host = await ServedHost.StartAsync();
        using var phone = await host.PairAsync();
        var (_, code) = await phone.PostAsync("api/codes", """{"role":"rate-stop"}""");
        using var helper = await host.PairAsync("helper", code.GetProperty("code").GetString()!);
        using var other = await host.PairAsync("other");
        using var socket = await phone.ConnectAsync();
        var session = await OverAsync(phone);

        Assert.Equal(HttpStatusCode.Forbidden, (await helper.PostAsync($"api/sessions/{session}/after", """{"pain":3}""")).Status);
        Assert.Equal(HttpStatusCode.OK, (await other.PostAsync($"api/sessions/{session}/after", """{"pain":3}""")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await other.PostAsync("api/sessions/77/after", """{"pain":3}""")).Status);
        var next = await phone.StartAsync($$""","warmUp":false,"checkIn":{{await phone.CheckInAsync(6)}}""");
        await socket.SessionAsync(next, shown => shown.GetProperty("press").GetBoolean());
        Assert.Equal(HttpStatusCode.OK, (await helper.PostAsync("api/inputs", $$"""{"kind":"minus","session":{{next}}}""")).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await phone.PostAsync($"api/sessions/{session}/after", """{"pain":4}""")).Status);
        await phone.PostAsync("api/stop");
        await socket.SessionAsync(next, shown => shown.GetProperty("asksAfter").GetBoolean());
        Assert.Equal(HttpStatusCode.OK, (await helper.PostAsync($"api/sessions/{next}/after", """{"pain":4}""")).Status);
    }

    [Fact]
    public async Task An_answer_after_the_session_of_a_real_device_is_kept_with_it()
    {
        await using var host = await ServedHost.StartAsync(options => options with { Intake = options.Intake with { FindDevice = Real } });
        new PairedDevices(host.Data).Save(new("the-ball", "", "5A:00:00:00:00:02", "therabody-wave-solo", "bluez", default, default));
        using var phone = await host.PairAsync();
        using var socket = await phone.ConnectAsync();
        await socket.NextAsync("state");
        var session = await phone.StartAsync($$""","warmUp":false,"checkIn":{{await phone.CheckInAsync(6)}}""", "the-ball");
        await socket.SessionAsync(session, shown => shown.GetProperty("press").GetBoolean());
        await phone.PostAsync("api/stop");
        await socket.SessionAsync(session, shown => shown.GetProperty("asksAfter").GetBoolean());

        Assert.True((await phone.PostAsync($"api/sessions/{session}/after", """{"pain":3}""")).Body.GetProperty("kept").GetBoolean());
        var past = Assert.Single((await phone.GetAsync("api/history")).EnumerateArray());
        Assert.Equal((6, 3, "less", false), (past.GetProperty("painBefore").GetInt32(), past.GetProperty("painAfter").GetInt32(), past.GetProperty("change").GetString(), past.GetProperty("simulated").GetBoolean()));

        static ResolvedDevice Real(DeviceRequest wish)
        {
            var bench = Massager.BenchParts(5, _ => { }).FindDevice(wish);
            return bench with { Traits = bench.Traits! with { Simulated = false, Device = "the ball", OnDisconnect = OnDisconnect.Stops } };
        }
    }

    [Fact]
    public async Task The_past_can_be_seen_kept_and_deleted()
    {
        var data = await TreatedAsync();
        await using var host = await ServedHost.StartAsync(data: data);
        using var phone = await host.PairAsync();
        var (_, code) = await phone.PostAsync("api/codes", """{"role":"rate-stop"}""");
        using var helper = await host.PairAsync("helper", code.GetProperty("code").GetString()!);

        Assert.Equal("level", (await phone.GetAsync("api/history/1")).GetProperty("events").EnumerateArray().First(told => told.TryGetProperty("intensity", out _)).GetProperty("type").GetString());
        Assert.Equal(1, (await phone.GetAsync("api/history.json")).GetProperty("sessions").GetArrayLength());
        using var csv = await phone.Client.GetAsync("api/history.csv", TestContext.Current.CancellationToken);
        Assert.Equal("text/csv", csv.Content.Headers.ContentType?.MediaType);
        Assert.Equal(2, (await csv.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        foreach (var unknown in new[] { "2", "0", "-1", "x", "1.0", "99999999999999999999" })
            using (var answer = await phone.Client.GetAsync($"api/history/{unknown}", TestContext.Current.CancellationToken))
                Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        using var forbidden = await helper.Client.DeleteAsync("api/history", TestContext.Current.CancellationToken);
        using var deleted = await phone.Client.DeleteAsync("api/history?lang=de", TestContext.Current.CancellationToken);
        var body = JsonElement.Parse(await deleted.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
        Assert.Equal((HttpStatusCode.OK, 1, 1, 0), (deleted.StatusCode, body.GetProperty("sessions").GetInt32(), body.GetProperty("keptDoses").GetInt32(), body.GetProperty("keptLocks").GetInt32()));
        Assert.StartsWith("Gelöscht: 1 Sitzung,", body.GetProperty("lines")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal(0, (await phone.GetAsync("api/history")).GetArrayLength());
    }

    [Fact]
    public async Task Nothing_is_deleted_while_a_session_is_under_way()
    {
        await using var host = await ServedHost.StartAsync(data: await TreatedAsync());
        using var phone = await host.PairAsync();
        await phone.StartAsync();

        using var answer = await phone.Client.DeleteAsync("api/history", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Equal(1, (await phone.GetAsync("api/history")).GetArrayLength());
    }

    [Fact]
    public async Task A_demo_stands_in_place_of_the_persons_own_and_says_so()
    {
        var demo = await TreatedAsync();
        await using var host = await ServedHost.StartAsync(options => options with { Demo = demo.FullName });
        using var phone = await host.PairAsync();

        Assert.True((await phone.GetAsync("api/state")).GetProperty("demo").GetBoolean());
        Assert.True(Assert.Single((await phone.GetAsync("api/history")).EnumerateArray()).GetProperty("demo").GetBoolean());
        Assert.True((await phone.GetAsync("api/history/1")).GetProperty("demo").GetBoolean());
        using var answer = await phone.Client.DeleteAsync("api/history", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        demo.Delete(recursive: true);
    }

    /// <summary>A session that is over, with an answer of before.</summary>
    private static async Task<int> OverAsync(ServedRemote phone)
    {
        using var socket = await phone.ConnectAsync();
        var session = await phone.StartAsync($$""","speed":"max","seed":3,"person":"steady","checkIn":{{await phone.CheckInAsync(6)}}""");
        await socket.SessionAsync(session, shown => shown.GetProperty("asksAfter").GetBoolean());
        return session;
    }

    /// <summary>A data folder with one session.</summary>
    private static async Task<DirectoryInfo> TreatedAsync()
    {
        var data = Directory.CreateTempSubdirectory("massager-served-");
        Assert.Equal(0, (await Massager.RunAsync("run", "--speed", "max", "--data", data.FullName)).Exit);
        return data;
    }
}
