using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MassagerControl.Tests.Web;

/// <summary>Whatever arrives, the service refuses it, stays up and starts nothing.</summary>
public sealed class MalformedRequestTests(ITestOutputHelper output)
{
    private const int Requests = 10_000;
    private const int RawRequests = 500;
    private const int Seed = 20_260_301;

    [Fact]
    public async Task Ten_thousand_malformed_requests_get_4xx_and_start_nothing()
    {
        await using var host = await ServedHost.StartAsync();
        using var phone = await host.PairAsync();
        using var stranger = host.Stranger();
        var malformed = new MalformedRequests(Seed, [.. ServedRoutes.Api(host)]);
        var seen = new SortedDictionary<int, int>();

        for (var count = 0; count < Requests; count++)
        {
            var (what, ofPhone, request) = malformed.Next(phone.Id);
            using (request)
            {
                using var answer = await (ofPhone ? phone.Client : stranger).SendAsync(request, TestContext.Current.CancellationToken);
                var status = (int)answer.StatusCode;
                seen[status] = seen.GetValueOrDefault(status) + 1;
                Assert.True(status is >= 400 and < 500, $"request {count}, {what}: {status}");
            }
        }

        output.WriteLine(string.Join(", ", seen.Select(pair => $"{pair.Key}: {pair.Value}")));
        // A generator that only ever meets one check has tried nothing.
        Assert.All(new[] { 400, 401, 403, 404, 405 }, status => Assert.True(seen.GetValueOrDefault(status) > 100, $"{status}: {seen.GetValueOrDefault(status)}"));
        await NothingHappenedAsync(host, phone);
    }

    /// <summary>Bytes that no HTTP client would send.</summary>
    [Fact]
    public async Task Garbage_on_the_line_ends_its_own_connection_only()
    {
        await using var host = await ServedHost.StartAsync();
        using var phone = await host.PairAsync();
        var garbage = new MalformedRequests(Seed, [.. ServedRoutes.Api(host)]);

        for (var count = 0; count < RawRequests; count++)
        {
            var answer = await ExchangeAsync(host.Address, garbage.NextRaw());
            Assert.True(answer.Length == 0 || answer.StartsWith("HTTP/1.1 4", StringComparison.Ordinal) || answer.StartsWith("HTTP/1.1 505", StringComparison.Ordinal), $"request {count}: {answer}");
        }
        await NothingHappenedAsync(host, phone);
    }

    public static TheoryData<string, bool> Calls => new()
    {
        { "api/pair", false }, { "api/pair", true },
        { "api/check-in", false }, { "api/check-in", true },
        { "api/sessions", false }, { "api/sessions", true },
        { "api/inputs", false }, { "api/inputs", true },
        { "api/codes", false }, { "api/codes", true },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_body_that_is_too_large_is_refused(string call, bool chunked)
    {
        await using var host = await ServedHost.StartAsync();
        using var phone = await host.PairAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, call) { Content = TooLarge() };
        request.Headers.TransferEncodingChunked = chunked;

        using var answer = await phone.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.True(answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge, $"{answer.StatusCode}");
        await NothingHappenedAsync(host, phone);
    }

    /// <summary>Who presses STOP means it, whatever became of the request on its way.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_STOP_with_a_body_that_is_too_large_stops(bool chunked)
    {
        await using var host = await ServedHost.StartAsync();
        using var phone = await host.PairAsync();
        var session = await phone.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/stop") { Content = TooLarge() };
        request.Headers.TransferEncodingChunked = chunked;

        using var answer = await phone.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var socket = await phone.ConnectAsync();
        Assert.Equal("stopped", (await socket.SessionAsync(session, shown => shown.GetProperty("over").GetBoolean())).GetProperty("outcome").GetString());
    }

    /// <summary>A phone that loses its network in the middle of STOP.</summary>
    [Fact]
    public async Task A_STOP_that_breaks_off_before_its_body_stops()
    {
        await using var host = await ServedHost.StartAsync();
        using var phone = await host.PairAsync();
        using var socket = await phone.ConnectAsync();
        var session = await phone.StartAsync();

        await ExchangeAsync(host.Address, BrokenStop(host, phone), abort: true);

        Assert.Equal("stopped", (await socket.SessionAsync(session, shown => shown.GetProperty("over").GetBoolean())).GetProperty("outcome").GetString());
    }

    /// <summary>A phone that is silent in the middle of STOP, on a line that stays open.</summary>
    [Fact]
    public async Task A_STOP_whose_body_does_not_come_stops()
    {
        await using var host = await ServedHost.StartAsync();
        using var phone = await host.PairAsync();
        using var socket = await phone.ConnectAsync();
        var session = await phone.StartAsync();
        using var line = new TcpClient();
        await line.ConnectAsync(host.Address.Host, host.Address.Port, TestContext.Current.CancellationToken);

        await line.GetStream().WriteAsync(BrokenStop(host, phone), TestContext.Current.CancellationToken);

        var end = await socket.SessionAsync(session, shown => shown.GetProperty("over").GetBoolean());
        Assert.Equal("stopped", end.GetProperty("outcome").GetString());
        // Sooner than the line would have been given up.
        Assert.InRange(end.GetProperty("at").GetDouble(), 0, 4);
    }

    private static byte[] BrokenStop(ServedHost host, ServedRemote phone) => Encoding.ASCII.GetBytes(
        $"POST /api/stop HTTP/1.1\r\nHost: {host.Address.Authority}\r\nAuthorization: Bearer {phone.Token}\r\nContent-Length: 20\r\n\r\n{{\"sess");

    private static ByteArrayContent TooLarge()
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes($$"""{"program":"{{new string('a', 100_000)}}"}"""));
        content.Headers.ContentType = new("application/json");
        return content;
    }

    private static async Task NothingHappenedAsync(ServedHost host, ServedRemote phone)
    {
        Assert.Equal(0, (await phone.GetAsync("api/state")).GetProperty("sessions").GetArrayLength());
        Assert.Equal(phone.Id, Assert.Single((await phone.GetAsync("api/remotes")).EnumerateArray()).GetProperty("id").GetString());
        Assert.DoesNotContain(host.Said, line => line.Contains("internal error", StringComparison.Ordinal));
    }

    /// <returns>All that came back until the other side closed.</returns>
    private static async Task<string> ExchangeAsync(Uri address, byte[] bytes, bool abort = false)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, TestContext.Current.CancellationToken);
        try
        {
            await client.GetStream().WriteAsync(bytes, TestContext.Current.CancellationToken);
            if (abort)
                return "";
            client.Client.Shutdown(SocketShutdown.Send);
            using var all = new MemoryStream();
            await client.GetStream().CopyToAsync(all, TestContext.Current.CancellationToken);
            return Encoding.Latin1.GetString(all.ToArray());
        }
        catch (Exception closed) when (closed is IOException or SocketException or InvalidOperationException)
        {
            // It closed before it had read everything.
            return "";
        }
    }
}
