using System.Net;
using MassagerControl.Web.Telemetry;
using Microsoft.Extensions.Logging;

namespace MassagerControl.Tests.Web;

/// <summary>The log says what happened to the service and nothing of how anybody is.</summary>
public sealed class ServiceLogTests : IDisposable
{
    private const string Name = "Zebediah";

    // All that a line may carry beside its own words.
    private static readonly string[] Carried =
        ["{OriginalFormat}", "Address", "AllOff", "Confirmed", "ConfirmedOff", "End", "Kind", "Lan", "Port", "Profile", "Remote", "Role", "Scheme", "Session", "Why"];

    private readonly LogLines _lines = new();

    [Theory]
    [InlineData("""{"kind":"rating","value":9}""", "early")]
    [InlineData("""{"kind":"numb"}""", "early")]
    [InlineData("""{"kind":"stop"}""", "stopped")]
    public async Task A_whole_session_leaves_no_rating_answer_area_program_or_name(string last, string end)
    {
        var host = await StartAsync();
        await using (host)
        {
            using var phone = await host.PairAsync(Name);
            using var socket = await phone.ConnectAsync();
            await phone.PostAsync("api/check-in", """{"area":"glutes","side":"left","moves":["mark:1"]}""");
            await phone.PostAsync("api/sessions", """{"program":"compression","device":"sim:sim-percussion-gun","area":"glutes","side":"left","checkIn":["mark:1"]}""");
            var session = await phone.StartAsync(""","warmUp":false""");
            await socket.SessionAsync(session, shown => shown.GetProperty("level").GetInt32() > 0);
            await phone.PostAsync("api/inputs", """{"kind":"rating","value":6}""");
            await phone.PostAsync("api/inputs", last);
            await socket.SessionAsync(session, shown => shown.GetProperty("over").GetBoolean());
            await host.EndAsync();
        }

        Assert.Equal(["phone-paired", "service-began", "service-ended", "session-began", "session-ended", "start-asked", "start-refused"], _lines.Events.Order());
        Assert.All(_lines.All, line => Assert.Equal(ServiceLog.Category, line.Category));
        Assert.Empty(_lines.All.SelectMany(line => line.Values).Select(value => value.Key).Distinct().Except(Carried));
        var text = string.Join('\n', _lines.All.Select(line => line.Text));
        foreach (var word in new[] { Name, "glutes", "trapezius", "left", "compression", "rating", "numb", "emergency", "check", "mark", "red-flag", "discomfort", "locked" })
            Assert.DoesNotContain(word, text, StringComparison.OrdinalIgnoreCase);
        var ended = _lines.All.Single(line => line.Event == "session-ended");
        Assert.Equal([1, "sim-percussion-gun", end, true], ended.Values.Where(value => value.Key != "{OriginalFormat}").Select(value => value.Value));
    }

    [Fact]
    public async Task Who_is_refused_is_logged_with_the_kind_of_reason_alone()
    {
        await using var host = await StartAsync();
        using var phone = await host.PairAsync(Name);
        using var stranger = host.Stranger();
        using var origin = ServedRoutes.Request(("GET", "/healthz"));
        origin.Headers.Add("Origin", "http://evil.example");
        using var name = ServedRoutes.Request(("GET", "/healthz"));
        name.Headers.Host = "evil.example";
        foreach (var request in new[] { origin, name, ServedRoutes.Request(("GET", "/api/state")) })
            (await stranger.SendAsync(request, TestContext.Current.CancellationToken)).Dispose();
        for (var tries = 0; tries < 6; tries++)
            (await stranger.PostAsync("api/pair", ServedRemote.Json($$"""{"code":"AAAA-AAAA","name":"{{Name}}"}"""), TestContext.Current.CancellationToken)).Dispose();
        (await phone.Client.DeleteAsync($"api/remotes/{phone.Id}", TestContext.Current.CancellationToken)).Dispose();

        var refused = _lines.All.Where(line => line.Event == "request-refused").Select(line => (string)line.Values.Single(value => value.Key == "Why").Value!);
        Assert.Equal(["origin", "host", "token", "code", "code", "code", "code", "code", "paused"], refused);
        Assert.Contains("phone-forgotten", _lines.Events);
        Assert.DoesNotContain(_lines.All, line => line.Text.Contains(Name, StringComparison.Ordinal) || line.Text.Contains("evil", StringComparison.Ordinal) || line.Text.Contains("AAAA", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whoever_sends_many_requests_does_not_fill_the_disk()
    {
        await using var host = await StartAsync();
        using var stranger = host.Stranger();
        for (var sent = 0; sent < ServiceTelemetry.MostRefused + 20; sent++)
            Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync("api/state", TestContext.Current.CancellationToken)).StatusCode);

        Assert.Equal(ServiceTelemetry.MostRefused, _lines.All.Count(line => line.Event == "request-refused"));
        Assert.Single(_lines.All, line => line.Event == "requests-refused");
    }

    [Fact]
    public async Task What_lies_below_the_level_is_not_logged()
    {
        await using var host = await StartAsync(LogLevel.Warning);
        using var phone = await host.PairAsync();
        using var stranger = host.Stranger();
        (await stranger.GetAsync("api/state", TestContext.Current.CancellationToken)).Dispose();

        Assert.Equal(["request-refused"], _lines.Events);
    }

    public void Dispose() => _lines.Dispose();

    private Task<ServedHost> StartAsync(LogLevel level = LogLevel.Information) =>
        ServedHost.StartAsync(options => options with { Log = log => log.AddProvider(_lines), LogLevel = level });
}
