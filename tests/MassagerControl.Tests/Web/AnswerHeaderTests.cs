using System.Net;

namespace MassagerControl.Tests.Web;

/// <summary>What browsers are told with every answer.</summary>
public sealed class AnswerHeaderTests
{
    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    [Fact]
    public async Task Every_answer_says_what_the_page_may_do_and_what_it_is()
    {
        await using var host = await ServedHost.StartAsync();
        using var phone = await host.PairAsync();
        using var stranger = host.Stranger();
        var requests = ServedRoutes.Of(host).Where(route => route.Path != "/api/live").Append(("GET", "/nowhere")).Append(("PUT", "/api/stop"));

        foreach (var route in requests)
            foreach (var client in new[] { phone.Client, stranger })
                using (var request = ServedRoutes.Request(route))
                {
                    using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
                    IsGuarded(answer, $"{route}");
                }
        using var noSocket = await phone.Client.GetAsync("api/live", TestContext.Current.CancellationToken);
        IsGuarded(noSocket, "no socket");
    }

    [Fact]
    public async Task An_answer_to_a_foreign_request_says_it_too()
    {
        await using var host = await ServedHost.StartAsync();
        using var stranger = host.Stranger();
        using var request = ServedRoutes.Request(("GET", "/"));
        request.Headers.Host = "evil.example";

        using var answer = await stranger.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        IsGuarded(answer, "a foreign host");
    }

    private static void IsGuarded(HttpResponseMessage answer, string what)
    {
        Assert.Equal(Policy, Of(answer, "Content-Security-Policy"));
        Assert.Equal("nosniff", Of(answer, "X-Content-Type-Options"));
        Assert.Equal("no-referrer", Of(answer, "Referrer-Policy"));
        Assert.Equal("same-origin", Of(answer, "Cross-Origin-Opener-Policy"));
        Assert.Equal("same-origin", Of(answer, "Cross-Origin-Resource-Policy"));
        Assert.True(answer.Headers.CacheControl is { NoStore: true } or { NoCache: true }, what);
        Assert.False(answer.Headers.Contains("Server"), what);
        if (answer.Content.Headers.ContentLength is > 0 || answer.Headers.TransferEncodingChunked == true)
            HasType(answer, what);
    }

    private static void HasType(HttpResponseMessage answer, string what)
    {
        var type = answer.Content.Headers.ContentType;
        Assert.True(type is not null, what);
        // JSON is always UTF-8; text has to say so.
        Assert.True(type.MediaType is "application/json" or "application/problem+json" || !type.MediaType!.StartsWith("text/", StringComparison.Ordinal) || type.CharSet == "utf-8", $"{what}: {type}");
        Assert.Equal(answer.StatusCode >= HttpStatusCode.BadRequest, type.MediaType == "application/problem+json");
    }

    private static string? Of(HttpResponseMessage answer, string header) => answer.Headers.TryGetValues(header, out var values) ? string.Join(", ", values) : null;
}
