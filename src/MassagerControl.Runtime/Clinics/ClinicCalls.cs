using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using MassagerControl.Core;

namespace MassagerControl.Runtime.Clinics;

/// <summary>Requests to the clinic, each with an end. Never throws for what the network or the clinic does.</summary>
internal sealed class ClinicCalls : IDisposable
{
    /// <summary>Of what room and clinic say to each other.</summary>
    public const int Protocol = 1;

    public const string VersionHeader = "Massager-Protocol";

    /// <summary>Somebody waits for the answer with a device in their hand.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    // Far more than a person's ledger of a month.
    private const int MostBytes = 4 * 1024 * 1024;

    private readonly Uri _address;
    private readonly string? _token;
    private readonly TimeProvider _time;
    private readonly Action<Phrase> _say;
    private readonly HttpClient _client;
    private int? _told;

    /// <param name="token">Null for whoever has none yet.</param>
    /// <param name="say">Takes a line for the person at this computer.</param>
    public ClinicCalls(Uri address, string? fingerprint, string? token, TimeProvider time, Action<Phrase> say)
    {
        (_address, _token, _time, _say) = (address, token, time, say);
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = Longest,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            SslOptions = new() { RemoteCertificateValidationCallback = fingerprint is null ? null : (_, certificate, _, _) => IsPinned(certificate, fingerprint) },
        };
        _client = new(handler) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = MostBytes };
    }

    /// <summary>A certificate that was pinned is taken whatever else it says; no other is.</summary>
    public static bool IsPinned(X509Certificate? certificate, string fingerprint) =>
        certificate is not null && CryptographicOperations.FixedTimeEquals(Convert.FromHexString(fingerprint), certificate.GetCertHash(HashAlgorithmName.SHA256));

    public async Task<ClinicReply> SendAsync(HttpMethod method, string path, string? body, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(Longest, _time);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        try
        {
            using var request = new HttpRequestMessage(method, new Uri(_address, path));
            request.Headers.Add(VersionHeader, $"{Protocol}");
            if (_token is not null)
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _token);
            if (body is not null)
                request.Content = new StringContent(body, Encoding.UTF8, "application/json");
            using var answer = await _client.SendAsync(request, ended.Token).ConfigureAwait(false);
            LookAtVersion(answer.Headers.TryGetValues(VersionHeader, out var versions) ? versions.FirstOrDefault() : null);
            return new(answer.StatusCode, Parsed(await answer.Content.ReadAsByteArrayAsync(ended.Token).ConfigureAwait(false)), null);
        }
        catch (OperationCanceledException)
        {
            return ClinicReply.None(Phrase.Of($"the clinic at {_address.Authority} does not answer"));
        }
        catch (Exception failed) when (failed is HttpRequestException or IOException)
        {
            return ClinicReply.None(Phrase.Of($"the clinic at {_address.Authority} cannot be reached: {Phrase.Verbatim(failed.Message)}"));
        }
    }

    /// <summary>A difference is told once: each goes on with what both know.</summary>
    public void LookAtVersion(string? said)
    {
        var theirs = int.TryParse(said, out var version) ? version : 0;
        if (theirs == Protocol || _told == theirs)
            return;
        _told = theirs;
        _say(theirs == 0
            ? Phrase.Of($"the clinic at {_address.Authority} does not say which version of the protocol it speaks; this room speaks {Protocol}")
            : Phrase.Of($"the clinic at {_address.Authority} speaks version {theirs} of the protocol, this room {Protocol}: bring the older one up to date"));
    }

    public void Dispose() => _client.Dispose();

    private static JsonElement Parsed(byte[] body)
    {
        try
        {
            return body.Length == 0 ? default : JsonElement.Parse(body);
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
