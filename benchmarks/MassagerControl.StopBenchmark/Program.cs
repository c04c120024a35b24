using System.Diagnostics;
using System.Globalization;
using MassagerControl.App.Hosting;
using MassagerControl.Benchmarks.Sessions;
using MassagerControl.Core.Control;
using MassagerControl.Core.Sessions;
using MassagerControl.Core.Timing;

namespace MassagerControl.StopBenchmark;

/// <summary>From STOP of a running session until the simulated motor is off, in real time and from the first STOP of the process on.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        if (args is not [var rounds] || !int.TryParse(rounds, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            Console.Error.WriteLine("how many stops? Prints the microseconds of each, one a line.");
            return 2;
        }
        var shipped = new ShippedSession();
        using var time = new DeadlineTimeProvider(static exception => Environment.FailFast("a timer failed", exception));
        var took = new double[count];
        for (var round = 0; round < count; round++)
            took[round] = await StopAsync(shipped, time, round).ConfigureAwait(false);
        foreach (var microseconds in took)
            Console.WriteLine(microseconds.ToString("0.00", CultureInfo.InvariantCulture));
        return 0;
    }

    private static async Task<double> StopAsync(ShippedSession shipped, DeadlineTimeProvider time, int seed)
    {
        long on = 0, off = 0;
        var made = shipped.Massager(time, felt => (felt.IsZero ? ref off : ref on) = Stopwatch.GetTimestamp());
        await using var massager = new LeasedMassager(made.Massager, time);
        using var loop = new SessionLoop(shipped.Plan(seed), massager, time, static _ => { }, StatelessEngine.Shared.Find);
        using var heartbeat = new OwnerHeartbeat(time, loop.RenewLease, static _ => { });
        _ = loop.PostAsync(new StartInput());
        _ = loop.PostAsync(new BeginInput());
        if (Interlocked.Exchange(ref off, 0) > on || on == 0)
            throw new InvalidOperationException("The motor does not run: there is nothing to stop.");
        var began = Stopwatch.GetTimestamp();
        _ = loop.PostAsync(new StopInput("benchmark"));
        var took = off - began;
        await loop.Completion.ConfigureAwait(false);
        made.Simulator?.Dispose();
        return took > 0 ? took * 1e6 / Stopwatch.Frequency : throw new InvalidOperationException("The motor was not turned off at once.");
    }
}
