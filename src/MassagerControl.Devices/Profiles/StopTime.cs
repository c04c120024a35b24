using System.Globalization;
using MassagerControl.Devices.Json;

namespace MassagerControl.Devices.Profiles;

/// <summary>How long a stop takes by its profile alone, with a device that answers at once: its pauses, and the gap before each frame.</summary>
internal static class StopTime
{
    /// <summary>A person whose stop is not confirmed by two seconds is told to press the device's button: answers and a new link need the rest of them.</summary>
    public static readonly TimeSpan Doubtful = TimeSpan.FromSeconds(1);

    /// <summary>Half of the ten seconds after which a stop that is not confirmed begins anew: beyond it, it would never be.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    /// <summary>From the first frame to the last one, or to the question after it.</summary>
    /// <remarks>The first frame leaves at once; one that was too soon leaves again after the gap (see <c>StopAttempt</c>).</remarks>
    public static TimeSpan Of(DeviceProfile profile)
    {
        var gap = profile.MinimumGap;
        var frames = profile.Frames(profile.Stop).Skip(1).Aggregate(gap, (all, frame) => all + (frame.Pause > gap ? frame.Pause : gap));
        return Asks(profile) ? frames + gap : frames;
    }

    /// <summary>Why nobody could wait for the stop; null when it ends in time.</summary>
    public static string? Problem(DeviceProfile profile) => Of(profile) > Longest
        ? $"{Words(profile)}: more than {Longest.TotalSeconds:0} s"
        : null;

    /// <summary>A stop that takes so long that people will be told of it.</summary>
    public static IEnumerable<FileError> Doubts(string file, DeviceProfile profile)
    {
        if (Of(profile) > Doubtful)
            yield return new(file, "$.minimumGap", $"{Words(profile)}: after 2 s the person is told that off is not confirmed; give the shortest gap that the device takes");
    }

    private static string Words(DeviceProfile profile)
    {
        var frames = profile.Frames(profile.Stop).Count();
        return string.Create(CultureInfo.InvariantCulture,
            $"a stop takes up to {Of(profile).TotalSeconds:0.##} s ({Core.Phrase.Count(frames, "frame")}, the first one twice where it came too soon{(Asks(profile) ? ", and a question" : "")}, {profile.MinimumGap.TotalSeconds:0.##} s apart)");
    }

    private static bool Asks(DeviceProfile profile) => profile.RequestStatus is not null || profile.Find(profile.Stop.ConfirmedBy) is not null;
}
