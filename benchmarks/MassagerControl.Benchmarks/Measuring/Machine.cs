using System.Globalization;
using System.Runtime.InteropServices;

namespace MassagerControl.Benchmarks.Measuring;

/// <summary>What a figure depends on besides the code.</summary>
internal static class Machine
{
    public static string Describe() =>
        $"{Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.ProcessArchitecture}";

    /// <returns>The mean number of running tasks in the last 1, 5 and 15 minutes.</returns>
    public static string Load() => OperatingSystem.IsLinux() ? string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3]) : "unknown";

    /// <summary>How much of all cores others took: other programs, and other machines on the same hardware.</summary>
    /// <returns>Call it at the end of the time in question: percent, 0 where it cannot be known.</returns>
    public static Func<double> WatchOthers()
    {
        if (!OperatingSystem.IsLinux())
            return static () => 0;
        var (all, busy, own) = Ticks();
        return () =>
        {
            var now = Ticks();
            return 100.0 * Math.Max(0, now.Busy - busy - (now.Own - own)) / Math.Max(1, now.All - all);
        };
    }

    /// <summary>Processor time since the machine started, in the kernel's ticks: of all cores, the busy part of it, and that of this process and its children.</summary>
    private static (long All, long Busy, long Own) Ticks()
    {
        // user nice system idle iowait irq softirq steal
        var cores = Numbers(File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..9]);
        var process = File.ReadAllText("/proc/self/stat");
        // After the name in brackets: the 12th to the 15th are user and system time, own and of children that have ended.
        var own = Numbers(process[(process.LastIndexOf(')') + 2)..].Split(' ')[11..15]);
        return (cores.Sum(), cores.Sum() - cores[3] - cores[4], own.Sum());
    }

    private static long[] Numbers(string[] words) => [.. words.Select(word => long.Parse(word, CultureInfo.InvariantCulture))];
}
