using MassagerControl.Core.Safety;
using MassagerControl.Devices.Json;
using MassagerControl.Devices.Protocols;

namespace MassagerControl.App.Guarding;

/// <summary>A device's last word of its motor, beside its locks: for the guard, <c>massager stop</c> and the next start, which speak to it on links of their own.</summary>
/// <remarks>It is there while the device has said that it runs. Where it cannot be kept, the word ends with its process.</remarks>
internal static class LastWordFile
{
    /// <summary>
    /// So long it counts: a session, its guard, and as long again. A device that was switched off by hand without a link says nothing of it, and must
    /// not stay suspect for ever.
    /// </summary>
    public static readonly TimeSpan Counts = (HardLimits.Session + MotorRescue.Longest) * 2;

    /// <param name="device">What every process calls the device.</param>
    public static LastWord Of(string device, TimeProvider time) =>
        RuntimeFolder.Of(Environment.GetEnvironmentVariable).Path is { } folder ? Of(folder, device, time) : new();

    /// <inheritdoc cref="Of(string, TimeProvider)"/>
    /// <param name="folder">See <see cref="RuntimeFolder"/>.</param>
    public static LastWord Of(string folder, string device, TimeProvider time)
    {
        var file = DeviceLock.FileOf(folder, device, "runs");
        return new(Runs(file, time), runs => Keep(file, runs));
    }

    private static bool Runs(string file, TimeProvider time) => File.Exists(file) && time.GetUtcNow() - File.GetLastWriteTimeUtc(file) < Counts;

    private static void Keep(string file, bool runs)
    {
        try
        {
            if (runs)
                File.WriteAllBytes(file, []);
            else
                File.Delete(file);
        }
        catch (Exception exception) when (FileWords.IsFailure(exception))
        {
            // A motor waits for no file.
        }
    }
}
