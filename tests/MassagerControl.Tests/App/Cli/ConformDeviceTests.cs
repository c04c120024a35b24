using MassagerControl.Tests.Runtime.Pairing;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.App.Cli;

/// <summary><c>conform</c> on a device that somebody holds: its motor runs, so somebody must agree.</summary>
public sealed class ConformDeviceTests : IDisposable
{
    private readonly PairingBench _bench = new();

    [Theory]
    [InlineData(null, "nobody can be asked: add --yes")]
    [InlineData("\n", "Is that so? [y/N]")]
    [InlineData("no\n", "Put it on a table")]
    public async Task Nothing_moves_before_somebody_agrees(string? typed, string said)
    {
        await using var served = new ServedPeripheral();
        string[] conform = ["conform", $"socket:{served.Path}"];

        var run = typed is null ? await _bench.RunAsync(conform) : await _bench.AskAsync(typed, conform);

        Assert.Equal((6, ""), (run.Exit, run.Out));
        Assert.Contains(said, run.Error, StringComparison.Ordinal);
        Assert.Equal(["ready"], served.Log.Types);
    }

    [Theory]
    [InlineData("--faults, --on-disconnect and --odd are for simulated devices", "--on-disconnect", "stops")]
    [InlineData("there is no device 'socket:nowhere'", "socket:nowhere")]
    [InlineData("there is no device 'my gun'", "my gun")]
    public async Task What_cannot_be_tried_is_refused(string reason, params string[] args)
    {
        await using var served = new ServedPeripheral();
        string[] target = args[0].StartsWith('-') ? [$"socket:{served.Path}"] : [];

        var run = await _bench.RunAsync(["conform", .. target, .. args]);

        Assert.Equal(2, run.Exit);
        Assert.Contains(reason, run.Error, StringComparison.Ordinal);
    }

    /// <summary>The profile is there: what is wrong with it is said, and not that there is none.</summary>
    [Theory]
    [InlineData("conform")]
    [InlineData("run --device")]
    [InlineData("stop")]
    public async Task A_profile_with_mistakes_is_told_with_its_file_and_reason(string command)
    {
        await using var served = new ServedPeripheral();
        var file = Path.Combine(_bench.Profiles, "sim-percussion-gun.json");
        await File.WriteAllTextAsync(file, """{ "format": 1, "ceiling": "much" }""", TestContext.Current.CancellationToken);

        var run = await _bench.RunAsync([.. command.Split(' '), $"socket:{served.Path}"]);

        Assert.Equal(command == "stop" ? 5 : 2, run.Exit);
        Assert.Contains("it is a sim-percussion-gun, and that profile has mistakes", run.Error, StringComparison.Ordinal);
        Assert.Contains($"{file}: $.ceiling: ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_paired_device_that_lives_in_the_simulator_is_named_by_its_profile()
    {
        await _bench.RunAsync("pair", "pro", "--radio", "sim", "--timeout", "0.1", "--name", "mine");

        var run = await _bench.RunAsync("conform", "mine");

        Assert.Equal(2, run.Exit);
        Assert.Contains("name its profile as sim:PROFILE", run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _bench.Dispose();
}
