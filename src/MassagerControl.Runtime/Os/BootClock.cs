using System.Globalization;

namespace MassagerControl.Runtime.Os;

/// <summary>A moment by the clock that nobody can set.</summary>
/// <param name="Boot">Names this start of the computer.</param>
/// <param name="Up">Time since then, sleep included.</param>
public sealed record BootMoment(string Boot, TimeSpan Up);

/// <summary>The clock that counts from the start of the computer; Linux only.</summary>
internal static class BootClock
{
    private static readonly Lazy<string?> Boot = new(() => OperatingSystem.IsLinux() ? Read("/proc/sys/kernel/random/boot_id") : null);

    /// <summary>Names this start of the computer; empty where nothing is known of it.</summary>
    public static string Id => Boot.Value ?? "";

    /// <returns>Null where there is no such clock.</returns>
    public static BootMoment? Now() =>
        Boot.Value is { } boot && Read("/proc/uptime")?.Split(' ')[0] is { } up
            ? new(boot, TimeSpan.FromSeconds(double.Parse(up, CultureInfo.InvariantCulture)))
            : null;

    private static string? Read(string file)
    {
        try
        {
            return File.ReadAllText(file).Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
