using MassagerControl.Runtime.Reach;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.App.Cli;

/// <summary>One way for the same thing, whichever command takes it.</summary>
public sealed class OneWayTests : IDisposable
{
    private readonly RunFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("sim:")]
    public async Task A_profile_is_named_by_its_path_wherever_one_is_named(string prefix)
    {
        var profile = prefix + _folder.Write("small.json", ProfileText.Small);

        var run = await RunAsync("run", "--speed", "max", "--seed", "7", "--device", profile, "--events", _folder.Events);
        var conform = await RunAsync("conform", profile);
        var show = await RunAsync("profiles", "show", profile);

        Assert.Equal((0, ""), (run.Exit, run.Error));
        Assert.Equal((0, ""), (conform.Exit, conform.Error));
        Assert.Equal((0, ""), (show.Exit, show.Error));
        // No path in a log.
        Assert.Equal("sim:small", _folder.ReadEvents()[0].Text("device"));
    }

    [Theory]
    [InlineData("nowhere.json", "nowhere.json: $: cannot be read: there is no such file")]
    [InlineData("sim:nowhere.json", "nowhere.json: $: cannot be read: there is no such file")]
    [InlineData("./no/profile", "./no/profile: $: cannot be read: there is no folder ")]
    public async Task A_path_that_leads_nowhere_is_named_alike(string device, string reason)
    {
        foreach (var command in new[] { "run --device", "conform" })
        {
            var run = await RunAsync([.. command.Split(' '), device]);

            Assert.Equal(2, run.Exit);
            Assert.Contains(reason, Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_kept_session_of_a_profile_by_its_path_leaves_nothing_to_stop()
    {
        var profile = _folder.Write("small.json", ProfileText.Small);
        Assert.Equal(0, (await RunAsync("run", "--speed", "max", "--device", profile, "--data", _folder.At("data"))).Exit);

        var show = await RunAsync("history", "show", "1", "--data", _folder.At("data"));
        File.Delete(profile);

        Assert.Equal($"device sim:{profile}, profile small", show.OutLines[1]);
        Assert.Equal((0, ""), await RunAsync("stop", "--left", "--data", _folder.At("data")) switch { var stop => (stop.Exit, stop.Error) });
    }

    [Theory]
    [InlineData("run --speed max")]
    [InlineData("scan --radio sim --timeout 0.1")]
    [InlineData("pair --radio sim --timeout 0.1")]
    [InlineData("devices")]
    [InlineData("stop")]
    [InlineData("profiles list")]
    [InlineData("profiles show sim-percussion-gun")]
    [InlineData("profiles check")]
    [InlineData("profiles match {}")]
    [InlineData("profiles new my-own")]
    [InlineData("conform sim:sim-percussion-gun")]
    [InlineData("simulate sim-percussion-gun --socket s")]
    public async Task A_folder_of_profiles_that_is_not_there_is_an_error(string command)
    {
        var run = await RunAsync([.. command.Split(' '), "--profiles", _folder.At("none")]);

        Assert.Equal((2, ""), (run.Exit, run.Out));
        Assert.Equal($"massager: {_folder.At("none")}: the folder of your profiles cannot be read: there is no such folder", run.ErrorLines[0]);
        Assert.False(Path.Exists(_folder.At("none")));
    }

    [Theory]
    [InlineData("scan")]
    [InlineData("pair")]
    public async Task A_socket_that_is_not_there_is_no_radio(string command)
    {
        var run = await RunAsync(command, "--radio", $"socket:{_folder.At("none")}", "--timeout", "0.1");

        Assert.Equal((2, ""), (run.Exit, run.Out));
        Assert.Equal($"massager: --radio socket:{_folder.At("none")}: there is neither a socket nor a folder of them", run.ErrorLines[0]);
    }

    [Fact]
    public async Task One_rep_is_one_rep()
    {
        var run = await RunAsync("run", "--speed", "max", "--reps", "1", "--data", _folder.At("data"));

        Assert.Contains(run.OutLines, line => line.Contains(" 1 rep, ", StringComparison.Ordinal));
        Assert.Contains(" 1 rep, ", (await RunAsync("history", "list", "--data", _folder.At("data"))).Out, StringComparison.Ordinal);
    }

    private static Task<Massager> RunAsync(params string[] args)
    {
        var parts = Massager.ShippedParts();
        return Massager.RunAsync(parts with { FindDevice = new DeviceSetup(parts.Radios).Find }, args);
    }
}
