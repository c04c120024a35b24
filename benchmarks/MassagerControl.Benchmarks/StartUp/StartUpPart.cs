using System.Diagnostics;
using MassagerControl.Benchmarks.Measuring;

namespace MassagerControl.Benchmarks.StartUp;

/// <summary>The program from its start to its exit: a whole session at full speed, and beside it a command that runs none.</summary>
/// <remarks>Other builds of it, named in <see cref="Beside"/>, take turns with this one.</remarks>
internal static class StartUpPart
{
    /// <summary>The variable that names other executables of the program, with the system's separator of paths between them.</summary>
    private const string Beside = "MASSAGER_BESIDE";

    private const int Runs = 20;
    private static readonly string Own = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "massager.exe" : "massager");

    private static readonly string[][] Commands =
    [
        ["run", "compression", "--speed", "max", "--seed", "7", "--person", "steady"],
        ["areas"],
    ];

    public static void Run()
    {
        string[] programs = [Own, .. Environment.GetEnvironmentVariable(Beside)?.Split(Path.PathSeparator) ?? []];
        Console.WriteLine($"{Runs} rounds, by turns: median (range)");
        foreach (var command in Commands)
        {
            var samples = Measure(programs, command);
            Console.WriteLine($"massager {string.Join(' ', command)}:");
            for (var i = 0; i < programs.Length; i++)
                Tell(i == 0 ? "this build" : programs[i], samples[i], samples[0]);
        }
    }

    private static Samples[] Measure(string[] programs, string[] command)
    {
        var samples = programs.Select(_ => new Samples([], [])).ToArray();
        foreach (var program in programs)
            Time(program, command);
        for (var run = 0; run < Runs; run++)
            for (var i = 0; i < programs.Length; i++)
            {
                samples[i].Milliseconds.Add(Time(programs[i], command));
                samples[i].MiB.Add(PeakMemory(programs[i], command));
            }
        return samples;
    }

    private static void Tell(string what, Samples own, Samples first)
    {
        Console.WriteLine($"  {what}: {new Spread(own.Milliseconds).Text("0")} ms from start to exit, peak memory {new Spread(own.MiB).Text("0.0")} MiB");
        if (own != first)
            Console.WriteLine($"    to this build, pair by pair: {Ratio(own.Milliseconds, first.Milliseconds)} of the time, {Ratio(own.MiB, first.MiB)} of the memory");
    }

    private static string Ratio(List<double> own, List<double> first) => new Spread(own.Zip(first, (one, other) => one / other)).Text("0.000");

    private static double Time(string program, string[] command)
    {
        var began = Stopwatch.GetTimestamp();
        using var process = Start(program, command);
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var passed = Stopwatch.GetElapsedTime(began);
        return process.ExitCode == 0 ? passed.TotalMilliseconds : throw new InvalidOperationException($"massager {string.Join(' ', command)} ended with {process.ExitCode}.");
    }

    /// <summary>The highest resident memory so far (VmHWM on Linux), looked at until the process ends; in a run of its own, because looking takes time.</summary>
    private static double PeakMemory(string program, string[] command)
    {
        using var process = Start(program, command);
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

    private static Process Start(string program, string[] command) =>
        Process.Start(new ProcessStartInfo(program, command) { RedirectStandardInput = true, RedirectStandardOutput = true })!;

    private sealed record Samples(List<double> Milliseconds, List<double> MiB);
}
