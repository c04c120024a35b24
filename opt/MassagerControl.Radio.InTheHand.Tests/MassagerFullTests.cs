using System.Diagnostics;
using MassagerControl.RadioContract;

namespace MassagerControl.Radio.InTheHand.Tests;

/// <summary>The whole program with the radio of the InTheHand package, in a process of its own, on a fake bluetoothd.</summary>
[Collection("package bus")]
public sealed class MassagerFullTests
{
    private const string Name = "gun";

    [Fact(Timeout = 120_000)]
    public async Task It_finds_pairs_and_stops_a_device()
    {
        await using var bench = await FakeBlueZBench.StartAsync(_ => new InTheHandRadio(TimeProvider.System));
        var folder = Directory.CreateTempSubdirectory("massager-full").FullName;

        var scan = await RunAsync(bench, folder, "scan", "--radio", "inthehand", "--timeout", "2", "--json");
        var pair = await RunAsync(bench, folder, "pair", bench.Address, "--radio", "inthehand", "--name", Name);
        var stop = await RunAsync(bench, folder, "stop", Name);

        Assert.Contains(bench.Address, scan.Output, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(RadioBench.Profile.Id, scan.Output, StringComparison.Ordinal);
        Assert.True(pair.ExitCode == 0, pair.Output);
        Assert.True(stop.ExitCode == 0, stop.Output);
        Assert.DoesNotContain(bench.Motor, level => level > 0);
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(FakeBlueZBench bench, string folder, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "massager-full.dll"), .. args])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DBUS_SYSTEM_BUS_ADDRESS"] = bench.Bus.Address;
        foreach (var variable in new[] { "HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR", "MASSAGER_DATA" })
            start.Environment[variable] = folder;
        using var massager = Process.Start(start)!;
        massager.StandardInput.Close();
        var errors = massager.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await massager.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await massager.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (massager.ExitCode, output + await errors);
    }
}
