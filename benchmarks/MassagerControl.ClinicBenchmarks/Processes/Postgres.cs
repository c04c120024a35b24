using System.Diagnostics;
using System.Globalization;

namespace MassagerControl.ClinicBenchmarks.Processes;

/// <summary>The PostgreSQL that a script has started: what it works, and how to freeze it.</summary>
/// <param name="postmaster">Its first process; all others are its children.</param>
internal sealed class Postgres(int postmaster)
{
    private const double TicksPerSecond = 100;

    /// <summary>Processor time of all its processes, those that have ended too.</summary>
    public TimeSpan Worked => TimeSpan.FromSeconds(
        Fields(postmaster)[11..15].Sum(Number) / TicksPerSecond + Children().Sum(child => Fields(child)[11..13].Sum(Number) / TicksPerSecond));

    /// <summary>None of its processes does anything any more, until <see cref="Thaw"/>.</summary>
    public void Freeze() => Signal("-STOP");

    public void Thaw() => Signal("-CONT");

    private void Signal(string signal)
    {
        using var kill = Process.Start("kill", [signal, .. Children().Append(postmaster).Select(process => process.ToString(CultureInfo.InvariantCulture))]);
        kill.WaitForExit();
        if (kill.ExitCode != 0)
            throw new InvalidOperationException("PostgreSQL takes no signal");
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
}
