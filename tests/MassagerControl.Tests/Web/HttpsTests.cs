using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MassagerControl.Runtime.Certificates;

namespace MassagerControl.Tests.Web;

/// <summary>With --https everything is encrypted, and a phone that compares the fingerprint talks to this computer and nobody else.</summary>
public sealed class HttpsTests
{
    [Fact]
    public async Task A_phone_that_compares_the_fingerprint_pairs_starts_and_stops()
    {
        await using var host = await StartAsync();
        using var phone = await PairAsync(host);

        var session = await phone.StartAsync();
        Assert.Equal(session, (await phone.PostAsync("api/stop")).Body.GetProperty("stopped")[0].GetInt32());
        Assert.Equal("https", host.Address.Scheme);
        Assert.StartsWith("https://", (await phone.PostAsync("api/codes", """{"role":"control"}""")).Body.GetProperty("url").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_socket_of_the_page_is_encrypted_too()
    {
        await using var host = await StartAsync();
        using var phone = await PairAsync(host);
        using var client = new ClientWebSocket();
        client.Options.RemoteCertificateValidationCallback = (_, certificate, _, _) => IsShown(host, certificate);
        client.Options.AddSubProtocol("massager");
        client.Options.AddSubProtocol(phone.Token);
        client.Options.SetRequestHeader("Origin", host.Address.GetLeftPart(UriPartial.Authority));
        await client.ConnectAsync(new UriBuilder(host.Address) { Scheme = "wss", Path = "/api/live" }.Uri, TestContext.Current.CancellationToken);
        using var socket = new ServedSocket(client, awake: true);

        await socket.NextAsync("beat");
        await socket.SendAsync("""{"type":"stop","id":1,"test":true}""");
        Assert.True((await socket.NextAsync("reply")).GetProperty("accepted").GetBoolean());
    }

    [Fact]
    public async Task Nothing_is_answered_in_plain()
    {
        await using var host = await StartAsync();
        using var client = new HttpClient();

        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri($"http://127.0.0.1:{host.Address.Port}/healthz"), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("http://{host}")]
    [InlineData("https://evil.example")]
    public async Task A_page_of_somebody_else_or_a_plain_one_is_refused(string origin)
    {
        await using var host = await StartAsync();
        using var phone = await PairAsync(host);
        using var request = ServedRoutes.Request(("POST", "/api/stop"));
        request.Headers.Add("Origin", origin.Replace("{host}", host.Address.Authority, StringComparison.Ordinal));

        using var answer = await phone.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

#pragma warning disable SYSLIB0039, CA5397, CA5398 // The old versions are what is tried.
    [Theory]
    [InlineData(SslProtocols.Tls12, true)]
    [InlineData(SslProtocols.Tls13, true)]
    [InlineData(SslProtocols.Tls11, false)]
    [InlineData(SslProtocols.Tls, false)]
#pragma warning restore SYSLIB0039, CA5397, CA5398
    public async Task Only_TLS_1_2_and_1_3_are_spoken(SslProtocols version, bool spoken)
    {
        await using var host = await StartAsync();
        using var connection = new TcpClient();
        await connection.ConnectAsync(IPAddress.Loopback, host.Address.Port, TestContext.Current.CancellationToken);
        await using var encrypted = new SslStream(connection.GetStream());
        var options = new SslClientAuthenticationOptions { TargetHost = "localhost", EnabledSslProtocols = version, RemoteCertificateValidationCallback = (_, certificate, _, _) => IsShown(host, certificate) };

        var failure = await Record.ExceptionAsync(() => encrypted.AuthenticateAsClientAsync(options, TestContext.Current.CancellationToken));

        Assert.Equal(spoken, failure is null);
    }

    /// <summary>It would bind every port of this computer's names, on which other programs answer in plain.</summary>
    [Fact]
    public async Task No_answer_forbids_the_browser_to_open_other_ports_of_this_computer_in_plain()
    {
        await using var host = await StartAsync();
        using var client = Client(host);

        using var answer = await client.GetAsync("", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public void The_certificate_is_good_for_a_year_for_this_computers_names_and_signs_nothing_else()
    {
        var now = DateTimeOffset.UtcNow;
        using var certificate = LocalCertificate.Make(["host", "host.local", "localhost", "127.0.0.1", "192.0.2.7"], now);

        Assert.Equal(["host", "host.local", "localhost", "127.0.0.1", "192.0.2.7"], LocalCertificate.NamesIn(certificate));
        Assert.True(certificate.MatchesHostname("host.local") && certificate.MatchesHostname("192.0.2.7") && !certificate.MatchesHostname("evil.example"));
        Assert.InRange(certificate.NotAfter.ToUniversalTime() - certificate.NotBefore.ToUniversalTime(), TimeSpan.FromDays(396), TimeSpan.FromDays(397));
        Assert.True(certificate.NotBefore.ToUniversalTime() <= now.UtcDateTime);
        Assert.False(certificate.Extensions.OfType<X509BasicConstraintsExtension>().Single().CertificateAuthority);
        using var key = certificate.GetECDsaPublicKey();
        Assert.Equal(256, key!.KeySize);
    }

    private static Task<ServedHost> StartAsync() => ServedHost.StartAsync(options => options with { Https = true });

    private static async Task<ServedRemote> PairAsync(ServedHost host) => await ServedRemote.PairAsync(Client(host), "phone", host.Code);

    private static HttpClient Client(ServedHost host) =>
        new(new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => IsShown(host, certificate) } }) { BaseAddress = host.Address };

    private static bool IsShown(ServedHost host, X509Certificate? certificate) => Convert.ToHexString(SHA256.HashData(certificate!.GetRawCertData())) == host.Fingerprint!.Replace(":", "", StringComparison.Ordinal);
}
