using MassagerControl.Core.Safety;
using MassagerControl.Devices.Json;
using MassagerControl.Devices.Protocols;
using MassagerControl.Runtime.Os;

namespace MassagerControl.Runtime.Reach;

/// <summary>Keeps what a device last said of its motor in a file beside its locks, for the guard, <c>massager stop</c> and the next start.</summary>
/// <remarks>
/// It is there while the device has said that it runs. Where it cannot be kept, the word ends with its process. It is kept beside whoever hears it: a
/// stop, whose confirmation is such a word, waits for no disk. A process that is killed before its disk has taken a word has not kept it.
/// </remarks>
public static class LastWordFile
{
    /// <summary>
    /// So long it counts: a session, its guard, and as long again. A device that was switched off by hand without a link says nothing of it, and must
    /// not stay suspect for ever.
    /// </summary>
    public static readonly TimeSpan Counts = (HardLimits.Session + MotorRescue.Longest) * 2;

    // What this process has still to write is read by whoever drives the device next in it.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    private static readonly Lazy<FileThread> Files = new(() => new FileThread());

    /// <param name="device">What every process calls the device.</param>
    public static LastWord Of(string device, TimeProvider time) =>
        RuntimeFolder.Of(Environment.GetEnvironmentVariable).Path is { } folder ? Of(folder, device, time) : new();

    /// <inheritdoc cref="Of(string, TimeProvider)"/>
    /// <param name="folder">See <see cref="RuntimeFolder"/>.</param>
    public static LastWord Of(string folder, string device, TimeProvider time)
    {
        var file = DeviceLock.FileOf(folder, device, "runs");
        Finish(LongestWait);
        return new(Runs(file, time), runs => Files.Value.Post(() => Keep(file, runs)));
    }

    /// <summary>Waits until every word that this process has heard is kept.</summary>
    /// <returns>False when that takes longer than <paramref name="patience"/>.</returns>
    public static bool Finish(TimeSpan patience) => Files.Value.Finish(patience);

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
        catch (Exception exception) when (FileErrorText.IsFailure(exception))
        {
            // The word holds for this process alone.
        }
    }
}
