using System.Net;
using System.Text.Json;
using MassagerControl.Runtime.Programs;
using MassagerControl.Runtime.Reach;
using MassagerControl.Runtime.Storage;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Web;

/// <summary>Over the network nobody names a file, a socket or an address, and nobody learns of one.</summary>
public sealed class NetworkNamesTests
{
    [Theory]
    [InlineData("program")]
    [InlineData("device")]
    [InlineData("device", "sim:")]
    [InlineData("device", "socket:")]
    [InlineData("device", "bluez/sim-percussion-gun/")]
    [InlineData("device", "sim/sim-percussion-gun/")]
    [InlineData("area")]
    public async Task A_path_is_refused_alike_whether_there_is_a_file_or_not(string member, string prefix = "")
    {
        await using var host = await ServedHost.StartAsync();
        using var phone = await host.PairAsync();
        // What would run if its path were followed, and what would not.
        var whole = Path.Combine(ProgramLibrary.Folder, "compression.json");
        var profile = Repository.PathOf("device-profiles", "sim-percussion-gun.json");
        var broken = Path.Combine(host.Data, "broken.json");
        await File.WriteAllTextAsync(broken, """{"id":"harmless-words"}""", TestContext.Current.CancellationToken);

        var answers = new List<string>();
        foreach (var path in new[] { whole, profile, broken, Path.Combine(host.Data, "nowhere.json"), host.Data, "./compression.json" })
        {
            var (status, problem) = await phone.PostAsync("api/sessions", Order(member, prefix + path));
            Assert.Equal(HttpStatusCode.BadRequest, status);
            answers.Add(problem.ToString());
        }

        Assert.Single(answers.Distinct());
        Assert.Contains($"$.{member} names no", answers[0].Replace(":", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("harmless-words", answers[0], StringComparison.Ordinal);
        Assert.Equal(0, (await phone.GetAsync("api/state")).GetProperty("sessions").GetArrayLength());
    }

    /// <summary>Looking there would be enough: whoever listens would learn of it.</summary>
    [Fact]
    public async Task Nobody_connects_to_a_socket_that_a_phone_names()
    {
        await using var host = await ServedHost.StartAsync();
        using var phone = await host.PairAsync();
        var path = Path.Combine(host.Data, "s");
        using var listener = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Unspecified);
        listener.Bind(new System.Net.Sockets.UnixDomainSocketEndPoint(path));
        listener.Listen();

        Assert.Equal(HttpStatusCode.BadRequest, (await phone.PostAsync("api/sessions", Order("device", $"socket:{path}"))).Status);
        Assert.False(listener.Poll(0, System.Net.Sockets.SelectMode.SelectRead));
    }

    [Fact]
    public async Task A_paired_device_is_known_by_its_name_and_not_by_its_address()
    {
        await using var host = await ServedHost.StartAsync();
        using var phone = await host.PairAsync();
        var paired = new PairedDevices(host.Data);
        paired.Save(new("gun", "Gun", "sim:sim-percussion-gun", "sim-percussion-gun", "sim", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch));
        paired.Save(new("other", "Other", "02:00:00:00:00:01", "sim-percussion-gun", "bluez", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch));

        Assert.Equal(HttpStatusCode.Created, (await phone.PostAsync("api/sessions", Order("device", "GUN"))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await phone.PostAsync("api/sessions", Order("device", "02:00:00:00:00:01"))).Status);
    }

    [Fact]
    public async Task A_simulator_of_a_profile_with_mistakes_is_no_simulator_and_its_mistakes_stay_here()
    {
        await using var host = await ServedHost.StartAsync();
        using var phone = await host.PairAsync();
        var folder = Directory.CreateDirectory(Path.Combine(host.Data, "profiles"));
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "mine.json"), """{"id":"harmless-words"}""", TestContext.Current.CancellationToken);

        var (status, problem) = await phone.PostAsync("api/sessions", Order("device", "sim:mine"));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.DoesNotContain("harmless-words", problem.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("mine", problem.GetProperty("reasons").ToString(), StringComparison.Ordinal);
    }

    /// <summary>What the phone is told leaves the host's folders out; the host is told all of it.</summary>
    [Fact]
    public async Task What_is_wrong_with_a_file_of_the_host_stays_at_the_host()
    {
        await using var host = await ServedHost.StartAsync();
        using var phone = await host.PairAsync();
        await File.WriteAllTextAsync(Path.Combine(host.Data, MassagerStore.FileName), "harmless words, no database", TestContext.Current.CancellationToken);

        var (status, problem) = await HistoryAsync(phone);

        Assert.Equal(HttpStatusCode.InternalServerError, status);
        Assert.DoesNotContain(host.Data, problem, StringComparison.Ordinal);
        Assert.Contains(host.Said, line => line.Contains(MassagerStore.FileName, StringComparison.Ordinal));
    }

    private static async Task<(HttpStatusCode Status, string Text)> HistoryAsync(ServedRemote phone)
    {
        using var answer = await phone.Client.GetAsync("api/history", TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static string Order(string member, string value)
    {
        var members = new Dictionary<string, string> { ["program"] = "compression", ["device"] = "sim:sim-percussion-gun", ["area"] = "upper-trapezius", [member] = value };
        return $"{{{string.Join(',', members.Select(pair => $"\"{pair.Key}\":\"{JsonEncodedText.Encode(pair.Value)}\""))}}}";
    }
}
