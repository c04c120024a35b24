using System.Collections.Immutable;
using MassagerControl.Devices.Captures.Inference;

namespace MassagerControl.App.Cli;

/// <summary>Frames that were written together, some of them other than those before: somebody did something.</summary>
/// <param name="At">When the first of them was written.</param>
/// <param name="Frames">Those that differ from what was written at their place before.</param>
internal sealed record MarkBurst(TimeSpan At, ImmutableArray<SeenFrame> Frames);

/// <summary>Finds the moments of a capture at which something else was written than before.</summary>
internal static class MarkBursts
{
    private const int HeartbeatTimes = 10;

    private static readonly TimeSpan Together = TimeSpan.FromSeconds(0.6);

    public static ImmutableArray<MarkBurst> Of(ImmutableArray<SeenFrame> frames)
    {
        var written = frames.Where(frame => frame.Kind != SeenKind.Told).ToArray();
        var often = written.GroupBy(Key).Where(group => group.Count() > HeartbeatTimes && 4 * group.Count() > written.Length).Select(group => group.Key).ToHashSet(StringComparer.Ordinal);
        var (bursts, open, before) = (ImmutableArray.CreateBuilder<MarkBurst>(), new List<SeenFrame>(), new Dictionary<int, string>());
        foreach (var frame in written.Where(frame => !often.Contains(Key(frame))))
        {
            var same = before.TryGetValue(frame.Place, out var last) && last == Key(frame);
            before[frame.Place] = Key(frame);
            if (same)
                continue;
            if (open.Count > 0 && frame.At - open[^1].At > Together)
                Close();
            open.Add(frame);
        }
        Close();
        return bursts.ToImmutable();

        void Close()
        {
            if (open.Count > 0)
                bursts.Add(new(open[0].At, [.. open]));
            open.Clear();
        }
    }

    private static string Key(SeenFrame frame) => $"{frame.Place} {Convert.ToHexString(frame.Bytes.AsSpan())}";
}
