using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace MassagerControl.Tests.Clinic.Http;

/// <summary>Somebody who calls the clinic's API: a room or a person, by the token that they have.</summary>
/// <param name="handler">Shared with others; null for one of its own.</param>
internal sealed class ClinicCaller(Uri address, string? token = null, string? fingerprint = null, HttpMessageHandler? handler = null) : IDisposable
{
    private readonly HttpClient _http = new(handler ?? Own(fingerprint), disposeHandler: handler is null) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(40) };

    /// <summary>Null: none is said.</summary>
    public string? Protocol { get; init; } = "1";

    public async Task<(HttpStatusCode Status, JsonNode? Body)> CallAsync(HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (token is not null)
            request.Headers.Authorization = new("Bearer", token);
        if (Protocol is not null)
            request.Headers.Add("Massager-Protocol", Protocol);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await _http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, text.StartsWith('{') ? JsonNode.Parse(text) : null);
    }

    public Task<(HttpStatusCode Status, JsonNode? Body)> PostAsync(string path, string body = "{}") => CallAsync(HttpMethod.Post, path, body);

    public Task<(HttpStatusCode Status, JsonNode? Body)> GetAsync(string path) => CallAsync(HttpMethod.Get, path);

    /// <returns>The token that a code gives.</returns>
    public async Task<string> EnrolAsync(string code) => (string)(await PostAsync("/api/enrol", $$"""{"code":"{{code}}"}""")).Body!["token"]!;

    /// <returns>The token of a new room or person; the caller is an admin.</returns>
    public async Task<string> LetInAsync(string role, string name) =>
        await EnrolAsync((string)(await PostAsync("/api/admin/codes", $$"""{"role":"{{role}}","name":"{{name}}"}""")).Body!["code"]!);

    public Task<(HttpStatusCode Status, JsonNode? Body)> ReserveAsync(string person, string session, int seconds, DateTimeOffset until, string area = "between-blades", string? side = "left") =>
        PostAsync($"/api/people/{person}/reserve", $$"""{"session":"{{session}}","area":"{{area}}",{{(side is null ? "" : $"\"side\":\"{side}\",")}}"seconds":{{seconds}},"until":"{{until.UtcDateTime:O}}"}""");

    public Task<(HttpStatusCode Status, JsonNode? Body)> SettleAsync(string person, string session, int seconds) =>
        PostAsync($"/api/people/{person}/settle", $$"""{"session":"{{session}}","seconds":{{seconds}}}""");

    public void Dispose() => _http.Dispose();

    private static SocketsHttpHandler Own(string? fingerprint) => new()
    {
        SslOptions = new() { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.GetCertHashString(HashAlgorithmName.SHA256) == fingerprint },
    };
}
