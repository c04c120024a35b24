using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace MassagerControl.Benchmarks.Micro;

/// <summary>The hot parts one by one, in this process: short runs, good for an order of magnitude and for allocations.</summary>
internal static class MicroPart
{
    private const int Iterations = 7;

    private static readonly Type[] Classes = [typeof(MachineBenchmarks), typeof(FrameBenchmarks), typeof(ProfileBenchmarks), typeof(TimerBenchmarks)];

    public static void Run()
    {
        Console.WriteLine($"{Iterations} iterations: median (range), allocated by one call");
        var folder = Directory.CreateTempSubdirectory("benchmarks");
        try
        {
            foreach (var benchmarks in Classes)
                Tell(BenchmarkRunner.Run(benchmarks, Config(folder.FullName)));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static ManualConfig Config(string artifacts) => ManualConfig.CreateEmpty()
        .AddJob(Job.Default
            .WithToolchain(InProcessEmitToolchain.Instance)
            .WithWarmupCount(3)
            .WithIterationCount(Iterations)
            .WithIterationTime(TimeInterval.FromMilliseconds(150)))
        .AddColumnProvider(DefaultColumnProviders.Instance)
        .AddDiagnoser(MemoryDiagnoser.Default)
        .AddLogger(NullLogger.Instance)
        .WithArtifactsPath(artifacts)
        .WithOptions(ConfigOptions.DisableLogFile);

    private static void Tell(Summary summary)
    {
        if (summary.HasCriticalValidationErrors || summary.Reports.Any(report => !report.Success))
            throw new InvalidOperationException($"{summary.Title} did not run: {string.Join("; ", summary.ValidationErrors.Select(error => error.Message))}");
        foreach (var report in summary.Reports)
            Console.WriteLine(Line(report));
    }

    private static string Line(BenchmarkReport report)
    {
        var (benchmark, times) = (report.BenchmarkCase, report.ResultStatistics!);
        var with = string.Concat(benchmark.Parameters.Items.Select(parameter => $", {parameter.Name} {parameter.Value}"));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{benchmark.Descriptor.WorkloadMethodDisplayInfo.Trim('\'')}{with}: {times.Median:0} ns ({times.Min:0}–{times.Max:0}), {report.GcStats.GetBytesAllocatedPerOperation(benchmark)} B");
    }
}
