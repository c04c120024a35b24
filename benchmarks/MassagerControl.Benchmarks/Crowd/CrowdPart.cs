using System.Diagnostics;
using System.Globalization;
using MassagerControl.Benchmarks.Measuring;
using MassagerControl.Benchmarks.Sessions;
using MassagerControl.Core.Timing;
using MassagerControl.Runtime.People;

namespace MassagerControl.Benchmarks.Crowd;

/// <summary>Many sessions at once in one process, in real time, each through a byte-level simulated device, all on one deadline thread.</summary>
internal static class CrowdPart
{
    private const int Most = 10_000;
    private const double MostLate = 5;
    private const double MostHeap = 10;

    // One session is lost in what else comes and goes on the heap.
    private const int FewestForHeap = 10;

    private static readonly int[] Sizes = [1, 10, 100, 1000, Most];
    private static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(5);

    public static void Run()
    {
        Console.WriteLine($"sessions of 20 s, starts spread over {StartsWithin.TotalSeconds:0} s; 100 % is one core");
        Rehearse();
        foreach (var size in Sizes)
        {
            var (late, heap) = Run(size);
            if (size == Most)
                Console.WriteLine($"aim: {Most} sessions with p99 of at most {MostLate} ms and {MostHeap} KiB each: {(late.At(99) <= MostLate && heap <= MostHeap ? "met" : "MISSED")}");
        }
    }

    private static (Spread Late, double Heap) Run(int size)
    {
        using var time = LiveSession.Clock();
        var empty = LiveHeap();
        var crowd = Make(size, time);
        var others = Machine.WatchOthers();
        var (began, worked, paused) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime, GC.GetTotalPauseDuration());
        Start(crowd);
        var (passed, work) = (Stopwatch.GetElapsedTime(began), Environment.CpuUsage.TotalTime - worked);
        paused = GC.GetTotalPauseDuration() - paused;
        var disturbed = others();
        var heap = (LiveHeap() - empty) / 1024.0 / size;
        var each = size >= FewestForHeap ? heap.ToString("0.0", CultureInfo.InvariantCulture) : "–";
        var late = new Spread(crowd.SelectMany(session => session.Edges.Milliseconds));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{size} sessions: {work / passed * 100:0.00} % CPU, {each} KiB live heap each, working set {Environment.WorkingSet / 1024.0 / 1024:0} MiB, {paused.TotalMilliseconds:0} ms in garbage collection, others took {disturbed:0} %; ms late: {late.Tail("0.00")}"));
        foreach (var session in crowd)
            session.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return (late, heap);
    }

    private static LiveSession[] Make(int size, TimeProvider time)
    {
        var shipped = new ShippedSession();
        return [.. Enumerable.Range(0, size).Select(i => new LiveSession(shipped.ShortPlan(seed: i), shipped.Massager, time, SimulatedPersonModel.Steady))];
    }

    /// <summary>Starts one after the other and waits for all.</summary>
    private static void Start(LiveSession[] crowd)
    {
        var began = Stopwatch.GetTimestamp();
        var running = new Task[crowd.Length];
        for (var i = 0; i < crowd.Length; i++)
        {
            var wait = StartsWithin * i / crowd.Length - Stopwatch.GetElapsedTime(began);
            if (wait > TimeSpan.Zero)
                Thread.Sleep(wait);
            running[i] = crowd[i].RunAsync();
        }
        Task.WhenAll(running).GetAwaiter().GetResult();
    }

    /// <summary>A few hundred sessions in virtual time first: compiling the code is no part of the figures.</summary>
    private static void Rehearse()
    {
        var (shipped, time) = (new ShippedSession(), new VirtualTimeProvider());
        for (var seed = 0; seed < 300; seed++)
        {
            var session = new LiveSession(shipped.ShortPlan(seed), shipped.Massager, time, SimulatedPersonModel.Steady);
            var running = session.RunAsync();
            while (session.IsRunning)
                time.RunNext();
            running.GetAwaiter().GetResult();
            session.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private static long LiveHeap()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
