using MassagerControl.Web.Sessions;

namespace MassagerControl.Tests.Web;

public sealed class SilentRemoteTests
{
    [Fact]
    public async Task The_hold_ends_when_the_only_phone_does_not_answer_any_more()
    {
        await using var host = await ServedHost.StartAsync();
        using var phone = await host.PairAsync();
        using var watcher = await host.PairAsync("watcher");
        using var socket = await phone.ConnectAsync();
        using var eyes = await watcher.ConnectAsync();
        var session = await phone.StartAsync(""","warmUp":false""");
        await socket.SessionAsync(session, shown => shown.GetProperty("level").GetInt32() > 0);

        socket.Freeze();
        var paused = await eyes.SessionAsync(session, shown => shown.GetProperty("state").GetString() == "paused");
        Assert.Equal("remotes-lost", paused.GetProperty("pause").GetString());
        Assert.Equal(0, (await eyes.SessionAsync(session, shown => shown.GetProperty("motorIsOff").GetBoolean())).GetProperty("level").GetInt32());
    }

    [Fact]
    public async Task The_hold_ends_when_the_socket_of_the_only_phone_is_gone()
    {
        await using var host = await ServedHost.StartAsync();
        using var phone = await host.PairAsync();
        using var watcher = await host.PairAsync("watcher");
        using var eyes = await watcher.ConnectAsync();
        using (var socket = await phone.ConnectAsync(awake: false))
        {
            var started = await phone.StartAsync(""","warmUp":false""");
            await socket.SessionAsync(started, shown => shown.GetProperty("level").GetInt32() > 0);
        }

        await eyes.SessionAsync(1, shown => shown.GetProperty("pause").GetString() == "remotes-lost");
    }

    [Fact]
    public async Task The_session_of_another_phone_goes_on()
    {
        await using var host = await ServedHost.StartAsync();
        using var one = await host.PairAsync("one");
        using var other = await host.PairAsync("other");
        using var frozen = await one.ConnectAsync();
        using var awake = await other.ConnectAsync();
        var (first, second) = (await one.StartAsync(""","warmUp":false"""), await other.StartAsync(""","warmUp":false"""));
        await awake.SessionAsync(second, shown => shown.GetProperty("level").GetInt32() > 0);

        frozen.Freeze();
        await awake.SessionAsync(first, shown => shown.GetProperty("pause").GetString() == "remotes-lost");
        Assert.True((await other.SessionAsync(second)).GetProperty("press").GetBoolean());
    }

    [Fact]
    public async Task A_helper_who_has_rated_holds_the_session_too()
    {
        await using var host = await ServedHost.StartAsync();
        using var phone = await host.PairAsync();
        using var helper = await host.PairAsync("helper");
        using var frozen = await phone.ConnectAsync();
        using var awake = await helper.ConnectAsync();
        var session = await phone.StartAsync(""","warmUp":false""");
        await awake.SessionAsync(session, shown => shown.GetProperty("level").GetInt32() > 0);
        await helper.PostAsync("api/inputs", """{"kind":"rating","value":6}""");

        frozen.Freeze();
        // Until the first phone counts as gone, and a look more.
        var gone = await awake.SessionAsync(session, shown => shown.GetProperty("remotes").EnumerateArray().Any(remote => !remote.GetProperty("live").GetBoolean()));
        Assert.True(gone.GetProperty("press").GetBoolean());
        for (var beats = 0; beats < 2; beats++)
            await awake.NextAsync("beat");
        Assert.True((await helper.SessionAsync(session)).GetProperty("press").GetBoolean());
    }

    /// <summary>A phone that fell silent while its session was prepared must not leave a motor behind that nobody holds.</summary>
    [Fact]
    public async Task A_session_that_begins_or_goes_on_without_its_phone_pauses_at_once()
    {
        await using var host = await ServedHost.StartAsync();
        using var phone = await host.PairAsync();
        using var watcher = await host.PairAsync("watcher");
        using var socket = await phone.ConnectAsync();
        using var eyes = await watcher.ConnectAsync();
        await socket.NextAsync("beat");
        await socket.NextAsync("beat");
        socket.Freeze();
        await Task.Delay(SessionLease.LongestSilence + TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);

        var session = await phone.StartAsync(""","warmUp":false""");
        await eyes.SessionAsync(session, shown => shown.GetProperty("pause").GetString() == "remotes-lost");
        Assert.True((await phone.PostAsync("api/inputs", """{"kind":"resume"}""")).Body.GetProperty("accepted").GetBoolean());
        await eyes.SessionAsync(session, shown => shown.GetProperty("state").GetString() != "paused");
        await eyes.SessionAsync(session, shown => shown.GetProperty("pause").GetString() == "remotes-lost");
    }

    /// <summary>Between two changes of a session time goes on, and a page has no other clock.</summary>
    [Fact]
    public async Task The_seconds_count_down_although_nothing_else_changes()
    {
        await using var host = await ServedHost.StartAsync();
        using var phone = await host.PairAsync();
        using var socket = await phone.ConnectAsync();
        var session = await phone.StartAsync(""","warmUp":false""");
        await socket.SessionAsync(session, shown => shown.GetProperty("state").GetString() == "holding");

        var first = await socket.SessionAsync(session, shown => shown.GetProperty("secondsLeft").GetInt32() == 21);
        var next = await socket.SessionAsync(session, shown => shown.GetProperty("secondsLeft").GetInt32() == 20);

        Assert.Equal(first.GetProperty("at").GetInt32() + 1, next.GetProperty("at").GetInt32());
        Assert.Equal("holding", next.GetProperty("state").GetString());
    }

    [Fact]
    public void Whoever_has_to_be_there_is_missed_although_nobody_was_ever_heard()
    {
        Assert.True(new SessionLease(held: true).IsLost(null));
        Assert.False(new SessionLease(held: false).IsLost(null));
    }

    [Theory]
    [InlineData(2.999, false)]
    [InlineData(3, true)]
    public void Three_seconds_of_silence_are_too_long_and_stay_so_when_it_is_forgotten(double quiet, bool lost)
    {
        var lease = new SessionLease(held: false);

        Assert.Equal(lost, lease.IsLost(TimeSpan.FromSeconds(quiet)));
        Assert.True(lease.IsLost(null));
        Assert.False(lease.IsLost(TimeSpan.Zero));
    }
}
