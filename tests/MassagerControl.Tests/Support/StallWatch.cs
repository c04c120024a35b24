using System.Diagnostics;
using System.Globalization;

namespace MassagerControl.Tests.Support;

/// <summary>What a machine had lost at one moment.</summary>
/// <param name="Late">A thread that wanted to run every 20 ms came so much too late, in all.</param>
/// <param name="Waited">For so long somebody could not go on for want of a processor or a disk, by Linux's own account; 0 where there is none.</param>
internal readonly record struct Losses(TimeSpan Late, TimeSpan Waited)
{
    // Below this a second of silence is the program's own.
    private static readonly TimeSpan LeastLate = TimeSpan.FromSeconds(0.5);

    // Two processes that start at once wait for each other on any machine.
    private const double LeastShare = 0.25;

    public TimeSpan Most => Late > Waited ? Late : Waited;

    public static Losses Between(Losses before, Losses after) => new(after.Late - before.Late, after.Waited - before.Waited);

    /// <summary>Whether the machine, and not the program, may be why something took so long.</summary>
    public bool Excuse(TimeSpan elapsed) => Late >= LeastLate || (Waited >= LeastLate && Waited >= elapsed * LeastShare);
}

/// <summary>Measures what this machine takes from everybody who could run, so that what needs seconds is judged against it and not against a quiet machine.</summary>
internal static class StallWatch
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);

    // A sleep is always a little longer than asked for.
    private static readonly TimeSpan Usual = TimeSpan.FromMilliseconds(2);

    private static long _late;

    // Not of the pool, which the tests themselves keep busy.
    private static readonly Thread Thread = Begin();

    public static Losses Now
    {
        get
        {
            Debug.Assert(Thread.IsAlive);
            return new(TimeSpan.FromTicks(Interlocked.Read(ref _late)), Pressure("cpu") + Pressure("io"));
        }
    }

    private static Thread Begin()
    {
        var thread = new Thread(Watch) { IsBackground = true, Name = "stall watch", Priority = ThreadPriority.Highest };
        thread.Start();
        return thread;
    }

    private static void Watch()
    {
        while (true)
        {
            var before = Stopwatch.GetTimestamp();
            Thread.Sleep(Tick);
            if (Stopwatch.GetElapsedTime(before) - Tick is var late && late > Usual)
                Interlocked.Add(ref _late, late.Ticks);
        }
    }

    /// <summary>See the kernel's Documentation/accounting/psi.rst: <c>some … total=MICROSECONDS</c>.</summary>
    private static TimeSpan Pressure(string what)
    {
        try
        {
            var some = File.ReadLines($"/proc/pressure/{what}").First();
            return TimeSpan.FromMicroseconds(long.Parse(some[(some.IndexOf("total=", StringComparison.Ordinal) + 6)..], CultureInfo.InvariantCulture));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return TimeSpan.Zero;
        }
    }
}
