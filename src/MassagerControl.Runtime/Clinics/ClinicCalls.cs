using System.Globalization;
using System.Net;
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

    public const string EpochHeader = "Massager-Clinic-Epoch";

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

    /// <summary>Takes what every answer says of the clinic's clock; null for nobody.</summary>
    public ClinicClock? Clock { get; init; }

    /// <summary>Takes the name of the clinic's database where an answer says it; null for nobody. Must return at once and not throw.</summary>
    public Action<string>? Epoch { get; set; }

    /// <param name="longest">How long an answer may take; null for <see cref="Longest"/>.</param>
    public async Task<ClinicReply> SendAsync(HttpMethod method, string path, string? body, CancellationToken cancellation, TimeSpan? longest = null)
    {
        using var late = new CancellationTokenSource(longest ?? Longest, _time);
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
            if (answer.Headers.Date is { } there)
                Clock?.Hear(there);
            if (answer.Headers.TryGetValues(EpochHeader, out var epochs) && epochs.FirstOrDefault() is { } epoch)
                Epoch?.Invoke(epoch);
            LookAtVersion(answer.StatusCode, answer.Headers.TryGetValues(VersionHeader, out var versions) ? versions.FirstOrDefault() : null);
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

    /// <summary>A difference is told once. Where the clinic goes on with it, so does this room; where it does not, it refuses with its reason.</summary>
    private void LookAtVersion(HttpStatusCode status, string? said)
    {
        int? theirs = int.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : status == HttpStatusCode.UpgradeRequired ? 0 : null;
        if (theirs is null or Protocol || _told == theirs)
            return;
        _told = theirs;
        _say(theirs == 0
            ? Phrase.Of($"the clinic at {_address.Authority} does not understand version {Protocol} of the protocol, which this room speaks: bring the older one up to date")
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
