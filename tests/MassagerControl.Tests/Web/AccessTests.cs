using System.Net;

namespace MassagerControl.Tests.Web;

/// <summary>Who may do what.</summary>
public sealed class AccessTests
{
    private static readonly string[] WithoutToken = ["POST /api/pair"];

    private static readonly string[] WithControl = ["POST /api/sessions", "POST /api/codes", "GET /api/remotes", "POST /api/plan", "POST /api/history/{id}/note", "POST /api/routine", "POST /api/routine/inputs"];

    public static TheoryData<string, string?> Nobodies => new()
    {
        { "no token", null },
        { "an empty token", "Bearer" },
        { "a token that nobody has", $"Bearer {new string('0', 64)}" },
        { "two tokens", "Bearer a b" },
        { "another scheme", "Basic cGhvbmU6cGhvbmU=" },
    };

    [Theory]
    [MemberData(nameof(Nobodies))]
    public async Task Every_call_but_pairing_needs_the_token_of_a_paired_remote(string why, string? authorization)
    {
        await using var host = await ServedHost.StartAsync();
        using var paired = await host.PairAsync();
        using var stranger = host.Stranger();
        if (authorization is not null)
            stranger.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", authorization);

        var calls = ServedRoutes.Api(host).Where(route => !WithoutToken.Contains(Name(route))).ToArray();

        Assert.True(calls.Length > 10, $"only {calls.Length} calls are mapped");
        foreach (var call in calls)
        {
            using var answer = await SendAsync(stranger, ServedRoutes.Request(call, paired.Id));
            Assert.True(answer.StatusCode == HttpStatusCode.Unauthorized, $"{Name(call)} with {why}: {answer.StatusCode}");
            Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.Single().Scheme);
        }
        Assert.Equal(1, (await paired.GetAsync("api/remotes")).GetArrayLength());
    }

    /// <summary>A secret in an address would lie in histories and logs.</summary>
    [Fact]
    public async Task A_token_in_the_address_opens_nothing()
    {
        await using var host = await ServedHost.StartAsync();
        using var paired = await host.PairAsync();
        using var stranger = host.Stranger();

        foreach (var name in new[] { "token", "access_token", "bearer", "authorization" })
        {
            using var answer = await SendAsync(stranger, new(HttpMethod.Get, $"api/state?{name}={paired.Token}"));
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_forgotten_remote_is_nobody_in_every_call()
    {
        await using var host = await ServedHost.StartAsync();
        using var paired = await host.PairAsync();
        using var gone = await host.PairAsync("gone");
        using var forgotten = await paired.Client.DeleteAsync($"api/remotes/{gone.Id}", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NoContent, forgotten.StatusCode);

        foreach (var call in ServedRoutes.Api(host).Where(route => !WithoutToken.Contains(Name(route))))
        {
            using var answer = await SendAsync(gone.Client, ServedRoutes.Request(call, paired.Id));
            Assert.True(answer.StatusCode == HttpStatusCode.Unauthorized, $"{Name(call)}: {answer.StatusCode}");
        }
        await Assert.ThrowsAsync<System.Net.WebSockets.WebSocketException>(() => gone.ConnectAsync());
    }

    [Fact]
    public async Task Who_may_rate_and_stop_may_do_nothing_that_needs_control()
    {
        await using var host = await ServedHost.StartAsync();
        using var control = await host.PairAsync();
        using var helper = await HelperAsync(host, control);

        foreach (var call in ServedRoutes.Api(host).Where(route => !WithoutToken.Contains(Name(route)) && route.Path != "/api/live"))
        {
            using var answer = await SendAsync(helper.Client, ServedRoutes.Request(call, control.Id));
            var refused = WithControl.Contains(Name(call)) || call.Method == "DELETE";
            Assert.True(refused == (answer.StatusCode == HttpStatusCode.Forbidden), $"{Name(call)}: {answer.StatusCode}");
        }
        Assert.Equal(2, (await control.GetAsync("api/remotes")).GetArrayLength());
    }

    [Fact]
    public async Task A_remote_may_always_forget_itself()
    {
        await using var host = await ServedHost.StartAsync();
        using var control = await host.PairAsync();
        using var helper = await HelperAsync(host, control);

        using var answer = await helper.Client.DeleteAsync($"api/remotes/{helper.Id}", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await helper.PostAsync("api/stop")).Status);
    }

    /// <summary>Changes need a method that no link, picture or form of another page sends by itself.</summary>
    [Fact]
    public async Task No_call_that_changes_something_answers_a_GET()
    {
        await using var host = await ServedHost.StartAsync();
        using var phone = await host.PairAsync();
        var session = await phone.StartAsync();
        var changing = ServedRoutes.Api(host).Where(route => route.Method is not ("GET" or "HEAD")).Select(route => route.Path).ToHashSet();

        foreach (var path in changing.Except(ServedRoutes.Api(host).Where(route => route.Method == "GET").Select(route => route.Path)))
            foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head, HttpMethod.Options })
            {
                using var answer = await SendAsync(phone.Client, ServedRoutes.Request((method.Method, path), phone.Id));
                Assert.True(answer.StatusCode == HttpStatusCode.MethodNotAllowed, $"{method} {path}: {answer.StatusCode}");
            }
        Assert.False((await phone.SessionAsync(session)).GetProperty("over").GetBoolean());
    }

    [Fact]
    public async Task What_an_answer_shows_of_another_remote_is_no_secret_of_it()
    {
        await using var host = await ServedHost.StartAsync();
        using var phone = await host.PairAsync();
        using var other = await host.PairAsync("other");
        await phone.StartAsync();

        foreach (var call in ServedRoutes.Api(host).Where(route => route.Method == "GET" && route.Path != "/api/live"))
        {
            using var answer = await SendAsync(phone.Client, ServedRoutes.Request(call));
            var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.All(new[] { phone.Token, other.Token }, token => Assert.DoesNotContain(token, text, StringComparison.OrdinalIgnoreCase));
            Assert.DoesNotContain("secret", text, StringComparison.OrdinalIgnoreCase);
        }
    }

    private static string Name((string Method, string Path) route) => $"{route.Method} {route.Path}";

    private static async Task<ServedRemote> HelperAsync(ServedHost host, ServedRemote control)
    {
        var (_, invitation) = await control.PostAsync("api/codes", """{"role":"rate-stop"}""");
        return await host.PairAsync("helper", invitation.GetProperty("code").GetString()!);
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, HttpRequestMessage request)
    {
        using (request)
            return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
