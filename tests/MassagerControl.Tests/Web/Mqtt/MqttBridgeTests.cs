using System.Collections.Concurrent;
using System.Text.Json;
using MassagerControl.Core.Sessions;
using MassagerControl.Web.Mqtt;
using MassagerControl.Web.Settings;

namespace MassagerControl.Tests.Web.Mqtt;

/// <summary>What a home sees of the service over MQTT, and what it can do there: stop.</summary>
public sealed class MqttBridgeTests
{
    [Fact]
    public async Task A_session_is_seen_with_its_phase_level_cap_and_end()
    {
        await using var broker = await HomeBroker.StartAsync();
        await using var host = await StartAsync(broker);
        using var phone = await host.PairAsync();
        await phone.StartAsync(""","warmUp":false""");

        var press = await broker.StateAsync(state => Level(state) > 0);
        Assert.Contains(Phase(press), StateMessage.Phases);
        Assert.InRange(press.GetProperty("cap").GetInt32(), Level(press), 100);
        Assert.Equal("rating-cap", press.GetProperty("cap_rule").GetString());
        Assert.Equal("connected", press.GetProperty("link").GetString());
        Assert.True(press.GetProperty("remaining").GetInt32() > 0);
        Assert.Equal(0, press.GetProperty("remaining").GetInt32() % StateMessage.SecondsStep);
        Assert.Equal("OFF", press.GetProperty("motor_may_run").GetString());

        await phone.PostAsync("api/inputs", """{"kind":"rating","value":6}""");
        await broker.StateAsync(state => state.GetProperty("rating").ValueKind == JsonValueKind.Number && state.GetProperty("rating").GetInt32() == 6);
        await phone.PostAsync("api/stop");
        var end = await broker.StateAsync(state => Phase(state) == "ended");
        Assert.Equal((0, "none", "stopped"), (Level(end), end.GetProperty("link").GetString(), end.GetProperty("outcome").GetString()));
    }

    [Fact]
    public async Task The_button_stops_and_the_event_log_says_where_it_came_from()
    {
        await using var broker = await HomeBroker.StartAsync();
        await using var host = await StartAsync(broker);
        using var phone = await host.PairAsync();
        using var socket = await phone.ConnectAsync();
        var session = await RunningAsync(phone, socket);

        await broker.SendAsync($"{await broker.DeviceAsync()}/stop", "STOP");
        var stop = await socket.NextAsync(message => TypeOf(message) == "stop");
        Assert.Equal("MQTT", stop.GetProperty("event").GetProperty("cause").GetString());
        Assert.Equal("stopped", (await OverAsync(socket, session)).GetProperty("outcome").GetString());
    }

    [Fact]
    public async Task STOP_for_one_massager_leaves_the_other_and_STOP_all_leaves_none()
    {
        await using var broker = await HomeBroker.StartAsync();
        await using var host = await StartAsync(broker);
        using var phone = await host.PairAsync();
        using var socket = await phone.ConnectAsync();
        var first = await RunningAsync(phone, socket);
        var topic = await broker.DeviceAsync();
        var second = await phone.StartAsync(device: "sim:sim-vibration-ball");

        await broker.SendAsync($"{topic}/stop");
        await OverAsync(socket, first);
        Assert.False((await phone.SessionAsync(second)).GetProperty("over").GetBoolean());
        await broker.SendAsync($"{await broker.RootAsync()}/stop");
        await OverAsync(socket, second);
    }

    [Fact]
    public async Task STOP_for_a_massager_that_nobody_knows_stops_everything()
    {
        await using var broker = await HomeBroker.StartAsync();
        await using var host = await StartAsync(broker);
        using var phone = await host.PairAsync();
        using var socket = await phone.ConnectAsync();
        var session = await RunningAsync(phone, socket);

        await broker.SendAsync($"{await broker.RootAsync()}/000000000000/stop", "whatever");
        await OverAsync(socket, session);
    }

    [Theory]
    [InlineData("STOP")]
    [InlineData("off")]
    public async Task A_STOP_that_the_broker_was_asked_to_keep_stops_once_and_is_cleared_away(string payload)
    {
        await using var broker = await HomeBroker.StartAsync();
        await using var host = await StartAsync(broker);
        using var phone = await host.PairAsync();
        using var socket = await phone.ConnectAsync();
        var session = await RunningAsync(phone, socket);
        var topic = $"{await broker.DeviceAsync()}/stop";

        await broker.SendAsync(topic, payload, retain: true);
        await OverAsync(socket, session);
        await broker.NextAsync(heard => heard == new HomeBroker.Heard(topic, ""));
        Assert.Null(await broker.Server.GetRetainedMessageAsync(topic));
        var next = await RunningAsync(phone, socket);
        Assert.False((await phone.SessionAsync(next)).GetProperty("over").GetBoolean());
    }

    [Fact]
    public async Task A_STOP_of_before_the_service_began_stops_no_session_that_comes_later()
    {
        await using var broker = await HomeBroker.StartAsync();
        var data = Directory.CreateTempSubdirectory("massager-served-");
        var service = BridgeIdentity.In(data.FullName, words => Assert.Fail(words.Text)).Service;
        await broker.SendAsync($"massager/{service}/stop", "STOP", retain: true);
        await using var host = await StartAsync(broker, data: data);

        await broker.NextAsync(heard => heard == new HomeBroker.Heard($"massager/{service}/stop", ""));
        using var phone = await host.PairAsync();
        using var socket = await phone.ConnectAsync();
        var session = await RunningAsync(phone, socket);
        Assert.False((await phone.SessionAsync(session)).GetProperty("over").GetBoolean());
    }

    [Fact]
    public async Task Without_being_asked_for_nothing_but_STOP_is_taken()
    {
        await using var broker = await HomeBroker.StartAsync();
        await using var host = await StartAsync(broker);
        using var phone = await host.PairAsync();
        using var socket = await phone.ConnectAsync();
        var session = await RunningAsync(phone, socket);
        var (topic, inputs) = (await broker.DeviceAsync(), Inputs(host));

        foreach (var word in new[] { "pause", "lower", "resume", "plus", "start", "begin", "rating", "level", "state", "command" })
            await broker.SendAsync($"{topic}/{word}", word == "level" ? "100" : "7");
        await broker.SendAsync($"{topic}/stop");
        await OverAsync(socket, session);
        Assert.Empty(inputs);
        Assert.DoesNotContain(broker.All, heard => heard.IsDiscovery && heard.Payload.Contains("/pause", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_they_are_asked_for_pause_and_lower_arrive_and_going_on_needs_the_word_of_this_pause()
    {
        await using var broker = await HomeBroker.StartAsync();
        await using var host = await StartAsync(broker, options => options with { Commands = true });
        using var phone = await host.PairAsync();
        using var socket = await phone.ConnectAsync();
        var session = await RunningAsync(phone, socket);
        var topic = await broker.DeviceAsync();

        await broker.SendAsync($"{topic}/pause", "PAUSE");
        await socket.SessionAsync(session, shown => State(shown) == "paused");
        var first = Token(await broker.StateAsync(state => Token(state) is not null));
        await broker.SendAsync($"{topic}/resume", "0123456789abcdef");
        await broker.SendAsync($"{topic}/resume");
        await broker.SendAsync($"{topic}/resume", first!);
        await socket.SessionAsync(session, shown => State(shown) != "paused");

        await broker.SendAsync($"{topic}/pause", "PAUSE");
        await socket.SessionAsync(session, shown => State(shown) == "paused");
        var second = Token(await broker.StateAsync(state => Token(state) is { } token && token != first));
        // As a broker or a bridge hands on what it had held back: it looks like one of now.
        await broker.SendAsync($"{topic}/resume", first!);
        await broker.SendAsync($"{topic}/lower");
        var lowered = await socket.SessionAsync(session, shown => shown.GetProperty("ceiling").GetDouble() < 100);
        Assert.Equal("paused", State(lowered));
        await broker.SendAsync($"{topic}/resume", second!);
        await socket.SessionAsync(session, shown => State(shown) != "paused");
    }

    [Fact]
    public async Task A_command_that_the_broker_was_asked_to_keep_does_nothing_now_and_nothing_at_the_next_connection()
    {
        await using var broker = await HomeBroker.StartAsync();
        await using var host = await StartAsync(broker, options => options with { Commands = true });
        using var phone = await host.PairAsync();
        using var socket = await phone.ConnectAsync();
        var session = await RunningAsync(phone, socket);
        var (topic, inputs) = (await broker.DeviceAsync(), Inputs(host));

        await broker.SendAsync($"{topic}/lower", "x", retain: true);
        await broker.SendAsync($"{topic}/pause", "x", retain: true);
        var service = (await broker.RootAsync()).Replace('/', '_');
        broker.Forget();
        await broker.Server.DisconnectClientAsync(service, new());
        await broker.NextAsync(heard => heard.Payload == "online");
        // In order: what came before it was judged.
        await broker.SendAsync($"{topic}/lower", "x");
        var shown = await socket.SessionAsync(session, now => now.GetProperty("ceiling").GetDouble() < 100);
        Assert.NotEqual("paused", State(shown));
        Assert.Single(inputs);
        Assert.Contains(host.Said, line => line.Contains("is ignored: it is one that the broker keeps", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_thousand_commands_in_a_row_lower_no_more_than_a_hand_could_and_STOP_among_them_counts()
    {
        await using var broker = await HomeBroker.StartAsync();
        await using var host = await StartAsync(broker, options => options with { Commands = true });
        using var phone = await host.PairAsync();
        using var socket = await phone.ConnectAsync();
        var session = await RunningAsync(phone, socket);
        var (topic, inputs) = (await broker.DeviceAsync(), Inputs(host));

        var began = TimeProvider.System.GetTimestamp();
        for (var sent = 0; sent < 1_000; sent++)
            await broker.SendAsync($"{topic}/{(sent == 500 ? "stop" : "lower")}", "x", qos: 0);
        await OverAsync(socket, session);
        var seconds = (int)Math.Ceiling(TimeProvider.System.GetElapsedTime(began).TotalSeconds);
        Assert.InRange(inputs.Count, 1, (seconds + 1) * BridgeCommands.MostCommands);
    }

    [Fact]
    public async Task Nothing_is_shown_that_says_whose_it_is()
    {
        await using var broker = await HomeBroker.StartAsync();
        await using var host = await StartAsync(broker, options => options with { Commands = true });
        using var phone = await host.PairAsync("Zebediah");
        using var socket = await phone.ConnectAsync();
        var session = await phone.StartAsync(""","warmUp":false""");
        await broker.StateAsync(state => Level(state) > 0);
        await phone.PostAsync("api/inputs", """{"kind":"rating","value":9}""");
        await OverAsync(socket, session);
        await broker.StateAsync(state => Phase(state) == "ended");

        var text = string.Join('\n', broker.All.Select(heard => $"{heard.Topic} {heard.Payload}"));
        foreach (var word in new[] { "Zebediah", "trapezius", "\"left\"", "compression", "locked", "first session", Environment.MachineName, "sim:" })
            Assert.DoesNotContain(word, text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Whoever_asks_for_it_sees_the_place_and_why_a_limit_holds()
    {
        await using var broker = await HomeBroker.StartAsync();
        await using var host = await StartAsync(broker, options => options with { Details = true });
        using var phone = await host.PairAsync();
        await phone.StartAsync();

        var state = await broker.StateAsync(state => Level(state) > 0);
        Assert.Contains("left", state.GetProperty("place").GetString(), StringComparison.OrdinalIgnoreCase);
        Assert.NotEmpty(state.GetProperty("cap_reason").GetString()!);
    }

    [Fact]
    public async Task A_session_that_changes_all_the_time_is_told_twice_a_second_at_most()
    {
        await using var broker = await HomeBroker.StartAsync();
        await using var host = await StartAsync(broker);
        using var phone = await host.PairAsync();
        using var socket = await phone.ConnectAsync();
        var began = TimeProvider.System.GetTimestamp();
        var session = await phone.StartAsync(""","speed":60,"person":"steady" """);
        await OverAsync(socket, session);
        await broker.StateAsync(state => Phase(state) == "completed");

        var most = TimeProvider.System.GetElapsedTime(began) / MqttBridge.Pause + 2;
        Assert.InRange(broker.All.Count(heard => heard.IsState), 2, (int)most);
    }

    [Fact]
    public async Task What_was_told_of_a_massager_that_is_gone_is_cleared_away()
    {
        await using var broker = await HomeBroker.StartAsync();
        var data = Directory.CreateTempSubdirectory("massager-served-");
        var service = BridgeIdentity.In(data.FullName, words => Assert.Fail(words.Text)).Service;
        await broker.SendAsync($"homeassistant/device/massager_{service}/0a0b0c/config", "{}", retain: true);
        await broker.SendAsync($"massager/{service}/0a0b0c/state", "{}", retain: true);
        await using var host = await StartAsync(broker, data: data);

        await broker.NextAsync(heard => heard == new HomeBroker.Heard($"homeassistant/device/massager_{service}/0a0b0c/config", ""));
        await broker.NextAsync(heard => heard == new HomeBroker.Heard($"massager/{service}/0a0b0c/state", ""));
    }

    [Fact]
    public async Task The_end_of_the_service_is_told_and_after_its_sessions_are_off()
    {
        await using var broker = await HomeBroker.StartAsync();
        await using var host = await StartAsync(broker);
        using var phone = await host.PairAsync();
        using var socket = await phone.ConnectAsync();
        await RunningAsync(phone, socket);
        Assert.Equal("online", (await broker.NextAsync(heard => heard.Topic.EndsWith("/availability", StringComparison.Ordinal))).Payload);

        Assert.True(await host.EndAsync());
        await broker.NextAsync(heard => heard.Topic.EndsWith("/availability", StringComparison.Ordinal) && heard.Payload == "offline");
        var last = broker.All.Last(heard => heard.IsState).Json;
        Assert.Equal((0, "ended"), (Level(last), Phase(last)));
    }

    /// <returns>Its number, once its motor runs.</returns>
    internal static async Task<int> RunningAsync(ServedRemote phone, ServedSocket socket)
    {
        var session = await phone.StartAsync(""","warmUp":false""");
        await socket.SessionAsync(session, shown => shown.GetProperty("level").GetInt32() > 0);
        return session;
    }

    internal static Task<JsonElement> OverAsync(ServedSocket socket, int session) => socket.SessionAsync(session, shown => shown.GetProperty("over").GetBoolean());

    internal static Task<ServedHost> StartAsync(HomeBroker broker, Func<MqttOptions, MqttOptions>? change = null, DirectoryInfo? data = null) =>
        ServedHost.StartAsync(options => options with { Mqtt = change?.Invoke(broker.Options) ?? broker.Options }, data);

    /// <summary>What the only session that runs is told from now on, STOP left out.</summary>
    private static ConcurrentQueue<InputTaken> Inputs(ServedHost host)
    {
        var inputs = new ConcurrentQueue<InputTaken>();
        Assert.Single(host.Sessions.Sessions).Told += told =>
        {
            if (told is InputTaken { Kind: not "stop" } input)
                inputs.Enqueue(input);
        };
        return inputs;
    }

    private static int Level(JsonElement state) => state.GetProperty("level").GetInt32();

    private static string? Phase(JsonElement state) => state.GetProperty("phase").GetString();

    private static string? Token(JsonElement state) => state.GetProperty("pause_token").GetString();

    private static string? State(JsonElement session) => session.GetProperty("state").GetString();

    private static string? TypeOf(JsonElement message) => message.GetProperty("type").GetString() == "event" ? message.GetProperty("event").GetProperty("type").GetString() : null;
}
