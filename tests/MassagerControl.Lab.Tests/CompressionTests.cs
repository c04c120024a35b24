using System.Globalization;
using MassagerControl.Lab.Tests.Support;

namespace MassagerControl.Lab.Tests;

/// <summary>The program of this project from warm-up to cool-down, rated by keys, over the air.</summary>
public sealed class CompressionTests(VirtualMachine machine) : IClassFixture<VirtualMachine>
{
    private const int Reps = 5;

    [Fact(Timeout = 600_000)]
    public async Task A_whole_compression_session_with_ratings_runs_over_bluetoothd()
    {
        using var folder = new LabFolder(machine);
        using var peripheral = new AirPeripheral(folder, "sim-percussion-gun", "--on-disconnect", "stops");
        await peripheral.ReadyAsync();
        await folder.PairAsync(peripheral);
        var before = peripheral.Frames.Length;
        // Not the first session in this place, which would be a shorter one.
        var yesterday = TimeProvider.System.GetUtcNow().AddDays(-1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var ledger = folder.Write("ledger.jsonl", $$"""{"ended":"{{yesterday}}","area":"upper-trapezius","side":"right","pressSeconds":60,"locked":false}""" + "\n");
        using var session = LabSession.Start(folder, "compression", "--reps", $"{Reps}", "--press", "20", "--area", "upper-trapezius", "--side", "right", "--ledger", ledger);
        await session.BeginAsync(peripheral);
        for (var rep = 1; rep <= Reps; rep++)
        {
            await session.SeesAsync("HOLD", $"rep {rep} of {Reps}");
            // Below the band: one step more from the next press; in it: stays.
            await session.PressAsync(rep == 1 ? '3' : '6');
        }
        var exit = await session.EndsAsync();
        await peripheral.SeesAsync("disconnected", times: 2);

        Assert.Equal(0, exit);
        var end = session.End();
        Assert.Equal(("completed", Reps, true), (end.GetProperty("outcome").GetString(), end.GetProperty("reps").GetInt32(), end.GetProperty("confirmedOff").GetBoolean()));
        Assert.Equal([3, 6, 6, 6, 6], session.Of("rating").Select(one => one.GetProperty("value").GetInt32()));
        Assert.Equal(session.Frames, peripheral.Frames[before..]);
        Assert.Equal((2, 0), (peripheral.Levels.Max(), peripheral.Level));
    }
}
