using System.Diagnostics;
using System.Globalization;
using MassagerControl.Benchmarks.Measuring;
using MassagerControl.Benchmarks.Sessions;
using MassagerControl.Core.Control;
using MassagerControl.Core.Sessions;
using MassagerControl.Runtime.Runs;

namespace MassagerControl.Benchmarks.Stops;

/// <summary>From STOP of a running session until the simulated motor is off, in one process and real time, from the first STOP of the process on.</summary>
internal static class StopsPart
{
    private const int Rounds = 3000;

    public static void Run() => RunAsync().GetAwaiter().GetResult();

    private static async Task RunAsync()
    {
        var shipped = new ShippedSession();
        using var time = LiveSession.Clock();
        var took = new double[Rounds];
        for (var round = 0; round < Rounds; round++)
            took[round] = await StopAsync(shipped, time, round);
        var spread = new Spread(took);
        // benchmarks/stop reads this line.
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"microseconds: first {took[0]:0.0} median {spread.Median:0.0} p99 {spread.At(99):0.0}"));
    }

    private static async Task<double> StopAsync(ShippedSession shipped, TimeProvider time, int seed)
    {
        long on = 0, off = 0;
        var made = shipped.Massager(time);
        made.Simulator!.Delivers += felt => (felt.IsZero ? ref off : ref on) = Stopwatch.GetTimestamp();
        await using var massager = new LeasedMassager(made.Massager, time);
        using var loop = new SessionLoop(shipped.Plan(seed), massager, time, static _ => { }, StatelessEngine.Shared.Find);
        using var renewal = new LeaseRenewal(time, loop.RenewLease);
        _ = loop.PostAsync(new StartInput());
        _ = loop.PostAsync(new BeginInput());
        if (Interlocked.Exchange(ref off, 0) > on || on == 0)
            throw new InvalidOperationException("The motor does not run: there is nothing to stop.");
        var began = Stopwatch.GetTimestamp();
        _ = loop.PostAsync(new StopInput("benchmark"));
        var ticks = off - began;
        await loop.Completion;
        made.Simulator?.Dispose();
        return ticks > 0 ? ticks * 1e6 / Stopwatch.Frequency : throw new InvalidOperationException("The motor was not turned off at once.");
    }
}
