using System.Collections.Immutable;
using MassagerControl.Devices.Captures.Inference;

namespace MassagerControl.Devices.Captures.Learning;

/// <summary>Finds a stop that is written when connecting too: what follows every mark of a stop, and else stands only before the first mark.</summary>
internal static class StopSearch
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    // A person may press a moment before they note it.
    private static readonly TimeSpan Early = TimeSpan.FromSeconds(0.25);

    public static LearnedProtocol In(LearnedProtocol protocol, ImmutableArray<SeenFrame> frames, ImmutableArray<Mark> marks)
    {
        var acts = marks.Where(mark => mark.Kind is MarkKind.Level or MarkKind.Stop or MarkKind.Start).ToArray();
        var stops = acts.Where(mark => mark.Kind == MarkKind.Stop).ToArray();
        if (!protocol.Stop.IsEmpty || protocol.Hopeless is not null || protocol.Levels.IsEmpty || stops.Length == 0)
            return protocol;
        var written = frames.Where(frame => frame.IsWritten()).ToArray();
        var after = stops.Select(stop => Window(written, acts, stop)).ToArray();
        var elsewhere = written.Where(frame => frame.At >= acts.Min(mark => mark.At) - Early && !after.Any(window => window.Contains(frame))).ToArray();
        var same = after[0].Where(frame => !elsewhere.Any(frame.IsAs) && after.All(window => window.Any(frame.IsAs))).ToImmutableArray();
        var places = protocol.Levels.SelectMany(level => level.Frames).Select(bytes => protocol.FindWritten(bytes)?.Frame.Place).ToHashSet();
        var first = same.FirstOrDefault(frame => places.Contains(frame.Place));
        return first is null ? protocol : Known(protocol, [.. same.SkipWhile(frame => frame != first)]);
    }

    private static LearnedProtocol Known(LearnedProtocol protocol, ImmutableArray<SeenFrame> stop) => protocol with
    {
        Stop = stop,
        Asks = [.. protocol.Asks.Where(ask => !SaysNoStop(ask.Text))],
        Unknown = [.. protocol.Unknown.Where(unknown => !SaysNoStop(unknown))],
    };

    private static bool SaysNoStop(string text) =>
        text.Contains("follows the marked stop", StringComparison.Ordinal) || text.StartsWith("no stop is known", StringComparison.Ordinal);

    private static SeenFrame[] Window(SeenFrame[] written, Mark[] acts, Mark stop)
    {
        var until = acts.Where(mark => mark.At > stop.At).Select(mark => mark.At - Early).Append(stop.At + Longest).Min();
        return [.. written.Where(frame => frame.At >= stop.At - Early && frame.At < until)];
    }
}
