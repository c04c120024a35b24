using System.Net;
using System.Text.Json;
using MassagerControl.Runtime.Access;
using MassagerControl.Web.Remotes;

namespace MassagerControl.Tests.Web;

/// <summary>Whoever was not given a code does not get in.</summary>
public sealed class PairingAttackTests
{
    private readonly ShiftedTime _time = new();

    [Fact]
    public async Task A_code_that_was_used_pairs_nobody_else()
    {
        await using var host = await StartAsync();
        using var phone = await host.PairAsync();
        var (_, invitation) = await phone.PostAsync("api/codes", """{"role":"control"}""");
        var code = invitation.GetProperty("code").GetString()!;
        using var first = await host.PairAsync("first", code);

        Assert.Equal(HttpStatusCode.Forbidden, await TryAsync(host, code));
    }

    [Fact]
    public async Task Of_two_at_once_with_one_code_one_is_paired()
    {
        await using var host = await StartAsync();
        var code = host.Code;

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => TryAsync(host, code)));

        Assert.Single(answers, HttpStatusCode.OK);
        Assert.Equal(3, answers.Count(status => status == HttpStatusCode.Forbidden));
    }

    [Fact]
    public async Task A_code_pairs_until_ten_minutes_are_over_and_not_longer()
    {
        await using var host = await StartAsync();
        using var phone = await host.PairAsync();
        var (inTime, late) = (await InviteAsync(phone), await InviteAsync(phone));

        _time.Pass(PairingCodes.Lifetime - TimeSpan.FromSeconds(30));
        Assert.Equal(HttpStatusCode.OK, await TryAsync(host, inTime));
        _time.Pass(TimeSpan.FromSeconds(31));

        Assert.Equal(TimeSpan.FromMinutes(10), PairingCodes.Lifetime);
        Assert.Equal(HttpStatusCode.Forbidden, await TryAsync(host, late));
    }

    [Fact]
    public async Task Wrong_codes_are_limited_and_STOP_never_is()
    {
        await using var host = await StartAsync();
        using var phone = await host.PairAsync();
        var right = await InviteAsync(phone);
        var session = await phone.StartAsync();

        var wrong = new List<HttpStatusCode>();
        for (var tries = 0; tries < 2 * WrongCodes.MostOfOne; tries++)
        {
            wrong.Add(await TryAsync(host, $"AAAA-AAA{tries}"));
            Assert.Equal(HttpStatusCode.OK, (await phone.PostAsync("api/stop", """{"test":true}""")).Status);
        }

        Assert.All(wrong.Take(WrongCodes.MostOfOne), status => Assert.Equal(HttpStatusCode.Forbidden, status));
        Assert.All(wrong.Skip(WrongCodes.MostOfOne), status => Assert.Equal(HttpStatusCode.TooManyRequests, status));
        // Not even the right one, or trying on would tell which it is.
        Assert.Equal(HttpStatusCode.TooManyRequests, await TryAsync(host, right));
        var stops = await Task.WhenAll(Enumerable.Range(0, 300).Select(_ => phone.PostAsync("api/stop", $$"""{"session":{{session}}}""")));
        Assert.All(stops, stop => Assert.Equal(HttpStatusCode.OK, stop.Status));
        Assert.Contains(stops, stop => stop.Body.GetProperty("stopped").GetArrayLength() == 1);
        _time.Pass(WrongCodes.Memory);
        Assert.Equal(HttpStatusCode.OK, await TryAsync(host, right));
    }

    [Fact]
    public async Task Whoever_has_to_wait_is_told_how_long()
    {
        await using var host = await StartAsync();
        for (var tries = 0; tries < WrongCodes.MostOfOne; tries++)
            await TryAsync(host, "AAAA-AAAA");
        using var stranger = host.Stranger();

        using var answer = await stranger.PostAsync("api/pair", ServedRemote.Json("""{"code":"AAAA-AAAA","name":"phone"}"""), TestContext.Current.CancellationToken);

        Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), WrongCodes.Memory);
    }

    /// <summary>40 bits for a code of ten minutes, 256 for a token.</summary>
    [Fact]
    public async Task Codes_and_tokens_are_long_and_never_the_same()
    {
        await using var host = await StartAsync();
        using var phone = await host.PairAsync();
        var (codes, tokens) = (new HashSet<string>(), new HashSet<string> { phone.Token });

        for (var count = 0; count < 30; count++)
        {
            var code = await InviteAsync(phone);
            Assert.Matches("^[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}$", code);
            Assert.True(codes.Add(code));
            using var next = await host.PairAsync("phone", code);
            Assert.Matches("^[0-9a-f]{64}$", next.Token);
            Assert.True(tokens.Add(next.Token));
        }
    }

    [Fact]
    public async Task The_link_has_its_code_behind_the_hash_where_no_server_sees_it()
    {
        await using var host = await StartAsync();
        using var phone = await host.PairAsync();
        var (_, invitation) = await phone.PostAsync("api/codes", """{"role":"rate-stop"}""");

        var link = new Uri(invitation.GetProperty("url").GetString()!);

        Assert.Equal($"#code={invitation.GetProperty("code").GetString()}", link.Fragment);
        Assert.Equal("/", link.PathAndQuery);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\"],\"role\":\"control")]
    [InlineData("'; DROP TABLE sessions; --")]
    [InlineData("$(reboot)")]
    public async Task A_name_is_a_name_whatever_it_looks_like(string name)
    {
        await using var host = await StartAsync();
        using var phone = await host.PairAsync(JsonEncodedText.Encode(name).ToString());

        var shown = Assert.Single((await phone.GetAsync("api/remotes")).EnumerateArray());

        Assert.Equal(name, shown.GetProperty("name").GetString());
        Assert.Equal(["id", "name", "role", "live", "self"], shown.EnumerateObject().Select(member => member.Name));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("one\\nline more")]
    [InlineData("\\u001b[2J")]
    public async Task A_name_that_would_move_the_hosts_screen_is_refused(string name)
    {
        await using var host = await StartAsync();

        Assert.Equal(HttpStatusCode.BadRequest, await TryAsync(host, host.Code, name));
    }

    private Task<ServedHost> StartAsync() => ServedHost.StartAsync(options => options with { Time = _time });

    private static async Task<string> InviteAsync(ServedRemote phone) => (await phone.PostAsync("api/codes", """{"role":"control"}""")).Body.GetProperty("code").GetString()!;

    private static async Task<HttpStatusCode> TryAsync(ServedHost host, string code, string name = "phone")
    {
        using var stranger = host.Stranger();
        using var answer = await stranger.PostAsync("api/pair", ServedRemote.Json($$"""{"code":"{{code}}","name":"{{name}}"}"""), TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
