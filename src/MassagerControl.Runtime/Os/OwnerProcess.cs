using System.Diagnostics;
using System.Globalization;

namespace MassagerControl.Runtime.Os;

/// <summary>Whether a process still runs.</summary>
public enum ProcessLife
{
    Gone,
    Alive,

    /// <summary>It ran where this process cannot look (another container).</summary>
    Unknown,
}

/// <summary>A process, known by its number and the moment of its start, because numbers are used again.</summary>
/// <param name="Pid">The operating system's number of the process.</param>
/// <param name="Started">Where and when it started, in a form that no change of the clock moves. Compared, never shown.</param>
public sealed record OwnerProcess(int Pid, string Started)
{
    private const int StateField = 0;
    private const int StartField = 19;

    /// <summary>This process.</summary>
    public static OwnerProcess Own { get; } = Of(Environment.ProcessId) ?? new(Environment.ProcessId, "unknown");

    public static OwnerProcess? Of(int pid) => OperatingSystem.IsLinux()
        ? LinuxStart(pid) is { } ticks ? new(pid, $"{Place()} {ticks}") : null
        : OtherStart(pid) is { } started ? new(pid, started) : null;

    public ProcessLife Life()
    {
        if (OperatingSystem.IsLinux() && !Started.StartsWith(Place(), StringComparison.Ordinal))
            return Started.StartsWith(BootClock.Id, StringComparison.Ordinal) ? ProcessLife.Unknown : ProcessLife.Gone;
        return Of(Pid) == this ? ProcessLife.Alive : ProcessLife.Gone;
    }

    // One start of the machine, and one world of process numbers on it.
    private static string Place() => $"{BootClock.Id} {new FileInfo("/proc/self/ns/pid").LinkTarget}";

    /// <summary>Field 22 of <c>/proc/PID/stat</c> (proc(5)): clock ticks from boot to the start; null where no such process runs.</summary>
    private static string? LinuxStart(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid.ToString(CultureInfo.InvariantCulture)}/stat");
            // The name, in parentheses, may hold anything; the state is the first field after it.
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[StateField] is "Z" or "X" ? null : fields[StartField];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string? OtherStart(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return process.StartTime.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
