using System.Diagnostics;
using System.Text.Json;
using MassagerControl.Lab.Tests.Support;
using MassagerControl.Tests.Support;

namespace MassagerControl.Lab.Tests;

/// <summary>Scan, pair, run, rate, STOP: the commands of this program as a person uses them, with bluetoothd between them and the peripheral.</summary>
public sealed class SessionTests(VirtualMachine machine) : IClassFixture<VirtualMachine>
{
    // The aim is 250 ms; an emulated processor gets more.
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(2);

    [LiveTheory(Timeout = 240_000)]
    [InlineData("sim-percussion-gun", 1, 0, 1, 0)]
    [InlineData("therabody-wave-solo", 1, 0, 1, 0)]
    [InlineData("open-massager", 1, 2, 0, 1, 2, 0)]
    public async Task A_person_scans_pairs_runs_rates_and_stops(string profile, params int[] levels)
    {
        await machine.ForgetAsync(TestContext.Current.CancellationToken);
        using var folder = new LabFolder(machine);
        using var peripheral = new AirPeripheral(folder, profile);
        await peripheral.ReadyAsync();
        Assert.Equal(profile, await ScannedAsync(folder));
        await folder.PairAsync(peripheral);
        var before = peripheral.Frames.Length;
        using var session = LabSession.Short(folder);
        await session.BeginAsync(peripheral);
        await session.SeesAsync("HOLD", "rep 1 of 2");
        await session.PressAsync('6');
        await session.SeesAsync("You rated 6");
        await session.SeesAsync("HOLD", "rep 2 of 2");
        var stopped = await session.PressAsync(LabSession.Space);
        await peripheral.SeesAsync("motor", levels.Length);
        var exit = await session.EndsAsync();
        await peripheral.SeesAsync("disconnected", times: 2);

        Assert.Equal(3, exit);
        Assert.Equal(("stopped", true), (session.End().GetProperty("outcome").GetString(), session.End().GetProperty("confirmedOff").GetBoolean()));
        var motor = peripheral.Arrivals.Where(one => one.What.Type == "motor").ToArray();
        Assert.Equal(levels, motor.Select(one => one.What.Level!.Value));
        Assert.InRange(Stopwatch.GetElapsedTime(stopped, motor[^1].At), TimeSpan.Zero, StopLimit);
        // Every frame that was written arrived, and nothing else.
        Assert.Equal(session.Frames, peripheral.Frames[before..]);
    }

    /// <returns>The profile that a scan matches the peripheral with.</returns>
    private static async Task<string> ScannedAsync(LabFolder folder)
    {
        var said = await folder.RunAsync("scan", "--radio", $"bluez:{VirtualMachine.CentralAdapter}", "--timeout", "6", "--json");
        using var document = JsonDocument.Parse(said);
        return document.RootElement.EnumerateArray()
            .First(one => one.GetProperty("address").GetString() == VirtualMachine.PeripheralAddress)
            .GetProperty("profile").GetString()!;
    }
}
