using System.Text;
using System.Text.Json.Nodes;

namespace MassagerControl.ClinicBenchmarks.Desks;

/// <summary>An admin at the desk.</summary>
internal sealed class Desk : IDisposable
{
    private readonly HttpClient _http;

    /// <param name="token">Of an admin.</param>
    public Desk(Uri clinic, string token)
    {
        _http = new() { BaseAddress = clinic, Timeout = TimeSpan.FromMinutes(2) };
        _http.DefaultRequestHeaders.Authorization = new("Bearer", token);
    }

    /// <returns>The token of the first admin.</returns>
    public static async Task<string> SignInAsync(Uri clinic, string code)
    {
        using var http = new HttpClient { BaseAddress = clinic };
        return await EnrolAsync(http, code);
    }

    /// <returns>The token of a new room.</returns>
    public async Task<string> LetInAsync(string room) =>
        await EnrolAsync(_http, (string)(await PostAsync("api/admin/codes", $$"""{"role":"room","name":"{{room}}"}"""))["code"]!);

    /// <summary>STOP for all rooms.</summary>
    /// <returns>How many heard it at once, as the answer has it.</returns>
    public async Task<int> StopAllAsync() => (await PostAsync("api/desk/stop", "{}"))["rooms"]!.AsArray().Count(room => (bool)room!["told"]!);

    /// <returns>How many rooms wait for STOP now.</returns>
    public async Task<int> ListeningAsync() =>
        JsonNode.Parse(await _http.GetStringAsync("api/desk/rooms"))!["rooms"]!.AsArray().Count(room => (bool)room!["listening"]!);

    public void Dispose() => _http.Dispose();

    private static async Task<string> EnrolAsync(HttpClient http, string code) => (string)(await PostAsync(http, "api/enrol", $$"""{"code":"{{code}}"}"""))["token"]!;

    private Task<JsonNode> PostAsync(string path, string body) => PostAsync(_http, path, body);

    private static async Task<JsonNode> PostAsync(HttpClient http, string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri(path, UriKind.Relative), content);
        answer.EnsureSuccessStatusCode();
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }
}
