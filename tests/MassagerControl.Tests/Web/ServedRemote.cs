using System.Net;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace MassagerControl.Tests.Web;

/// <summary>A paired phone.</summary>
internal sealed class ServedRemote(HttpClient client, string token, string id) : IDisposable
{
    public HttpClient Client => client;

    public string Token => token;

    public string Id => id;

    public async Task<JsonElement> GetAsync(string path)
    {
        using var answer = await client.GetAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonElement.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(string path, string json = "")
    {
        using var answer = await client.PostAsync(path, Json(json), TestContext.Current.CancellationToken);
        return (answer.StatusCode, JsonElement.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
    }

    /// <summary>Starts a session that must begin.</summary>
    /// <returns>Its number.</returns>
    /// <param name="more">Members of the request, each with a comma before it.</param>
    public async Task<int> StartAsync(string more = "", string device = "sim:sim-percussion-gun")
    {
        var (status, body) = await PostAsync("api/sessions", $$"""{"program":"compression","device":"{{device}}","area":"upper-trapezius","side":"left"{{more}}}""");
        Assert.True(status == HttpStatusCode.Created, body.ToString());
        return body.GetProperty("id").GetInt32();
    }

    /// <summary>The moves of somebody whom nothing ails, and whom it hurts there.</summary>
    /// <returns>As JSON.</returns>
    public async Task<string> CheckInAsync(int pain)
    {
        var moves = new List<string>();
        while (true)
        {
            var (_, answer) = await PostAsync("api/check-in", $$"""{"area":"upper-trapezius","side":"left","moves":[{{string.Join(',', moves)}}]}""");
            if (answer.GetProperty("page") is not { ValueKind: JsonValueKind.Object } page)
                return $"[{string.Join(',', moves)}]";
            moves.Add(page.GetProperty("kind").GetString() switch
            {
                "list" => "\"none\"",
                "summary" => "\"go-on\"",
                _ => page.GetProperty("answer").GetString() == "rating" ? $"\"rating:{pain}\"" : "\"no\"",
            });
        }
    }

    public async Task<JsonElement> SessionAsync(int number) =>
        (await GetAsync("api/state")).GetProperty("sessions").EnumerateArray().Single(session => session.GetProperty("id").GetInt32() == number);

    public async Task<ServedSocket> ConnectAsync(bool awake = true)
    {
        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("massager");
        socket.Options.AddSubProtocol(token);
        var address = new UriBuilder(client.BaseAddress!) { Scheme = "ws", Path = "/api/live" };
        await socket.ConnectAsync(address.Uri, TestContext.Current.CancellationToken);
        return new ServedSocket(socket, awake);
    }

    public static Task<ServedRemote> PairAsync(Uri address, string name, string code) => PairAsync(new HttpClient { BaseAddress = address }, name, code);

    /// <param name="client">Signed in as a remote or as nobody.</param>
    public static async Task<ServedRemote> PairAsync(HttpClient client, string name, string code)
    {
        using var answer = await client.PostAsync("api/pair", Json($$"""{"code":"{{code}}","name":"{{name}}"}"""), TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        var paired = JsonElement.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var token = paired.GetProperty("token").GetString()!;
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return new ServedRemote(client, token, paired.GetProperty("id").GetString()!);
    }

    public static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    public void Dispose() => client.Dispose();
}
