using System.Collections.Immutable;
using MassagerControl.Devices.Frames;
using MassagerControl.Devices.Profiles;

namespace MassagerControl.Devices.Vectors;

/// <summary>Says what bytes mean under a profile, as something that the device is told and as something that it says.</summary>
public static class FrameDecoder
{
    // More near misses help nobody.
    private const int MostMisses = 3;

    /// <param name="endpoint">Only what goes to or comes from this one; null for all.</param>
    public static FrameMeaning Decode(DeviceProfile profile, ReadOnlySpan<byte> bytes, Endpoint? endpoint)
    {
        var (hits, misses) = (new List<FrameHit>(), new List<(FrameMiss Miss, int Parts)>());
        foreach (var operation in profile.Operations.Where(operation => endpoint is null || operation.Endpoint == endpoint))
            Try(operation.Frame.Look(bytes, forgives: true), operation.Name, operation.Endpoint, operation, operation.Frame, hits, misses);
        foreach (var format in profile.Notifications.Where(format => endpoint is null || format.Endpoint == endpoint))
            foreach (var frame in Frames(format.Endpoint, bytes))
                Try(format.Look(frame, forgives: true), format.Name, format.Endpoint, null, format.Frame, hits, misses);
        return new([.. bytes], [.. hits.OrderBy(hit => hit.Wrong is not null).ThenBy(hit => Doubt(profile, hit))], hits.Count > 0 ? [] : Nearest(misses));
    }

    /// <summary>Bytes of several operations are most likely those of the one without numbers, then of one whose numbers are levels.</summary>
    private static int Doubt(DeviceProfile profile, FrameHit hit) => hit.Operation is not { } operation || operation.Frame.Carries.IsEmpty ? 0
        : hit.Values.Names.All(name => !(name == FieldNames.Level || profile.Channels.Contains(name)) || profile.Levels.Exact(hit.Values[name]!.Value) is not null) ? 1
        : 2;

    private static void Try(
        FrameSight sight, string name, Endpoint endpoint, Operation? operation, FrameTemplate frame, List<FrameHit> hits, List<(FrameMiss Miss, int Parts)> misses)
    {
        if (sight.Problem is { } problem)
            misses.Add((new(name, endpoint, operation is not null, problem), sight.Parts));
        else
            hits.Add(new(name, endpoint, operation, sight.Values, frame.HasChecksum, sight.Wrong));
    }

    private static ImmutableArray<FrameMiss> Nearest(List<(FrameMiss Miss, int Parts)> misses) =>
        [.. misses.Where(miss => miss.Parts > 0).OrderByDescending(miss => miss.Parts).Take(MostMisses).Select(miss => miss.Miss)];

    /// <summary>What comes in pieces of a stream is cut first; what cannot be cut is looked at as it is.</summary>
    private static List<byte[]> Frames(Endpoint endpoint, ReadOnlySpan<byte> bytes)
    {
        var frames = new List<byte[]>();
        if (endpoint.Stream is { } stream)
            new StreamCutter(stream).Add(bytes, frame =>
            {
                frames.Add(frame.ToArray());
                return true;
            });
        return frames.Count > 0 ? frames : [bytes.ToArray()];
    }
}
