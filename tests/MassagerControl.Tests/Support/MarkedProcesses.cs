using System.Globalization;
using System.Text;

namespace MassagerControl.Tests.Support;

/// <summary>
/// Processes by a word in their environment: every process hands it on to those that it starts, a guard that outlives its session too. Linux only:
/// elsewhere none is found.
/// </summary>
internal static class MarkedProcesses
{
    private const int Kill = 9;

    /// <summary>Those that live, but for this one.</summary>
    public static int[] Of(string variable, string value)
    {
        if (!OperatingSystem.IsLinux())
            return [];
        var mark = Encoding.UTF8.GetBytes($"{variable}={value}\0");
        return [.. Directory.EnumerateDirectories("/proc").Select(NumberOf).OfType<int>().Where(pid => pid != Environment.ProcessId && IsMarked(pid, mark))];
    }

    /// <summary>Kills them, and those that they start meanwhile.</summary>
    public static void End(string variable, string value)
    {
        for (var left = Of(variable, value); left.Length > 0; left = Of(variable, value))
            foreach (var pid in left)
                MassagerControl.Runtime.Os.NativeUnix.SignalByNumber(pid, Kill);
    }

    /// <summary>Its command line, or that it is gone.</summary>
    public static string Describe(int pid) => string.Create(CultureInfo.InvariantCulture, $"process {pid}: {TextOf(pid)}");

    private static string TextOf(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline").Replace('\0', ' ').Trim();
        }
        catch (IOException)
        {
            return "gone meanwhile";
        }
    }

    private static int? NumberOf(string folder) =>
        int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : null;

    private static bool IsMarked(int pid, byte[] mark)
    {
        try
        {
            return File.ReadAllBytes($"/proc/{pid}/environ").AsSpan().IndexOf(mark) >= 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Gone meanwhile, or another user's.
            return false;
        }
    }
}
