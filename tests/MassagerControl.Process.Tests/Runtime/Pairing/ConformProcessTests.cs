using MassagerControl.Devices.Profiles;
using MassagerControl.Devices.Sockets;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Runtime.Pairing;

/// <summary><c>conform</c> as a process of its own, with a guard.</summary>
public sealed class ConformProcessTests : IDisposable
{
    private readonly PairingBench _bench = new();

    [LiveFact]
    public async Task A_device_that_is_not_what_its_profile_says_is_found_out_before_its_motor_runs()
    {
        // The same id, another service.
        await File.WriteAllTextAsync(Path.Combine(_bench.Profiles, "mine.json"), Mine, TestContext.Current.CancellationToken);
        var socket = Path.Combine(_bench.Room, "s");
        using var end = new CancellationTokenSource();
        using var log = new StringWriter();
        var other = ProfileReader.Parse("mine.json", Mine.Replace("fff0", "fff9", StringComparison.Ordinal)).Value!;
        var serving = PeripheralServer.RunAsync(new() { Profile = other, SocketPath = socket, Log = log }, TimeProvider.System, end.Token);

        using var conform = _bench.Start("conform", $"socket:{socket}", "--yes");
        await conform.EndsAsync();
        await end.CancelAsync();
        await serving;

        Assert.Equal(1, conform.ExitCode);
        Assert.Contains("it has no characteristic", conform.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("confirmed that the motor is off", conform.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("motor", log.ToString(), StringComparison.Ordinal);
    }

    public void Dispose() => _bench.Dispose();

    private static string Mine => ProfileText.Small.Replace("\"small\"", "\"mine\"", StringComparison.Ordinal);
}
