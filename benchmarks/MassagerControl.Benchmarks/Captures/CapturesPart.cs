using System.Diagnostics;
using MassagerControl.Devices.Captures.Att;
using MassagerControl.Devices.Captures.Files;

namespace MassagerControl.Benchmarks.Captures;

/// <summary>Reads a long capture and groups its frames. CAPTURE_FILE names it, and it is made where it is not there; CAPTURE_MIB says how long it becomes.</summary>
internal static class CapturesPart
{
    private const int MostFrames = 100_000;
    private const int MostFrameBytes = 8 << 20;

    public static void Run()
    {
        var named = Environment.GetEnvironmentVariable("CAPTURE_FILE");
        var path = named ?? Path.GetTempFileName();
        var bytes = long.Parse(Environment.GetEnvironmentVariable("CAPTURE_MIB") ?? "64") << 20;
        if (named is null || !File.Exists(path))
            RepeatedSession.Write(path, bytes);
        try
        {
            Read(path);
        }
        finally
        {
            if (named is null)
                File.Delete(path);
        }
    }

    private static void Read(string path)
    {
        var watch = Stopwatch.StartNew();
        using var reader = CaptureReader.Open(path);
        var frames = new FrameCounts(MostFrames, MostFrameBytes);
        AttReader.Read(reader, frames);
        var seconds = watch.Elapsed.TotalSeconds;
        Console.WriteLine($"{reader.BytesRead / 1_048_576.0:0} MiB, {reader.Packets} packets, {frames.Frames.Sum(frame => frame.Count)} values, {frames.Frames.Length} distinct frames, {reader.Faults.Length} faults");
        Console.WriteLine($"seconds {seconds:0.00}, MiB a second {reader.BytesRead / 1_048_576.0 / seconds:0}, peak memory MiB {Process.GetCurrentProcess().PeakWorkingSet64 / 1_048_576.0:0}");
    }
}
