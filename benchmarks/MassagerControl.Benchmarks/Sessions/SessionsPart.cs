using System.Diagnostics;
using MassagerControl.Benchmarks.Measuring;

namespace MassagerControl.Benchmarks.Sessions;

/// <summary>Whole default sessions of 240 s in virtual time, through the byte-level simulator.</summary>
internal static class SessionsPart
{
    private const int Rounds = 5;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(3);

    public static void Run()
    {
        var session = new ShippedSession();
        Action<string> log = static _ => { };
        For(WarmUp, session, null);
        For(WarmUp, session, log);
        var (plain, logged, together) = (new List<Rate>(), new List<Rate>(), new List<Rate>());
        for (var round = 0; round < Rounds; round++)
        {
            plain.Add(For(Round, session, null));
            logged.Add(For(Round, session, log));
            together.Add(OnAllCores(session));
        }
        Console.WriteLine($"{Rounds} rounds of {Round.TotalSeconds:0} s: median (range)");
        Tell("one thread", plain);
        Tell("one thread, with the event log", logged);
        Tell($"{Environment.ProcessorCount} threads together", together);
        Console.WriteLine($"aim: at least 1000 sessions/s a core: {(new Spread(plain.Select(rate => rate.PerSecond)).Median >= 1000 ? "met" : "MISSED")}");
    }

    private static Rate For(TimeSpan span, ShippedSession session, Action<string>? log)
    {
        var (count, allocated) = (0, GC.GetAllocatedBytesForCurrentThread());
        var (began, worked) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        while (Stopwatch.GetElapsedTime(began) < span)
            session.Run(session.Plan(seed: count++), log);
        return new(
            count / Stopwatch.GetElapsedTime(began).TotalSeconds,
            count / (Environment.CpuUsage.TotalTime - worked).TotalSeconds,
            (GC.GetAllocatedBytesForCurrentThread() - allocated) / count);
    }

    private static Rate OnAllCores(ShippedSession session)
    {
        var rates = new Rate[Environment.ProcessorCount];
        var threads = rates.Select((_, i) => new Thread(() => rates[i] = For(Round, session, null))).ToArray();
        foreach (var thread in threads)
            thread.Start();
        foreach (var thread in threads)
            thread.Join();
        return new(rates.Sum(rate => rate.PerSecond), rates.Sum(rate => rate.PerCpuSecond), (long)rates.Average(rate => rate.BytesPerSession));
    }

    private static void Tell(string what, List<Rate> rates)
    {
        var (wall, cpu) = (new Spread(rates.Select(rate => rate.PerSecond)), new Spread(rates.Select(rate => rate.PerCpuSecond)));
        Console.WriteLine($"{what}: {wall.Text("0")} sessions/s, {cpu.Text("0")} a second of processor time, {rates[^1].BytesPerSession / 1024.0:0.0} KiB allocated a session");
    }

    /// <param name="PerCpuSecond">By the processor time of the whole process: what other programs take does not count.</param>
    private sealed record Rate(double PerSecond, double PerCpuSecond, long BytesPerSession);
}
