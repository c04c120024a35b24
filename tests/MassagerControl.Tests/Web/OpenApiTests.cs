using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MassagerControl.Runtime.Access;
using MassagerControl.Tests.App.Cli;
using MassagerControl.Web.Pages;

namespace MassagerControl.Tests.Web;

/// <summary>docs/openapi.json says what the service does, all of it, and nothing else.</summary>
public sealed partial class OpenApiTests
{
    private static readonly OpenApiDocument Document = new();

    // A disk that is full, a database that is damaged, a phone in a network without anybody at the host: not made here.
    private static readonly int[] NotMade = [500, 507];

    // As many phones as can be paired: made in PairedAgainTests.
    private static readonly (string Method, string Path) Crowded = ("POST", "/api/pair");

    [Fact]
    public async Task Every_route_is_in_the_document_and_the_other_way_round()
    {
        await using var host = await ServedHost.StartAsync();
        var mapped = ServedRoutes.Of(host).Where(route => !PageFiles.Paths.Contains(route.Path));

        Assert.Equal(Document.Operations.Order(), mapped.Order());
    }

    [Fact]
    public void Every_reference_leads_somewhere() => Assert.All(Document.References, reference =>
        Assert.True(reference.StartsWith('#') ? Document.At(reference) is not null : File.Exists(OpenApiDocument.Beside(reference)), reference));

    [Fact]
    public void Every_operation_has_a_name_of_its_own_and_says_what_it_answers()
    {
        var operations = Document.Operations.Select(Document.Operation).ToArray();

        Assert.Distinct(operations.Select(operation => operation["operationId"]!.GetValue<string>()));
        Assert.All(operations, operation => Assert.NotEmpty(operation["summary"]!.GetValue<string>()));
        Assert.All(Document.Operations.Where(route => route.Path.StartsWith("/api/", StringComparison.Ordinal)), route => Assert.Contains(Document.Statuses(route), status => status < 300));
    }

    [Fact]
    public async Task What_the_service_answers_is_what_the_document_says()
    {
        using var answers = new DocumentedAnswers(Document);
        var past = Directory.CreateTempSubdirectory("massager-served-");
        Assert.Equal(0, (await Massager.RunAsync("run", "--speed", "max", "--data", past.FullName)).Exit);
        await using var host = await ServedHost.StartAsync(data: past);
        using var phone = await PairedAsync(host, answers, "control", host.Code);
        using var helper = await PairedAsync(host, answers, "rate-stop", await CodeAsync(phone, "rate-stop"));
        using var stranger = new HttpClient(answers, disposeHandler: false) { BaseAddress = host.Address };

        await AskAsync(stranger, phone.Id, helper.Id);
        await AskAsync(helper.Client, phone.Id, helper.Id);
        await AskAsync(phone.Client, phone.Id, helper.Id);
        foreach (var path in new[] { "api/history/1", "api/history/99" })
            await SendAsync(phone.Client, HttpMethod.Get, path);
        foreach (var body in new[] { """{"tags":["desk"],"note":"x"}""", """{"tags":["=x"]}""" })
            await SendAsync(phone.Client, HttpMethod.Post, "api/history/1/note", body);
        await SendAsync(phone.Client, HttpMethod.Get, "api/history");
        await SendAsync(phone.Client, HttpMethod.Post, "api/plan", """{"do":"set","habit":"posture","number":30}""");
        await SendAsync(phone.Client, HttpMethod.Post, "api/plan", """{"do":"set","habit":"massage","area":"upper-trapezius","side":"left"}""");
        await SendAsync(phone.Client, HttpMethod.Delete, "api/history");
        await RunAsync(phone.Client);
        await RateAsync(phone, helper.Client);
        await GoThroughRoutineAsync(phone.Client);
        await CheckInAsync(phone.Client);
        await BeForeignAsync(phone.Client);
        for (var tries = 0; tries <= WrongCodes.MostOfOne; tries++)
            await SendAsync(stranger, HttpMethod.Post, "api/pair", """{"code":"AAAA-AAAA","name":"phone"}""");

        Assert.Empty(answers.Problems);
        var documented = Document.Operations.SelectMany(route => Document.Statuses(route).Except([101, .. NotMade, .. route == Crowded ? new[] { 409 } : []]).Select(status => (route, status)));
        Assert.Equal(documented.Order(), answers.Met.Keys.Order());
    }

    [Theory]
    [InlineData("steady")]
    [InlineData("spiky")]
    public async Task Every_message_of_the_socket_is_one_of_the_document(string person)
    {
        await using var host = await ServedHost.StartAsync();
        using var phone = await host.PairAsync();
        using var other = await host.PairAsync("other");
        using var socket = await phone.ConnectAsync();
        var (seen, problems) = (new HashSet<string>(), new List<string>());
        await Read("state");
        await phone.StartAsync($$""","speed":60,"seed":3,"person":"{{person}}" """);
        await Read("event");
        foreach (var message in new[] { """{"type":"input","id":1,"kind":"minus"}""", """{"type":"input","kind":"eased","session":77}""", """{"type":"stop","id":2,"test":true}""", "{}" })
        {
            await socket.SendAsync(message);
            await Read("reply");
        }
        await socket.NextAsync(message => Take(message) == "state" && message.GetProperty("sessions")[0].GetProperty("over").GetBoolean());
        await Read("beat");
        using var gone = await other.Client.DeleteAsync($"api/remotes/{phone.Id}", TestContext.Current.CancellationToken);
        await Read("bye");

        Assert.Empty(problems);
        Assert.Equal(["beat", "bye", "event", "reply", "state"], seen.Order());

        Task<JsonElement> Read(string type) => socket.NextAsync(message => Take(message) == type);

        string Take(JsonElement message)
        {
            problems.AddRange(Document.MessageProblems(JsonNode.Parse(message.GetRawText())!));
            var type = message.GetProperty("type").GetString()!;
            seen.Add(type);
            return type;
        }
    }

    /// <summary>The service says which members it knows when it is given one that it does not know.</summary>
    [Theory]
    [InlineData("/api/pair", "{0}")]
    [InlineData("/api/check-in", "\"area\":\"upper-trapezius\",\"moves\":[],{0}")]
    [InlineData("/api/sessions", "\"program\":\"compression\",{0}")]
    [InlineData("/api/inputs", "\"kind\":\"rating\",\"value\":6,{0}")]
    [InlineData("/api/codes", "\"role\":\"control\",{0}")]
    [InlineData("/api/plan", "\"do\":\"rest\",{0}")]
    [InlineData("/api/history/{id}/note", "{0}")]
    [InlineData("/api/routine", "\"routine\":\"full\",{0}")]
    [InlineData("/api/routine/inputs", "\"kind\":\"next\",{0}")]
    public async Task A_request_has_the_members_of_the_document_and_no_others(string path, string members)
    {
        await using var host = await ServedHost.StartAsync();
        using var phone = await host.PairAsync();

        var (_, problem) = await phone.PostAsync(path.TrimStart('/'), $"{{{members.Replace("{0}", "\"nonsense\":1", StringComparison.Ordinal)}}}");

        var known = Assert.Single(problem.GetProperty("reasons").EnumerateArray().Select(reason => Known().Match(reason.GetString()!)), match => match.Success);
        Assert.Equal(Document.MembersOfRequest(("POST", path)).Order(), known.Groups[1].Value.Split(", ").Except(["$schema"]).Order());
    }

    [Fact]
    public async Task Every_kind_of_input_of_the_document_is_known_and_every_move_of_the_check_in()
    {
        await using var host = await ServedHost.StartAsync();
        using var phone = await host.PairAsync();
        await phone.StartAsync();

        foreach (var kind in Document.At("#/components/schemas/InputKind")!["enum"]!.AsArray().Select(kind => kind!.GetValue<string>()).OrderBy(kind => kind is "stop" or "sharp" or "numb" or "radiating"))
            Assert.True((await phone.PostAsync("api/inputs", $$"""{"kind":"{{kind}}"{{(kind == "rating" ? ",\"value\":6" : "")}},"session":1}""")).Status == System.Net.HttpStatusCode.OK, kind);
        foreach (var move in new[] { "mark:1", "go-on", "none", "some", "same", "back", "leave", "yes", "no", "unsure", "rating:10", "day:2026-11-01" })
        {
            Assert.Empty(Document.Problems("Move", JsonValue.Create(move)));
            Assert.True((await phone.PostAsync("api/check-in", $$"""{"area":"upper-trapezius","moves":["{{move}}"]}""")).Status == System.Net.HttpStatusCode.OK, move);
        }
        foreach (var move in new[] { "mark:", "rating:0", "rating:11", "day:1.1.2026", "NONE", "" })
        {
            Assert.NotEmpty(Document.Problems("Move", JsonValue.Create(move)));
            Assert.True((await phone.PostAsync("api/check-in", $$"""{"area":"upper-trapezius","moves":["{{move}}"]}""")).Status == System.Net.HttpStatusCode.BadRequest, move);
        }
    }

    /// <summary>Each operation once, with nothing that would be of use; the last ones forget somebody.</summary>
    private static async Task AskAsync(HttpClient client, string phone, string helper)
    {
        foreach (var route in Document.Operations.Where(route => route.Method != "DELETE" && route.Path != "/api/live").Append(("DELETE", "/api/remotes/{id}")))
            using (var request = ServedRoutes.Request(route, "nobody"))
            {
                using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
            }
        await SendAsync(client, HttpMethod.Get, "api/live");
        await SendAsync(client, HttpMethod.Post, "api/codes", """{"role":"rate-stop"}""");
        if (client.DefaultRequestHeaders.Authorization is null)
            await SendAsync(client, HttpMethod.Delete, "api/history");
        await SendAsync(client, HttpMethod.Post, "api/inputs", """{"kind":"pause"}""");
        if (client.DefaultRequestHeaders.Authorization is not null)
            await SendAsync(client, HttpMethod.Delete, $"api/remotes/{helper}");
        using var socket = ServedRoutes.Request(("GET", "/api/live"), phone);
        if (client.DefaultRequestHeaders.Authorization is null)
            using (await client.SendAsync(socket, TestContext.Current.CancellationToken))
            {
            }
    }

    private static async Task RunAsync(HttpClient client)
    {
        await SendAsync(client, HttpMethod.Post, "api/sessions", """{"program":"compression","press":60,"reps":7}""");
        await SendAsync(client, HttpMethod.Post, "api/sessions", """{"program":"compression","warmUp":false,"side":"left","ceiling":80}""");
        foreach (var language in new[] { "en", "de" })
            foreach (var path in new[] { "state", "programs", "areas", "devices", "history", "plan", "plan/due", "topics", "tags" })
                await SendAsync(client, HttpMethod.Get, $"api/{path}?lang={language}");
        await SendAsync(client, HttpMethod.Get, "api/choices?area=upper-trapezius&side=left&lang=de");
        await SendAsync(client, HttpMethod.Get, "api/choices?area=neck");
        await SendAsync(client, HttpMethod.Post, "api/inputs", """{"kind":"pause"}""");
        await SendAsync(client, HttpMethod.Get, "api/state");
        await SendAsync(client, HttpMethod.Post, "api/stop", """{"session":1}""");
        await SendAsync(client, HttpMethod.Get, "api/state");
    }

    private static async Task GoThroughRoutineAsync(HttpClient client)
    {
        await SendAsync(client, HttpMethod.Post, "api/routine", """{"routine":"full","area":"lower-back","side":"left","device":"sim:sim-percussion-gun"}""");
        foreach (var kind in new[] { "pause", "skip", "next", "next", "pause", "resume", "twinge", "next", "injury", "no-session", "next", "stop", "rated" })
            await SendAsync(client, HttpMethod.Post, "api/routine/inputs", $$"""{"kind":"{{kind}}"}""");
        await SendAsync(client, HttpMethod.Get, "api/routine?lang=de");
        await SendAsync(client, HttpMethod.Post, "api/routine", """{"routine":"stretches"}""");
    }

    /// <summary>How much it hurts after a session; and nothing is deleted while one runs.</summary>
    private static async Task RateAsync(ServedRemote phone, HttpClient helper)
    {
        using var socket = await phone.ConnectAsync();
        var session = await phone.StartAsync($$""","speed":"max","person":"steady","checkIn":{{await phone.CheckInAsync(6)}}""");
        await socket.SessionAsync(session, shown => shown.GetProperty("asksAfter").GetBoolean());
        foreach (var body in new[] { "{}", """{"pain":3}""" })
            await SendAsync(phone.Client, HttpMethod.Post, $"api/sessions/{session}/after", body);
        await SendAsync(phone.Client, HttpMethod.Post, $"api/sessions/{session - 1}/after", """{"pain":3}""");
        await phone.StartAsync();
        await SendAsync(phone.Client, HttpMethod.Delete, "api/history");
        await SendAsync(helper, HttpMethod.Delete, "api/history");
    }

    private static async Task CheckInAsync(HttpClient client)
    {
        foreach (var moves in new[] { "", "\"none\"", "\"none\",\"none\",\"none\",\"none\"", "\"mark:1\"", "\"leave\"", "\"back\"", "\"some\"", "\"none\",\"mark:1\",\"mark:2\",\"go-on\"" })
            await SendAsync(client, HttpMethod.Post, "api/check-in", $$"""{"area":"upper-trapezius","side":"right","moves":[{{moves}}]}""");
        var kinds = new HashSet<string>();
        for (var marked = -1; marked < 8; marked++)
            kinds.UnionWith(await GoThroughAsync(client, marked));
        Assert.Equal(["list", "single", "summary"], kinds.Order());
    }

    /// <summary>A whole check-in of somebody who marks the first item of one page, and of no other.</summary>
    private static async Task<HashSet<string>> GoThroughAsync(HttpClient client, int marked)
    {
        var (steps, kinds) = (new List<string>(), new HashSet<string>());
        for (var pages = 0; pages < 60; pages++)
        {
            var answer = await SendAsync(client, HttpMethod.Post, "api/check-in", $$"""{"area":"upper-trapezius","side":"right","moves":[{{string.Join(',', steps)}}]}""");
            if (answer.GetProperty("page") is not { ValueKind: JsonValueKind.Object } page)
                break;
            var kind = page.GetProperty("kind").GetString()!;
            kinds.Add(kind);
            steps.AddRange(kind switch
            {
                "list" when pages == marked => ["\"mark:1\"", "\"go-on\""],
                "list" => ["\"none\""],
                "single" => [Answer(page.GetProperty("answer").GetString()!)],
                _ => ["\"go-on\""],
            });
        }
        return kinds;
    }

    private static string Answer(string kind) => kind switch { "rating" => "\"rating:5\"", "day" => "\"day:2026-11-01\"", _ => "\"no\"" };

    private static async Task BeForeignAsync(HttpClient client)
    {
        foreach (var route in Document.Operations)
            using (var request = ServedRoutes.Request(route))
            {
                request.Headers.Host = "evil.example";
                using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
            }
    }

    private static async Task<ServedRemote> PairedAsync(ServedHost host, DocumentedAnswers answers, string name, string code)
    {
        using var stranger = new HttpClient(answers, disposeHandler: false) { BaseAddress = host.Address };
        var paired = await SendAsync(stranger, HttpMethod.Post, "api/pair", $$"""{"code":"{{code}}","name":"{{name}}"}""");
        var token = paired.GetProperty("token").GetString()!;
        var client = new HttpClient(answers, disposeHandler: false) { BaseAddress = host.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return new ServedRemote(client, token, paired.GetProperty("id").GetString()!);
    }

    private static async Task<string> CodeAsync(ServedRemote phone, string role) =>
        (await SendAsync(phone.Client, HttpMethod.Post, "api/codes", $$"""{"role":"{{role}}"}""")).GetProperty("code").GetString()!;

    private static async Task<JsonElement> SendAsync(HttpClient client, HttpMethod method, string path, string? json = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = json is null ? null : ServedRemote.Json(json) };
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return text.Length == 0 || answer.Content.Headers.ContentType?.MediaType == "text/csv" ? default : JsonElement.Parse(text);
    }

    [GeneratedRegex(@"nonsense.*is unknown; known here: (.*)$")]
    private static partial Regex Known();
}
