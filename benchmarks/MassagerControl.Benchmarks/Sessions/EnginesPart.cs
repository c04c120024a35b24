using System.Diagnostics;
using MassagerControl.Benchmarks.Measuring;
using MassagerControl.Core.Sessions;
using MassagerControl.Core.Timing;
using MassagerControl.Runtime.People;
using MassagerControl.Runtime.Runs;

namespace MassagerControl.Benchmarks.Sessions;

/// <summary>What the engine of the table costs: the same sessions with Stateless and with the table's own index, in turns, in one process.</summary>
internal static class EnginesPart
{
    private const int Pairs = 15;
    private const int Sessions = 200;

    public static void Run()
    {
        var shipped = new ShippedSession();
        FindRow stateless = StatelessEngine.Shared.Find, index = TransitionTable.Find;
        Time(shipped, stateless);
        Time(shipped, index);
        var (slower, larger) = (new List<double>(), new List<double>());
        for (var pair = 0; pair < Pairs; pair++)
        {
            // Whoever is second finds the machine as the first has left it: they take turns in that too.
            var first = Time(shipped, pair % 2 == 0 ? stateless : index);
            var second = Time(shipped, pair % 2 == 0 ? index : stateless);
            var (asked, judge) = pair % 2 == 0 ? (first, second) : (second, first);
            slower.Add(asked.Seconds / judge.Seconds);
            larger.Add((asked.Bytes - judge.Bytes) / (double)Sessions / 1024);
        }
        var (calls, alone) = Calls(shipped);
        Console.WriteLine($"{Pairs} pairs of {Sessions} sessions: Stateless takes {new Spread(slower).Text("0.00")} of the index's processor time, and {new Spread(larger).Text("0")} KiB more a session");
        Console.WriteLine($"{calls} questions a session, {alone:0.00} µs each to Stateless alone");
    }

    private static (double Seconds, long Bytes) Time(ShippedSession shipped, FindRow find)
    {
        var (worked, bytes) = (Environment.CpuUsage.TotalTime, GC.GetAllocatedBytesForCurrentThread());
        for (var seed = 1; seed <= Sessions; seed++)
            Session(shipped, seed, find);
        return ((Environment.CpuUsage.TotalTime - worked).TotalSeconds, GC.GetAllocatedBytesForCurrentThread() - bytes);
    }

    private static void Session(ShippedSession shipped, int seed, FindRow find)
    {
        var time = new VirtualTimeProvider();
        var session = new LiveSession(shipped.Plan(seed), shipped.Massager, time, SimulatedPersonModel.Steady, find);
        var run = session.RunAsync();
        while (session.IsRunning && time.RunNext())
        {
        }
        run.GetAwaiter().GetResult();
        session.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    private static (int Calls, double Microseconds) Calls(ShippedSession shipped)
    {
        const int Times = 200;
        var asked = new List<(Session Session, SessionTrigger Trigger, SessionInput Input, TimeSpan Now)>();
        Session(shipped, 1, (session, trigger, input, now) =>
        {
            asked.Add((session, trigger, input, now));
            return TransitionTable.Find(session, trigger, input, now);
        });
        var began = Stopwatch.GetTimestamp();
        for (var i = 0; i < Times; i++)
            foreach (var (session, trigger, input, now) in asked)
                StatelessEngine.Shared.Find(session, trigger, input, now);
        return (asked.Count, Stopwatch.GetElapsedTime(began).TotalMicroseconds / (Times * asked.Count));
    }
}
