using System.Globalization;

namespace MassagerControl.Tests.Runtime.Guarding;

/// <summary>
/// For how long the threads of some processes could run and got no processor, by Linux's own account; whoever waits side by side counts twice. Elsewhere
/// nothing is known, and nothing is allowed for.
/// </summary>
/// <param name="processes">Asked anew at each look.</param>
internal sealed class RunQueueWaits(Func<int[]> processes)
{
    private readonly Dictionary<string, (long First, long Last)> _waits = [];

    /// <summary>Since the first look.</summary>
    public TimeSpan Sum => TimeSpan.FromMicroseconds(_waits.Values.Sum(wait => wait.Last - wait.First) / 1000);

    /// <summary>Takes stock. What a thread has lost since the last look before its end is not known.</summary>
    public void Look()
    {
        var first = _waits.Count == 0;
        foreach (var thread in processes().SelectMany(ThreadsOf))
            if (WaitOf(thread) is { } wait)
                _waits[thread] = (_waits.TryGetValue(thread, out var known) ? known.First : first ? wait : 0, wait);
    }

    private static string[] ThreadsOf(int pid)
    {
        try
        {
            return Directory.GetDirectories(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/task"));
        }
        catch (IOException)
        {
            return [];
        }
    }

    /// <summary>In nanoseconds: the second number of schedstat, see the kernel's Documentation/scheduler/sched-stats.rst.</summary>
    private static long? WaitOf(string thread)
    {
        try
        {
            return long.Parse(File.ReadAllText(Path.Combine(thread, "schedstat")).Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (Exception exception) when (exception is IOException or IndexOutOfRangeException)
        {
            return null;
        }
    }
}
