using System.Net;
using MassagerControl.Web.Remotes;

namespace MassagerControl.Tests.Web;

/// <summary>One phone is one remote with one token, however often it is paired.</summary>
public sealed class PairedAgainTests
{
    [Fact]
    public async Task A_phone_that_is_paired_once_more_is_the_same_phone_and_its_token_of_before_is_dead()
    {
        await using var host = await ServedHost.StartAsync();
        using var phone = await host.PairAsync();
        using var socket = await phone.ConnectAsync();
        var session = await phone.StartAsync();
        using var before = host.Stranger();
        before.DefaultRequestHeaders.Authorization = new("Bearer", phone.Token);

        using var again = await ServedRemote.PairAsync(phone.Client, "new name", host.Code);

        Assert.Equal(phone.Id, again.Id);
        Assert.Equal("new name", Assert.Single((await again.GetAsync("api/remotes")).EnumerateArray()).GetProperty("name").GetString());
        Assert.Equal(HttpStatusCode.Unauthorized, (await before.PostAsync("api/stop", ServedRemote.Json(""), TestContext.Current.CancellationToken)).StatusCode);
        Assert.Contains("not paired", (await socket.NextAsync("bye")).GetProperty("reason").GetString(), StringComparison.Ordinal);
        // Its session is still held by it.
        Assert.True((await again.SessionAsync(session)).GetProperty("remotes")[0].GetProperty("self").GetBoolean());
        Assert.Equal(session, (await again.PostAsync("api/stop")).Body.GetProperty("stopped")[0].GetInt32());
    }

    [Fact]
    public async Task A_code_that_is_wrong_leaves_the_token_of_before_alive()
    {
        await using var host = await ServedHost.StartAsync();
        using var phone = await host.PairAsync();

        Assert.Equal(HttpStatusCode.Forbidden, (await phone.PostAsync("api/pair", """{"code":"AAAA-AAAA","name":"phone"}""")).Status);
        Assert.Equal(HttpStatusCode.OK, (await phone.PostAsync("api/stop")).Status);
    }

    [Fact]
    public async Task A_token_that_nobody_has_takes_nobodys_place()
    {
        await using var host = await ServedHost.StartAsync();
        using var phone = await host.PairAsync();
        using var stranger = host.Stranger();
        stranger.DefaultRequestHeaders.Authorization = new("Bearer", new string('0', 64));

        using var second = await ServedRemote.PairAsync(stranger, "second", host.Code);

        Assert.NotEqual(phone.Id, second.Id);
        Assert.Equal(2, (await phone.GetAsync("api/remotes")).GetArrayLength());
    }

    [Fact]
    public async Task More_phones_than_the_most_are_refused_and_the_code_stays_good()
    {
        await using var host = await ServedHost.StartAsync();
        using var first = await host.PairAsync();
        var last = first.Id;
        for (var count = 1; count < RemoteRegistry.Most; count++)
        {
            using var more = await host.PairAsync();
            last = more.Id;
        }
        var code = host.Code;
        using var stranger = host.Stranger();
        var body = $$"""{"code":"{{code}}","name":"one too many"}""";

        using var refused = await stranger.PostAsync("api/pair", ServedRemote.Json(body), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal(RemoteRegistry.Most, (await first.GetAsync("api/remotes")).GetArrayLength());

        using var gone = await first.Client.DeleteAsync($"api/remotes/{last}", TestContext.Current.CancellationToken);
        using var paired = await stranger.PostAsync("api/pair", ServedRemote.Json(body), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, paired.StatusCode);
    }
}
