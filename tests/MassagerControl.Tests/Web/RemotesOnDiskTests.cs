using System.Net;

namespace MassagerControl.Tests.Web;

/// <summary>A disk that is full or a file that is damaged costs a pairing, and nothing that runs.</summary>
public sealed class RemotesOnDiskTests
{
    [Theory]
    [InlineData("full")]
    [InlineData("folder")]
    public async Task A_phone_that_cannot_be_written_down_is_not_paired_and_everything_else_goes_on(string trouble)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "a disk that is always full is a device of Linux");
        await using var host = await ServedHost.StartAsync();
        using var phone = await host.PairAsync();
        using var socket = await phone.ConnectAsync();
        var session = await phone.StartAsync(""","warmUp":false""");
        await socket.SessionAsync(session, shown => shown.GetProperty("level").GetInt32() > 0);
        var kept = await File.ReadAllTextAsync(Kept(host), TestContext.Current.CancellationToken);
        var code = host.Code;
        Trouble(host, trouble);

        using var stranger = host.Stranger();
        using var refused = await stranger.PostAsync("api/pair", Order(code), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.InsufficientStorage, refused.StatusCode);
        Assert.Contains("cannot write down", await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains(host.Said, line => line.Contains("cannot be paired", StringComparison.Ordinal));
        Assert.Equal(kept, await File.ReadAllTextAsync(Kept(host), TestContext.Current.CancellationToken));
        Assert.Equal(1, (await phone.GetAsync("api/remotes")).GetArrayLength());
        Assert.True((await phone.SessionAsync(session)).GetProperty("press").GetBoolean());
        Assert.Equal(session, (await phone.PostAsync("api/stop")).Body.GetProperty("stopped")[0].GetInt32());
        Assert.Equal("stopped", (await socket.SessionAsync(session, shown => shown.GetProperty("over").GetBoolean())).GetProperty("outcome").GetString());

        // With room again the same code is as good as before.
        End(host, trouble);
        using var paired = await stranger.PostAsync("api/pair", Order(code), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, paired.StatusCode);
    }

    [Fact]
    public async Task A_phone_that_is_forgotten_on_a_full_disk_is_out_all_the_same_and_that_is_told()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "a disk that is always full is a device of Linux");
        await using var host = await ServedHost.StartAsync();
        using var phone = await host.PairAsync();
        using var lost = await host.PairAsync("lost");
        Trouble(host, "full");

        using var gone = await phone.Client.DeleteAsync($"api/remotes/{lost.Id}", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.InsufficientStorage, gone.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await lost.PostAsync("api/stop")).Status);
        Assert.Contains(host.Said, line => line.Contains("until the next start", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"remotes\":[{\"id\":1}]}")]
    [InlineData("\u0000\u0001\u0002 no JSON")]
    public async Task A_damaged_file_is_a_sentence_is_kept_aside_and_pairing_works(string text)
    {
        var data = Directory.CreateTempSubdirectory("massager-served-");
        await File.WriteAllTextAsync(Path.Combine(data.FullName, "remotes.json"), text, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(data.FullName, "remotes.json.corrupt-1"), "an older one", TestContext.Current.CancellationToken);
        await using var host = await ServedHost.StartAsync(data: data);
        using var phone = await host.PairAsync();

        Assert.Contains(host.Said, line => line.Contains("remotes.json.corrupt-2", StringComparison.Ordinal));
        Assert.Equal(text, await File.ReadAllTextAsync(Kept(host) + ".corrupt-2", TestContext.Current.CancellationToken));
        Assert.Equal("an older one", await File.ReadAllTextAsync(Kept(host) + ".corrupt-1", TestContext.Current.CancellationToken));
        Assert.Contains(phone.Id, await File.ReadAllTextAsync(Kept(host), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static string Kept(ServedHost host) => Path.Combine(host.Data, "remotes.json");

    private static StringContent Order(string code) => ServedRemote.Json($$"""{"code":"{{code}}","name":"second"}""");

    private static void Trouble(ServedHost host, string trouble)
    {
        if (trouble == "full")
            File.CreateSymbolicLink(Kept(host) + ".new", "/dev/full");
        else
            Directory.CreateDirectory(Kept(host) + ".new");
    }

    private static void End(ServedHost host, string trouble)
    {
        if (trouble == "full")
            File.Delete(Kept(host) + ".new");
        else
            Directory.Delete(Kept(host) + ".new");
    }
}
