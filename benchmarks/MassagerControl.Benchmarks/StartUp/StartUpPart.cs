using System.Diagnostics;
using MassagerControl.Benchmarks.Measuring;

namespace MassagerControl.Benchmarks.StartUp;

/// <summary>The program from its start to its exit: a whole session at full speed, and beside it a command that runs none.</summary>
internal static class StartUpPart
{
    private const int Runs = 20;
    private static readonly string Massager = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "massager.exe" : "massager");

    private static readonly string[][] Commands =
    [
        ["run", "compression", "--speed", "max", "--seed", "7", "--person", "steady"],
        ["areas"],
    ];

    public static void Run()
    {
        var (times, memories) = (Lists(), Lists());
        foreach (var command in Commands)
            Time(command);
        for (var run = 0; run < Runs; run++)
            for (var i = 0; i < Commands.Length; i++)
            {
                times[i].Add(Time(Commands[i]));
                memories[i].Add(PeakMemory(Commands[i]));
            }
        Console.WriteLine($"{Runs} runs each, by turns: median (range)");
        for (var i = 0; i < Commands.Length; i++)
            Console.WriteLine($"massager {string.Join(' ', Commands[i])}: {new Spread(times[i]).Text("0")} ms from start to exit, peak memory {new Spread(memories[i]).Text("0.0")} MiB");
    }

    private static List<double>[] Lists() => [.. Commands.Select(_ => new List<double>())];

    private static double Time(string[] command)
    {
        var began = Stopwatch.GetTimestamp();
        using var process = Start(command);
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var passed = Stopwatch.GetElapsedTime(began);
        return process.ExitCode == 0 ? passed.TotalMilliseconds : throw new InvalidOperationException($"massager {string.Join(' ', command)} ended with {process.ExitCode}.");
    }

    /// <summary>The highest resident memory so far (VmHWM on Linux), looked at until the process ends; in a run of its own, because looking takes time.</summary>
    private static double PeakMemory(string[] command)
    {
        using var process = Start(command);
        var output = process.StandardOutput.ReadToEndAsync();
        var peak = 0L;
        while (!process.WaitForExit(TimeSpan.FromMilliseconds(1)))
        {
            process.Refresh();
            peak = Math.Max(peak, process.HasExited ? 0 : Peak(process));
        }
        output.GetAwaiter().GetResult();
        return peak / 1024.0 / 1024;
    }

    private static long Peak(Process process)
    {
        try
        {
            return process.PeakWorkingSet64;
        }
        catch (InvalidOperationException)
        {
            // It has ended between the two looks.
            return 0;
        }
    }

    private static Process Start(string[] command) =>
        Process.Start(new ProcessStartInfo(Massager, command) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
}
