using System.Diagnostics;
using System.Globalization;
using MassagerControl.Runtime.Storage;
using MassagerControl.Tests.App.Cli;
using MassagerControl.Tests.Runtime.Guarding;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Runtime.Storage;

/// <summary>Processes that are killed with SIGKILL while they write.</summary>
public sealed class KilledProcessTests : IDisposable
{
    private readonly RunFolder _files = new();

    private string Data => _files.At("data");

    public void Dispose() => _files.Dispose();

    [LiveTheory]
    [InlineData(1)]
    [InlineData(137)]
    [InlineData(500)]
    [InlineData(999)]
    public async Task What_was_acknowledged_is_there_and_the_history_opens(int kill)
    {
        using var process = Start([.. LiveProgram.Assembly("MassagerControl.CrashHost"), "journal", Data]);
        var acknowledged = 0;
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            acknowledged = int.Parse(line, CultureInfo.InvariantCulture);
            if (acknowledged == kill)
                process.Kill();
        }
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        using (var store = MassagerStore.Open(Data).Store!)
        {
            var events = store.Read(work => new SessionTable(work).Events(1));
            Assert.True(acknowledged >= kill);
            Assert.Equal(Enumerable.Range(1, events.Length), events.Select(told => told.Seq));
            Assert.InRange(events.Length, acknowledged, acknowledged + 1);
        }
        var list = await Massager.RunAsync("history", "list", "--data", Data);
        Assert.Equal((0, ""), (list.Exit, list.Error));
        Assert.EndsWith("SIM  test, lower-back left: interrupted", Assert.Single(list.OutLines), StringComparison.Ordinal);
    }

    [LiveFact]
    public async Task A_press_that_a_kill_cut_short_counts_to_the_second_and_no_other_may_begin()
    {
        using var process = Start([.. LiveProgram.Massager, "run", "--reps", "2", "--no-warm-up", "--data", Data]);
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line && !line.Contains("compress", StringComparison.Ordinal))
        {
        }
        var (began, before) = (Stopwatch.GetTimestamp(), StallWatch.Now);
        await CountedPress.ReachesAsync(Data, TimeSpan.FromSeconds(2));
        process.Kill();
        var pressed = Stopwatch.GetElapsedTime(began);
        // What the machine did not let the process write cannot have been counted.
        var lost = Losses.Between(before, StallWatch.Now).Most;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        // Nobody has seen the motor stop.
        using (var left = MassagerStore.Open(Data).Store!)
            Assert.Equal("sim:sim-percussion-gun", Assert.Single(left.Read(work => new RunningDevices(work).All())).Device);

        var next = await Massager.RunAsync("run", "--speed", "max", "--data", Data);

        Assert.Equal(6, next.Exit);
        Assert.Contains("massager: the last session here is less than 2 hours ago", next.ErrorLines);
        using var store = MassagerStore.Open(Data).Store!;
        var dose = Assert.Single(store.Read(work => new DoseTable(work).All()));
        Assert.InRange(dose.Press, pressed - TimeSpan.FromSeconds(1) - lost, pressed + TimeSpan.FromSeconds(2));
    }

    private static Process Start(string[] command) =>
        Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardInput = true })!;
}
