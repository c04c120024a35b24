using System.Net;

namespace MassagerControl.Tests.Web;

/// <summary>A page of somebody else, in the browser of a person whose phone is paired, reaches nothing.</summary>
public sealed class ForeignPageTests
{
    [Theory]
    [InlineData("http://evil.example")]
    [InlineData("https://{host}")]
    [InlineData("http://{host}.evil.example")]
    [InlineData("http://localhost:{port}")]
    [InlineData("http://127.0.0.1:1")]
    [InlineData("null")]
    [InlineData("file://")]
    public async Task A_request_that_comes_from_another_page_reaches_nothing(string origin)
    {
        await using var host = await ServedHost.StartAsync();
        using var phone = await host.PairAsync();
        var session = await phone.StartAsync();
        var forged = origin.Replace("{host}", host.Address.Authority, StringComparison.Ordinal).Replace("{port}", $"{host.Address.Port}", StringComparison.Ordinal);

        foreach (var route in ServedRoutes.Of(host))
            using (var request = ServedRoutes.Request(route, phone.Id))
            {
                request.Headers.Add("Origin", forged);
                using var answer = await phone.Client.SendAsync(request, TestContext.Current.CancellationToken);
                Assert.True(answer.StatusCode == HttpStatusCode.Forbidden, $"{route} from {forged}: {answer.StatusCode}");
            }

        Assert.False((await phone.SessionAsync(session)).GetProperty("over").GetBoolean());
    }

    [Fact]
    public async Task The_own_page_is_let_in()
    {
        await using var host = await ServedHost.StartAsync();
        using var phone = await host.PairAsync();
        using var request = ServedRoutes.Request(("POST", "/api/stop"));
        request.Headers.Add("Origin", host.Address.GetLeftPart(UriPartial.Authority));

        using var answer = await phone.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    /// <summary>DNS rebinding: a name of somebody else's that points to this computer.</summary>
    [Theory]
    [InlineData("evil.example")]
    [InlineData("evil.example:80")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("localhost.evil.example")]
    [InlineData("192.0.2.1")]
    [InlineData("0.0.0.0")]
    [InlineData("[2001:db8::1]")]
    public async Task A_request_by_a_name_that_is_not_this_computers_reaches_nothing(string name)
    {
        await using var host = await ServedHost.StartAsync();
        using var phone = await host.PairAsync();

        foreach (var route in ServedRoutes.Of(host))
            using (var request = ServedRoutes.Request(route, phone.Id))
            {
                request.Headers.Host = name;
                using var answer = await phone.Client.SendAsync(request, TestContext.Current.CancellationToken);
                Assert.True(answer.StatusCode == HttpStatusCode.Forbidden, $"{route} to {name}: {answer.StatusCode}");
            }
        Assert.Equal(1, (await phone.GetAsync("api/remotes")).GetArrayLength());
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    public async Task This_computers_own_names_are_let_in(string name)
    {
        await using var host = await ServedHost.StartAsync();
        using var stranger = host.Stranger();
        using var request = ServedRoutes.Request(("GET", "/healthz"));
        request.Headers.Host = $"{name}:{host.Address.Port}";

        using var answer = await stranger.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    /// <summary>What a browser asks before it lets another page send JSON or a token.</summary>
    [Fact]
    public async Task No_answer_lets_another_page_read_it_or_send_more()
    {
        await using var host = await ServedHost.StartAsync();
        using var phone = await host.PairAsync();

        foreach (var route in ServedRoutes.Of(host))
            foreach (var origin in new[] { null, "http://evil.example", host.Address.GetLeftPart(UriPartial.Authority) })
                foreach (var asks in new[] { false, true })
                    using (var request = asks ? new HttpRequestMessage(HttpMethod.Options, route.Path) : ServedRoutes.Request(route))
                    {
                        request.Headers.Add("Access-Control-Request-Method", route.Method);
                        request.Headers.Add("Access-Control-Request-Headers", "authorization, content-type");
                        if (origin is not null)
                            request.Headers.Add("Origin", origin);
                        using var answer = await phone.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
                        Assert.DoesNotContain(answer.Headers, header => header.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
                        Assert.False(asks && answer.IsSuccessStatusCode, $"OPTIONS {route.Path} from {origin}");
                    }
    }

    /// <summary>A browser would send a cookie along with the requests of other pages.</summary>
    [Fact]
    public async Task No_answer_sets_a_cookie()
    {
        await using var host = await ServedHost.StartAsync();
        using var phone = await host.PairAsync();

        foreach (var route in ServedRoutes.Of(host).Where(route => route.Path != "/api/live"))
            using (var request = ServedRoutes.Request(route))
            {
                using var answer = await phone.Client.SendAsync(request, TestContext.Current.CancellationToken);
                Assert.False(answer.Headers.Contains("Set-Cookie"), $"{route}");
            }
    }
}
