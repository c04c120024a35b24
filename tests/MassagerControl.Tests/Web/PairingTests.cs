using System.Net;

namespace MassagerControl.Tests.Web;

public sealed class PairingTests
{
    [Fact]
    public async Task A_code_pairs_one_phone_and_the_next_one_is_shown()
    {
        await using var host = await ServedHost.StartAsync();
        var code = host.Code;
        using var phone = await host.PairAsync("first");

        Assert.NotEqual(code, host.Code);
        using var stranger = host.Stranger();
        using var again = await stranger.PostAsync("api/pair", ServedRemote.Json($$"""{"code":"{{code}}","name":"second"}"""), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, again.StatusCode);
        Assert.Equal("control", (await phone.GetAsync("api/state")).GetProperty("role").GetString());
    }

    [Fact]
    public async Task A_code_may_be_typed_in_small_letters_without_its_dash()
    {
        await using var host = await ServedHost.StartAsync();
        using var phone = await host.PairAsync("phone", host.Code.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant());
        Assert.Equal("phone", (await phone.GetAsync("api/state")).GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_phone_stays_paired_when_the_service_starts_again()
    {
        var data = Directory.CreateTempSubdirectory("massager-served-");
        string token;
        await using (var first = await ServedHost.StartAsync(data: data))
        {
            using var phone = await first.PairAsync();
            token = phone.Token;
            var kept = Path.Combine(data.FullName, "remotes.json");
            Assert.DoesNotContain(token, await File.ReadAllTextAsync(kept, TestContext.Current.CancellationToken), StringComparison.Ordinal);
            if (!OperatingSystem.IsWindows())
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(kept));
            data = Directory.CreateTempSubdirectory("massager-served-");
            File.Copy(kept, Path.Combine(data.FullName, "remotes.json"));
        }

        await using var second = await ServedHost.StartAsync(data: data);
        using var client = second.Stranger();
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("api/state", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task A_file_of_phones_that_cannot_be_read_pairs_nobody_and_the_host_says_why()
    {
        var data = Directory.CreateTempSubdirectory("massager-served-");
        await File.WriteAllTextAsync(Path.Combine(data.FullName, "remotes.json"), """{"remotes":[{"id":1}]}""", TestContext.Current.CancellationToken);
        await using var host = await ServedHost.StartAsync(data: data);

        Assert.Contains(host.Said, line => line.Contains("$.remotes[0].id", StringComparison.Ordinal));
        using var phone = await host.PairAsync();
        Assert.Equal(1, (await phone.GetAsync("api/remotes")).GetArrayLength());
    }

    [Fact]
    public async Task An_invited_helper_may_stop_but_not_start_or_invite()
    {
        await using var host = await ServedHost.StartAsync();
        using var phone = await host.PairAsync();
        var (_, invitation) = await phone.PostAsync("api/codes", """{"role":"rate-stop"}""");
        using var helper = await host.PairAsync("helper", invitation.GetProperty("code").GetString()!);
        var session = await phone.StartAsync();

        Assert.Equal(HttpStatusCode.Forbidden, (await helper.PostAsync("api/sessions", """{"program":"compression"}""")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await helper.PostAsync("api/codes", """{"role":"control"}""")).Status);
        Assert.Equal(session, (await helper.PostAsync("api/stop")).Body.GetProperty("stopped")[0].GetInt32());
    }

    [Fact]
    public async Task A_phone_that_is_forgotten_is_out_at_once_on_every_way()
    {
        await using var host = await ServedHost.StartAsync();
        using var phone = await host.PairAsync("one");
        using var lost = await host.PairAsync("lost");
        using var socket = await lost.ConnectAsync();
        await socket.NextAsync("state");

        using var gone = await phone.Client.DeleteAsync($"api/remotes/{lost.Id}", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        Assert.Contains("not paired", (await socket.NextAsync("bye")).GetProperty("reason").GetString(), StringComparison.Ordinal);
        await socket.ClosedAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, (await lost.PostAsync("api/stop")).Status);
    }
}
