using MassagerControl.App.Hosting;
using MassagerControl.Runtime.Keys;
using MassagerControl.Tests.Support;
using static MassagerControl.Tests.Support.FakeInputDevice;

namespace MassagerControl.Tests.Web;

/// <summary>A session of the service with a key in the person's hand.</summary>
public sealed class StopKeyHoldTests : IDisposable
{
    private readonly FakeInput _computer = new();
    private readonly StopKeyWatch _watch;
    private readonly FakeInputDevice _shutter;

    public StopKeyHoldTests()
    {
        _shutter = _computer.Plug("AB Shutter3", 5, 2, VolumeUp);
        _watch = StopKeyWatch.Open(_computer.Port, [StopKey.Parse("AB Shutter3:VOLUMEUP")!], TimeProvider.System).Watch!;
    }

    public void Dispose() => _watch.Dispose();

    [Fact]
    public async Task A_press_stops_every_session_and_others_may_begin_afterwards()
    {
        await using var host = await StartAsync();
        using var phone = await host.PairAsync();
        using var socket = await phone.ConnectAsync();
        int[] sessions = [await phone.StartAsync(), await phone.StartAsync()];

        _shutter.Press(VolumeUp);
        foreach (var session in sessions)
            Assert.Equal("the key VOLUMEUP of 'AB Shutter3'", (await socket.SessionAsync(session, shown => shown.GetProperty("over").GetBoolean())).GetProperty("reason").GetString()![..33]);
        Assert.Contains("STOP: the key VOLUMEUP of 'AB Shutter3' (sessions that run: 2)", host.Said);

        var next = await phone.StartAsync();
        await socket.SessionAsync(next, shown => shown.GetProperty("state").GetString() == "warming-up");
    }

    [Fact]
    public async Task While_the_key_is_there_a_silent_phone_pauses_nothing_and_when_it_goes_too_the_hold_ends()
    {
        await using var host = await StartAsync();
        using var phone = await host.PairAsync();
        using var watcher = await host.PairAsync("watcher");
        using var socket = await phone.ConnectAsync();
        using var eyes = await watcher.ConnectAsync();
        var session = await phone.StartAsync(""","warmUp":false""");
        await socket.SessionAsync(session, shown => shown.GetProperty("level").GetInt32() > 0);

        socket.Freeze();
        await SaidAsync(host, eyes, "session 1: no phone answers, so nobody can rate; the stop key can still stop it");
        Assert.True((await watcher.SessionAsync(session)).GetProperty("press").GetBoolean());

        _shutter.Unplug();
        var paused = await eyes.SessionAsync(session, shown => shown.GetProperty("pause").GetString() == "remotes-lost");
        Assert.Equal("the stop key 'AB Shutter3' is gone: it stops nothing until it is back", paused.GetProperty("notice").GetString());
        Assert.Contains("session 1: no phone answers and no stop key is there: paused, and it ends in a minute", host.Said);
    }

    /// <summary>The key is in one hand, and nobody knows whose.</summary>
    [Fact]
    public async Task Of_two_sessions_the_key_holds_neither()
    {
        await using var host = await StartAsync();
        using var phone = await host.PairAsync();
        using var other = await host.PairAsync("other");
        using var socket = await phone.ConnectAsync();
        using var awake = await other.ConnectAsync();
        var (first, second) = (await phone.StartAsync(""","warmUp":false"""), await other.StartAsync(""","warmUp":false"""));
        await awake.SessionAsync(second, shown => shown.GetProperty("level").GetInt32() > 0);

        socket.Freeze();
        await awake.SessionAsync(first, shown => shown.GetProperty("pause").GetString() == "remotes-lost");
    }

    [Fact]
    public async Task While_the_phone_answers_a_key_that_is_gone_is_told_and_pauses_nothing()
    {
        await using var host = await StartAsync();
        using var phone = await host.PairAsync();
        using var socket = await phone.ConnectAsync();
        var session = await phone.StartAsync(""","warmUp":false""");
        await socket.SessionAsync(session, shown => shown.GetProperty("level").GetInt32() > 0);

        _shutter.Unplug();
        var told = await socket.SessionAsync(session, shown => shown.GetProperty("notice").GetString()?.Contains("is gone", StringComparison.Ordinal) == true);
        Assert.True(told.GetProperty("press").GetBoolean());
        _computer.Plug("AB Shutter3", 6, 2, VolumeUp);
        told = await socket.SessionAsync(session, shown => shown.GetProperty("notice").GetString() == "the stop key 'AB Shutter3' is back");
        Assert.True(told.GetProperty("press").GetBoolean());
        Assert.Equal(["the stop key 'AB Shutter3' is gone: it stops nothing until it is back", "the stop key 'AB Shutter3' is back"], host.Said.Where(line => line.StartsWith("the stop key", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_number_key_rates_the_only_session_and_none_of_two()
    {
        await using var host = await StartAsync();
        using var phone = await host.PairAsync();
        using var socket = await phone.ConnectAsync();
        var session = await phone.StartAsync(""","warmUp":false""");
        await socket.SessionAsync(session, shown => shown.GetProperty("state").GetString() == "holding");

        _shutter.Press(2);
        await socket.SessionAsync(session, shown => shown.GetProperty("lastRating").ValueKind == System.Text.Json.JsonValueKind.Number);
        var second = await phone.StartAsync();
        await socket.SessionAsync(second, shown => shown.GetProperty("state").GetString() == "warming-up");
        _shutter.Press(2);
        await SaidAsync(host, socket, "a number key rates only while exactly one session runs");
        Assert.Equal(1, (await phone.SessionAsync(session)).GetProperty("ratings").GetArrayLength());
    }

    private async Task<ServedHost> StartAsync()
    {
        var host = await ServedHost.StartAsync(options => options with { StopKeyIsThere = () => _watch.IsThere });
        _ = new ServeStopKeys(_watch, host.Sessions, line => host.Said.Enqueue(line.Text));
        return host;
    }

    /// <summary>Completes with the first beat after the host has said it.</summary>
    private static async Task SaidAsync(ServedHost host, ServedSocket socket, string line)
    {
        for (var beats = 0; beats < 20 && !host.Said.Contains(line); beats++)
            await socket.NextAsync("beat");
        Assert.Contains(line, host.Said);
    }
}
