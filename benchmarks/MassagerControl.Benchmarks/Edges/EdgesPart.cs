using System.Diagnostics;
using MassagerControl.Benchmarks.Measuring;
using MassagerControl.Benchmarks.Sessions;
using MassagerControl.Core;
using MassagerControl.Core.Sessions;

namespace MassagerControl.Benchmarks.Edges;

/// <summary>How late phases end in real time: on the deadline thread, on the timers of the base class library, and by <see cref="Task.Delay(TimeSpan)"/>.</summary>
/// <remarks>
/// The sessions have phases of 15–50 ms, far shorter than any program may have, so that thousands of edges fit in a minute. The ways take turns
/// in short slices: what else the machine does meets all of them. Idle means idle: a slice in which others took more than a few percent of the
/// cores is measured again, within reason.
/// </remarks>
internal static class EdgesPart
{
    private const int Slices = 4;
    private const int Together = 4;
    private const int Presses = 45;
    private const int EdgesOfPress = 3;

    // A machine is not idle while others take more than this of its cores.
    private const double IdlePercent = 5;
    private const int MostRepeats = 24;

    public static void Run()
    {
        using var deadlines = LiveSession.Clock();
        Way[] ways =
        [
            new("session, deadline thread", (presses, seed) => OfSessionAsync(deadlines, presses, seed)),
            new("session, timers of the base class library", (presses, seed) => OfSessionAsync(TimeProvider.System, presses, seed)),
            new("Task.Delay alone", OfDelaysAsync),
        ];
        foreach (var (_, edges) in ways)
            Slice(edges, presses: 5, seed: 0);
        Console.WriteLine($"milliseconds late, {Together} at a time");
        var (idle, disturbed) = Measure("idle", ways, MostRepeats);
        using (new BusyCores())
            Measure($"{Environment.ProcessorCount} cores busy", ways, 0);
        Console.WriteLine($"aim: at most 2 ms late at p99 when idle: {(disturbed ? "NOT MEASURED, the machine was not idle" : idle.At(99) <= 2 ? "met" : "MISSED")}");
    }

    /// <param name="repeats">How many slices may be measured again because others disturbed them.</param>
    /// <returns>The lateness of the first way, and whether others disturbed it after all.</returns>
    private static (Spread First, bool Disturbed) Measure(string condition, Way[] ways, int repeats)
    {
        var late = ways.Select(_ => new List<double>()).ToArray();
        var (left, others) = (repeats, Machine.WatchOthers());
        for (var slice = 0; slice < Slices; slice++)
            for (var way = 0; way < ways.Length; way++)
                late[way].AddRange(Undisturbed(ways[way].Edges, slice, ref left));
        var state = left > 0 || repeats == 0 ? condition : $"NOT {condition}";
        Console.WriteLine($"{state}: {repeats - left} slices measured again, others took {others():0} % in all");
        var spreads = late.Select(samples => new Spread(samples)).ToArray();
        for (var way = 0; way < ways.Length; way++)
            Console.WriteLine($"{state}, {ways[way].Name}: {spreads[way].Tail("0.00")}");
        return (spreads[0], state != condition);
    }

    private static IReadOnlyList<double> Undisturbed(Func<int, int, Task<IReadOnlyList<double>>> edges, int seed, ref int repeatsLeft)
    {
        while (true)
        {
            var others = Machine.WatchOthers();
            var late = Slice(edges, Presses, seed);
            if (repeatsLeft == 0 || others() <= IdlePercent)
                return late;
            repeatsLeft--;
        }
    }

    private static IReadOnlyList<double> Slice(Func<int, int, Task<IReadOnlyList<double>>> edges, int presses, int seed) =>
        [.. Task.WhenAll(Enumerable.Range(0, Together).Select(i => edges(presses, seed * Together + i))).GetAwaiter().GetResult().SelectMany(late => late)];

    private static async Task<IReadOnlyList<double>> OfSessionAsync(TimeProvider time, int presses, int seed)
    {
        var shipped = new ShippedSession();
        await using var session = new LiveSession(Hasty(shipped.Plan(seed), presses, seed), shipped.Massager, time, null);
        await session.RunAsync();
        return session.Edges.Milliseconds;
    }

    private static async Task<IReadOnlyList<double>> OfDelaysAsync(int presses, int seed)
    {
        var random = new Random(seed);
        var late = new List<double>();
        for (var edge = 0; edge < presses * EdgesOfPress; edge++)
        {
            var (wait, began) = (Short(random), Stopwatch.GetTimestamp());
            await Task.Delay(wait);
            late.Add((Stopwatch.GetElapsedTime(began) - wait).TotalMilliseconds);
        }
        return late;
    }

    /// <summary>The same session with presses of one rep, each with a ramp, a hold and a release that are short.</summary>
    private static SessionPlan Hasty(SessionPlan plan, int presses, int seed)
    {
        var random = new Random(seed);
        return plan with { Steps = [.. Enumerable.Range(0, presses).Select(_ => Press(random))] };
    }

    private static CycleStep Press(Random random)
    {
        var ramp = Short(random);
        return new(ramp + Short(random), ramp, Short(random), 1, Intensity.Full, false);
    }

    private static TimeSpan Short(Random random) => TimeSpan.FromMicroseconds(random.Next(15_000, 50_000));

    /// <param name="Edges">From the number of presses and a seed to how late each edge was, in milliseconds.</param>
    private sealed record Way(string Name, Func<int, int, Task<IReadOnlyList<double>>> Edges);
}
