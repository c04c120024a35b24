using System.Collections.Immutable;
using MassagerControl.Devices.Captures.Inference;
using MassagerControl.Devices.Profiles;

namespace MassagerControl.Devices.Captures.Learning;

/// <summary>The stop of a draft: what was written when somebody stopped the motor, and nothing else.</summary>
/// <param name="Operations">The stop and what follows it; empty where no stop was captured.</param>
/// <param name="Question">Written after it and known from connecting; null where there was none.</param>
internal sealed record StopDraft(ImmutableArray<Operation> Operations, SeenFrame? Question)
{
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(0.3);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    /// <param name="frames">All of the capture, in order.</param>
    /// <param name="marks">What the person did.</param>
    public static StopDraft Of(LearnedProtocol protocol, LevelDraft? levels, EndpointDraft endpoints, ImmutableArray<SeenFrame> frames, ImmutableArray<Mark> marks, DraftNotes notes)
    {
        if (protocol.Stop.IsEmpty)
        {
            notes.IsUnknown("the bytes that stop the motor: no stop was captured");
            notes.Ask("Capture the moment in which the app stops the motor, and mark it: SECONDS stop. Until then the draft has no stop, and nothing drives the device");
            return new([], null);
        }
        var (stop, question) = Apart(protocol.Stop, Before(frames, marks));
        if (levels is not null && stop.FirstOrDefault(frame => levels.Drives(frame.Place, frame.Bytes.AsSpan(), endpoints)) is not null)
        {
            notes.IsUnknown("the bytes that stop the motor: what was written at the mark 'stop' sets a level");
            notes.Ask("Look at the marks again: what was written at the mark 'stop' is what sets a level");
            return new([], null);
        }
        var again = Repeats(frames, stop[0]);
        question ??= Asked(frames, stop[^1], Before(frames, marks));
        var times = stop.Length == 1 ? again : stop.Length is > 1 and <= Operation.MostRepeats && stop.All(frame => frame.IsAs(stop[0])) ? stop.Length : 1;
        var parts = times > 1 ? stop[..1] : stop;
        return new([.. parts.Select((frame, index) => Make(frame, index, parts.Length, times))], question);

        Operation Make(SeenFrame frame, int index, int count, int repeated)
        {
            var template = FrameDraft.Exact(protocol.FindWritten(frame.Bytes, frame.Place)?.Group, frame.Bytes);
            return new(NameOf(index), endpoints.At(frame.Place, "control"), frame.Mode(), template)
            {
                Then = index + 1 < count ? NameOf(index + 1) : "",
                Times = repeated,
                Channel = levels?.Operations.FirstOrDefault(level => level.Channel.Length > 0 && level.Frame.TryDecode(frame.Bytes.AsSpan(), out var values, out _)
                    && level.Frame.Carries.All(field => values[field.Name] == levels.Map.Off))?.Channel ?? "",
            };
        }
    }

    private static string NameOf(int index) => index == 0 ? Wire.StopName : $"{Wire.StopName}{index + 1}";

    /// <summary>What follows a stop and was written before any stop, when connecting, asks something.</summary>
    private static (ImmutableArray<SeenFrame> Stop, SeenFrame? Question) Apart(ImmutableArray<SeenFrame> all, ImmutableArray<SeenFrame> connecting)
    {
        var first = connecting.TakeWhile(frame => !frame.IsAs(all[0])).ToArray();
        var stop = all.Where((frame, index) => index == 0 || !first.Any(frame.IsAs)).ToImmutableArray();
        return (stop, all.Skip(1).FirstOrDefault(frame => first.Any(frame.IsAs)));
    }

    /// <returns>How often it was written at once.</returns>
    private static int Repeats(ImmutableArray<SeenFrame> frames, SeenFrame stop)
    {
        var written = frames.Where(frame => frame.IsWritten() && frame.At >= stop.At).SkipWhile(frame => !frame.IsAs(stop)).ToArray();
        var count = 1;
        while (count < written.Length && count < Operation.MostRepeats && written[count].IsAs(stop) && written[count].At - written[count - 1].At <= AtOnce)
            count++;
        return count;
    }

    /// <returns>What was asked right after the stop and had been asked when connecting, before any stop; null where nothing was.</returns>
    private static SeenFrame? Asked(ImmutableArray<SeenFrame> frames, SeenFrame stop, ImmutableArray<SeenFrame> connecting)
    {
        var first = connecting.TakeWhile(frame => !frame.IsAs(stop)).ToArray();
        return frames.Where(frame => frame.IsWritten() && frame.At >= stop.At && frame.At <= stop.At + Soon).SkipWhile(frame => !frame.IsAs(stop)).FirstOrDefault(frame => first.Any(frame.IsAs));
    }

    private static ImmutableArray<SeenFrame> Before(ImmutableArray<SeenFrame> frames, ImmutableArray<Mark> marks)
    {
        var acts = marks.Where(mark => mark.Kind is MarkKind.Level or MarkKind.Stop or MarkKind.Start).ToArray();
        return acts.Length == 0 ? [] : [.. frames.Where(frame => frame.IsWritten() && frame.At < acts.Min(mark => mark.At))];
    }
}
