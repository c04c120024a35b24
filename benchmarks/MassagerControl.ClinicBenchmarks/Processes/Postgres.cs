using System.Globalization;
using System.Runtime.InteropServices;

namespace MassagerControl.ClinicBenchmarks.Processes;

/// <summary>The PostgreSQL that a script has started: what it works, and how to freeze it.</summary>
/// <param name="postmaster">Its first process; all others are its children.</param>
internal sealed partial class Postgres(int postmaster)
{
    private const int Stop = 19;
    private const int Continue = 18;
    private const double TicksPerSecond = 100;

    /// <summary>Processor time of all its processes, those that have ended too.</summary>
    public TimeSpan Worked => TimeSpan.FromSeconds(
        Fields(postmaster)[11..15].Sum(Number) / TicksPerSecond + Children().Sum(child => Fields(child)[11..13].Sum(Number) / TicksPerSecond));

    /// <summary>None of its processes does anything any more, until <see cref="Thaw"/>.</summary>
    public void Freeze() => Signal(Stop);

    public void Thaw() => Signal(Continue);

    private void Signal(int signal)
    {
        foreach (var process in Children().Append(postmaster))
            if (Kill(process, signal) != 0)
                throw new InvalidOperationException($"no signal to process {process} of PostgreSQL");
    }

    private int[] Children() => [.. Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _)).Select(name => int.Parse(name!, CultureInfo.InvariantCulture))
        .Where(process => Fields(process) is { Length: > 2 } fields && fields[1] == postmaster.ToString(CultureInfo.InvariantCulture))];

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    // From the state on: after the name in brackets.
    private static string[] Fields(int process)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{process}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return [.. Enumerable.Repeat("0", 20)];
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
