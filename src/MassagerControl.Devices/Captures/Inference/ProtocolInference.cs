using System.Collections.Immutable;

namespace MassagerControl.Devices.Captures.Inference;

/// <summary>From the frames of one device and what a person did meanwhile to what the bytes say. Pure: the same frames and marks give the same answer.</summary>
public static class ProtocolInference
{
    /// <param name="frames">Of one device, in any order.</param>
    /// <param name="marks">In any order; without marks no level is claimed.</param>
    /// <param name="roles">What a person says that some bytes are; default is nothing.</param>
    public static LearnedProtocol Learn(ImmutableArray<SeenFrame> frames, ImmutableArray<Mark> marks, ImmutableArray<RoleCorrection> roles = default)
    {
        var notes = new LearningNotes();
        var ordered = frames.Where(frame => !frame.Bytes.IsDefaultOrEmpty).OrderBy(frame => frame.At).ToArray();
        var windows = MarkWindows.Of(marks);
        var shapes = Shapes.Of(ordered, windows, roles.IsDefault ? [] : roles, notes);
        var written = ordered.Where(frame => frame.Kind != SeenKind.Told).ToArray();
        var level = LevelSearch.Find(shapes, written, windows, notes);
        var rest = RestSearch.Find(shapes, written, windows, level);
        var groups = GroupMaking.Of(shapes, level, rest, new ToldSearch(windows, level, marks));
        var levels = LevelDrafting.Of(level, groups, notes);
        var hopeless = Scrambling.WhyHopeless(shapes, written, windows, level) ?? EncodedText.Tell(written, windows, level, notes);
        notes.AskForMarks(level, rest, windows, hopeless);
        return new LearnedProtocol
        {
            Groups = groups,
            Levels = hopeless is null ? levels : [],
            Stop = rest.Stop,
            Start = rest.Start,
            Greeting = rest.Greeting,
            KeepAliveEvery = rest.KeepAliveEvery,
            ShortestGap = ShortestGap(written, level),
            Hopeless = hopeless,
            Asks = notes.Asks,
            Unknown = notes.Unknown,
        };
    }

    private static TimeSpan? ShortestGap(SeenFrame[] written, LevelFamily? level)
    {
        if (level is null)
            return null;
        var times = written.Where(frame => frame.Place == level.Main.Place).Select(frame => frame.At).ToArray();
        return times.Length < 2 ? null : times.Zip(times.Skip(1), (first, second) => second - first).Min();
    }
}
