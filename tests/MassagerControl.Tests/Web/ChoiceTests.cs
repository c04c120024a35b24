using System.Net;
using System.Text.Json;
using MassagerControl.Runtime.Reach;

namespace MassagerControl.Tests.Web;

/// <summary>What a phone is told of each program before anybody answers a question.</summary>
public sealed class ChoiceTests
{
    [Fact]
    public async Task Where_nothing_speaks_against_a_program_nothing_is_said()
    {
        await using var host = await ServedHost.StartAsync();
        using var phone = await host.PairAsync();

        var choices = await ChoicesAsync(phone, "area=upper-trapezius&side=left&device=sim:therabody-elite");

        Assert.All(["compression", "compression-starter"], id => Assert.Contains(id, choices.Keys));
        Assert.All(new[] { choices["compression"], choices["compression-starter"] }, choice => Assert.Equal((0, 0), (choice.GetProperty("against").GetArrayLength(), choice.GetProperty("notes").GetArrayLength())));
    }

    [Fact]
    public async Task At_most_three_have_a_rank_and_every_one_says_why_or_why_not()
    {
        await using var host = await ServedHost.StartAsync();
        using var phone = await host.PairAsync();

        var choices = await ChoicesAsync(phone, "area=upper-trapezius&side=left&device=sim:sim-percussion-gun");
        var german = await ChoicesAsync(phone, "area=upper-trapezius&side=left&device=sim:sim-percussion-gun&lang=de");

        var ranks = choices.Values.Select(choice => choice.GetProperty("rank")).Where(rank => rank.ValueKind == JsonValueKind.Number).Select(rank => rank.GetInt32()).Order().ToArray();
        Assert.Equal(Enumerable.Range(1, ranks.Length), ranks);
        Assert.InRange(ranks.Length, 1, 3);
        Assert.All(choices.Values, choice => Assert.NotEqual(0, choice.GetProperty("why").GetArrayLength()));
        Assert.Equal("it aims for up to 7: that opens after 3 calm sessions in a row here; so far 0", choices["compression"].GetProperty("why")[0].GetString());
        Assert.Equal("es zielt auf bis zu 7: das kommt nach 3 ruhigen Sitzungen hintereinander an dieser Stelle; bisher 0", german["compression"].GetProperty("why")[0].GetString());
    }

    [Theory]
    [InlineData("", "no massager on the neck: a tear in a neck artery was reported; stretch it instead")]
    [InlineData("&lang=de", "kein Massagegerät an Hals und Nacken: ein Riss in einer Halsarterie wurde berichtet; dehne ihn stattdessen")]
    public async Task A_locked_place_speaks_against_each_with_its_reason(string language, string reason)
    {
        await using var host = await ServedHost.StartAsync();
        using var phone = await host.PairAsync();

        var choices = await ChoicesAsync(phone, $"area=neck&device=sim:sim-percussion-gun{language}");

        Assert.All(choices.Values, choice => Assert.Contains(choice.GetProperty("against").EnumerateArray(), text => text.GetString()!.Contains(reason, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_first_time_at_a_place_is_told_before_the_check_in()
    {
        await using var host = await ServedHost.StartAsync();
        new PairedDevices(host.Data).Save(new("ball", "WaveSolo", "5A:00:00:00:00:01", "therabody-wave-solo", "bluez", default, default));
        using var phone = await host.PairAsync();

        var choices = await ChoicesAsync(phone, "area=upper-trapezius&device=ball");

        Assert.Equal(0, choices["compression"].GetProperty("against").GetArrayLength());
        Assert.Contains(choices["compression"].GetProperty("notes").EnumerateArray(), note => note.GetString()!.Contains("compression-starter runs instead of compression", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("area=nowhere")]
    [InlineData("")]
    [InlineData("area=upper-trapezius&device=/etc/hostname")]
    [InlineData("area=upper-trapezius&device=socket:x")]
    [InlineData("area=upper-trapezius&device=somebody")]
    public async Task What_names_nothing_is_refused(string query)
    {
        await using var host = await ServedHost.StartAsync();
        using var phone = await host.PairAsync();

        using var answer = await phone.Client.GetAsync(new Uri($"api/choices?{query}", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    private static async Task<Dictionary<string, JsonElement>> ChoicesAsync(ServedRemote phone, string query) =>
        (await phone.GetAsync($"api/choices?{query}")).EnumerateArray().ToDictionary(choice => choice.GetProperty("program").GetString()!);
}
