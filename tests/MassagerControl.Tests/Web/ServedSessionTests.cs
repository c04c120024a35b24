using System.Net;
using System.Text.Json;

namespace MassagerControl.Tests.Web;

public sealed class ServedSessionTests
{
    [Fact]
    public async Task A_whole_session_runs_and_its_end_is_shown()
    {
        await using var host = await ServedHost.StartAsync();
        using var phone = await host.PairAsync();
        using var socket = await phone.ConnectAsync();
        var session = await phone.StartAsync(""","speed":"max","seed":3,"person":"steady" """);

        var end = await socket.SessionAsync(session, shown => shown.GetProperty("over").GetBoolean());
        Assert.Equal("completed", end.GetProperty("outcome").GetString());
        Assert.True(end.GetProperty("confirmedOff").GetBoolean());
        Assert.Equal(end.GetProperty("reps").GetInt32(), end.GetProperty("repsDone").GetInt32());
    }

    [Fact]
    public async Task The_events_on_the_socket_are_those_of_the_event_log()
    {
        await using var host = await ServedHost.StartAsync();
        using var phone = await host.PairAsync();
        using var socket = await phone.ConnectAsync();
        await phone.StartAsync(""","speed":"max","seed":3,"person":"steady" """);

        var types = new List<string>();
        await socket.NextAsync(message => Of(message) is { } type && Add(type) is "session-ended");
        Assert.Equal("session-started", types[0]);
        Assert.Equal(6, types.Count(type => type == "rating"));

        string Add(string type)
        {
            types.Add(type);
            return type;
        }
    }

    [Fact]
    public async Task A_rating_from_a_phone_reaches_the_cap()
    {
        await using var host = await ServedHost.StartAsync();
        using var phone = await host.PairAsync();
        using var socket = await phone.ConnectAsync();
        var session = await phone.StartAsync(""","speed":20,"warmUp":false""");
        await socket.SessionAsync(session, shown => shown.GetProperty("press").GetBoolean());

        await socket.SendAsync("""{"type":"input","id":7,"kind":"rating","value":9}""");
        // The session may be over before the answer is on its way.
        var (replied, end) = (default(JsonElement), default(JsonElement));
        await socket.NextAsync(message =>
        {
            replied = message.GetProperty("type").GetString() == "reply" ? message : replied;
            end = OverIn(message, session) ?? end;
            return replied.ValueKind == JsonValueKind.Object && end.ValueKind == JsonValueKind.Object;
        });
        Assert.Equal(7, replied.GetProperty("id").GetInt32());
        Assert.True(replied.GetProperty("accepted").GetBoolean());
        Assert.Equal("rating", end.GetProperty("outcome").GetString());
        Assert.True(end.GetProperty("locked").GetBoolean());
    }

    [Theory]
    [InlineData("""{"type":"stop","id":1}""")]
    [InlineData("""{"type":"input","id":1,"kind":"stop"}""")]
    public async Task STOP_over_the_socket_ends_the_session(string message)
    {
        await using var host = await ServedHost.StartAsync();
        using var phone = await host.PairAsync();
        using var socket = await phone.ConnectAsync();
        var session = await phone.StartAsync();
        await socket.SessionAsync(session, shown => shown.GetProperty("level").GetInt32() > 0);

        await socket.SendAsync(message);
        var end = await socket.SessionAsync(session, shown => shown.GetProperty("over").GetBoolean());
        Assert.Equal("stopped", end.GetProperty("outcome").GetString());
        Assert.Equal(0, end.GetProperty("level").GetInt32());
    }

    [Fact]
    public async Task A_STOP_test_stops_nothing()
    {
        await using var host = await ServedHost.StartAsync();
        using var phone = await host.PairAsync();
        using var socket = await phone.ConnectAsync();
        var session = await phone.StartAsync();

        await socket.SendAsync("""{"type":"stop","id":3,"test":true}""");
        Assert.True((await socket.NextAsync("reply")).GetProperty("accepted").GetBoolean());
        Assert.Equal(0, (await phone.PostAsync("api/stop", """{"test":true}""")).Body.GetProperty("stopped").GetArrayLength());
        Assert.False((await phone.SessionAsync(session)).GetProperty("over").GetBoolean());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("no JSON")]
    [InlineData("""{"session":"x"}""")]
    public async Task A_STOP_that_cannot_be_read_stops_everything(string body)
    {
        await using var host = await ServedHost.StartAsync();
        using var phone = await host.PairAsync();
        int[] sessions = [await phone.StartAsync(), await phone.StartAsync()];

        var (status, stopped) = await phone.PostAsync("api/stop", body);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(sessions.Order(), stopped.GetProperty("stopped").EnumerateArray().Select(id => id.GetInt32()).Order());
    }

    [Fact]
    public async Task STOP_for_one_session_leaves_the_others()
    {
        await using var host = await ServedHost.StartAsync();
        using var phone = await host.PairAsync();
        var (first, second) = (await phone.StartAsync(), await phone.StartAsync());

        Assert.Equal(first, Assert.Single((await phone.PostAsync("api/stop", $$"""{"session":{{first}}}""")).Body.GetProperty("stopped").EnumerateArray()).GetInt32());
        Assert.False((await phone.SessionAsync(second)).GetProperty("over").GetBoolean());
    }

    [Fact]
    public async Task The_end_of_the_service_stops_every_motor_first()
    {
        await using var host = await ServedHost.StartAsync();
        using var phone = await host.PairAsync();
        using var socket = await phone.ConnectAsync();
        var session = await phone.StartAsync();
        await socket.SessionAsync(session, shown => shown.GetProperty("level").GetInt32() > 0);

        var ended = host.EndAsync();
        var end = await socket.SessionAsync(session, shown => shown.GetProperty("over").GetBoolean());
        Assert.True(end.GetProperty("confirmedOff").GetBoolean());
        Assert.Contains("ends", (await socket.NextAsync("bye")).GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.True(await ended);
    }

    [Fact]
    public async Task What_cannot_begin_is_refused_with_every_reason()
    {
        await using var host = await ServedHost.StartAsync();
        using var phone = await host.PairAsync();

        var (bad, unknown) = await phone.PostAsync("api/sessions", """{"program":"compression","area":"nowhere","reps":99}""");
        Assert.Equal(HttpStatusCode.BadRequest, bad);
        Assert.Contains("$.reps", Reasons(unknown), StringComparison.Ordinal);
        var (conflict, limit) = await phone.PostAsync("api/sessions", """{"program":"compression","area":"upper-trapezius","press":60,"reps":7}""");
        Assert.Equal(HttpStatusCode.Conflict, conflict);
        Assert.Contains("420", Reasons(limit), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_emergency_in_the_check_in_starts_nothing()
    {
        await using var host = await ServedHost.StartAsync();
        using var phone = await host.PairAsync();

        var (_, asked) = await phone.PostAsync("api/check-in", """{"area":"upper-trapezius","side":"left","moves":[]}""");
        Assert.True(asked.GetProperty("page").GetProperty("emergency").GetBoolean());
        var (_, forbidden) = await phone.PostAsync("api/check-in", """{"area":"upper-trapezius","side":"left","moves":["mark:1"]}""");
        Assert.Equal("forbidden", forbidden.GetProperty("end").GetString());
        Assert.NotEqual(0, forbidden.GetProperty("emergency").GetArrayLength());

        var (status, refused) = await phone.PostAsync("api/sessions", """{"program":"compression","area":"upper-trapezius","side":"left","checkIn":["mark:1"]}""");
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("emergency number", refused.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, (await phone.GetAsync("api/state")).GetProperty("sessions").GetArrayLength());
    }

    private static string Reasons(JsonElement problem) => string.Join('\n', problem.GetProperty("reasons").EnumerateArray().Select(reason => reason.GetString()));

    private static JsonElement? OverIn(JsonElement message, int number) => message.GetProperty("type").GetString() != "state"
        ? null
        : message.GetProperty("sessions").EnumerateArray().Where(shown => shown.GetProperty("id").GetInt32() == number && shown.GetProperty("over").GetBoolean()).Cast<JsonElement?>().SingleOrDefault();

    private static string? Of(JsonElement message) =>
        message.GetProperty("type").GetString() == "event" ? message.GetProperty("event").GetProperty("type").GetString() : null;
}
