using System.Runtime.InteropServices;

namespace MassagerControl.Benchmarks.Measuring;

/// <summary>What a figure depends on besides the code.</summary>
internal static class Machine
{
    private const string LoadFile = "/proc/loadavg";

    public static string Describe() =>
        $"{Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.ProcessArchitecture}";

    /// <returns>Mean number of running tasks in the last 1, 5 and 15 minutes.</returns>
    public static string Load() =>
        File.Exists(LoadFile) ? string.Join(' ', File.ReadAllText(LoadFile).Split(' ')[..3]) : "unknown";
}
