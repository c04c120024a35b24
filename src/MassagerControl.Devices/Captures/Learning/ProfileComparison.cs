using System.Collections.Immutable;
using MassagerControl.Devices.Frames;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Profiles;

namespace MassagerControl.Devices.Captures.Learning;

/// <summary>Two profiles of one device, by what the driver writes with them.</summary>
public static class ProfileComparison
{
    /// <summary>Where the frames of the levels and of the stop differ; empty where all are equal.</summary>
    public static async Task<ImmutableArray<string>> FramesAsync(DeviceProfile learned, DeviceProfile known)
    {
        if (learned.Scale.Count != known.Scale.Count)
            return [$"{learned.Scale.Count} levels, not {known.Scale.Count}"];
        var (ours, theirs) = (await Replay.DriveAsync(learned).ConfigureAwait(false), await Replay.DriveAsync(known).ConfigureAwait(false));
        var differences = ImmutableArray.CreateBuilder<string>();
        for (var at = 0; at < theirs.Length; at++)
            if (Text(learned, ours[at], known) is var one && Text(known, theirs[at], known) is var other && (one != other || ours[at].IsEmpty))
                differences.Add($"{(at < known.Scale.Count ? $"level {at + 1}" : "stop")}: {one}, not {other}");
        return differences.ToImmutable();
    }

    /// <summary>What the known profile says and the learned one does not; a capture need not show it.</summary>
    public static ImmutableArray<string> Lacks(DeviceProfile learned, DeviceProfile known)
    {
        (string What, bool Known, bool Learned)[] all =
        [
            ("start", known.Start is not null, learned.Start is not null),
            ("countdown", known.Countdown is not null, learned.Countdown is not null),
            ("keepAlive", known.KeepAlive is not null, learned.KeepAlive is not null),
            ("a request of the status", known.CanBeAsked, learned.CanBeAsked),
            ("a told level", known.TellsLevel, learned.TellsLevel),
            ("a told battery", Tells(known, FieldNames.Battery), Tells(learned, FieldNames.Battery)),
            ("the battery service", known.BatteryService, learned.BatteryService),
            ("a bond", known.Connect.OfType<BondStep>().Any(), learned.Connect.OfType<BondStep>().Any()),
        ];
        return [.. all.Where(one => one.Known && !one.Learned).Select(one => one.What)];
    }

    private static bool Tells(DeviceProfile profile, string field) => profile.Notifications.Any(format => format.Tells(field));

    private static string Text(DeviceProfile profile, ImmutableArray<CapturedWrite> frames, DeviceProfile known) =>
        frames.IsEmpty ? "nothing" : string.Join(" + ", frames.Select(frame => Text(profile, frame, known)));

    /// <summary>The bytes and how and where they are written; numbers that count are zeros.</summary>
    private static string Text(DeviceProfile profile, CapturedWrite frame, DeviceProfile known)
    {
        var bytes = frame.Bytes;
        var operation = profile.Operations.FirstOrDefault(operation => operation.Endpoint.Name == frame.Endpoint && !operation.Frame.Counters.IsEmpty && operation.Frame.TryDecode(frame.Bytes.AsSpan(), out _, out _));
        if (operation is not null && operation.Frame.TryDecode(frame.Bytes.AsSpan(), out var values, out _))
            bytes = [.. operation.Frame.Encode(operation.Frame.Counters.Aggregate(values, (all, counter) => all.With(counter.Key, counter.First)))];
        var endpoint = profile.Endpoints.First(endpoint => endpoint.Name == frame.Endpoint);
        // What the known profile finds by its properties has no UUID to compare.
        var place = known.Endpoints.Any(own => own.ByProperty && own.Service == endpoint.Service) ? endpoint.Service : endpoint.Characteristic;
        return $"{Hex.Format(bytes.AsSpan())}{(frame.Mode == WriteMode.WithResponse ? "" : " without response")} to {place}";
    }
}
