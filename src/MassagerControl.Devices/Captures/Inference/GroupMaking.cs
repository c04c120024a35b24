using System.Collections.Immutable;

namespace MassagerControl.Devices.Captures.Inference;

/// <summary>Parts the frames into groups of one meaning and names their bytes.</summary>
internal static class GroupMaking
{
    private const int MostSplits = 12;

    public static ImmutableArray<FrameGroup> Of(Shapes shapes, LevelFamily? level, RestFinding rest, ToldSearch told)
    {
        var groups = new List<FrameGroup>();
        foreach (var channel in level?.Channels ?? [])
            groups.Add(LevelGroup(channel));
        foreach (var shape in shapes.All)
        {
            var left = shape.Frames.Where(frame => level is null || !level.Has(frame)).ToList();
            foreach (var meaning in left.GroupBy(frame => MeaningOf(shape, frame, rest)).OrderBy(group => group.Key))
                foreach (var alike in Alike(shape, [.. meaning]))
                    groups.Add(Group(shape, meaning.Key, alike, shape.Told ? told : null));
        }
        return [.. groups];
    }

    private static GroupMeaning MeaningOf(Shape shape, SeenFrame frame, RestFinding rest)
    {
        if (shape.Told)
            return GroupMeaning.Status;
        var key = shape.Key(frame.Bytes);
        return rest.StopKeys.Contains(key) ? GroupMeaning.Stop : rest.StartKeys.Contains(key) ? GroupMeaning.Start
            : rest.KeepAliveKeys.Contains(key) ? GroupMeaning.KeepAlive : rest.GreetingKeys.Contains(key) ? GroupMeaning.Greeting : GroupMeaning.Unknown;
    }

    private static FrameGroup LevelGroup(LevelContext channel)
    {
        var frames = channel.Frames;
        var named = new List<LearnedPart>();
        if (channel.Reading is { } reading)
        {
            named.Add(reading.Number is { } number ? new NamedNumber(reading.At, number, "level", channel.Levels.Count)
                : new NamedDigits(reading.At, reading.WidthIn(frames[0].Bytes), "level", reading.Digits, channel.Levels.Count));
            named.AddRange(reading.Copies.Where(copy => !ChecksumSearch.MayBeChecksum([.. Distinct(frames)], copy)).Select(copy => new NamedNumber(copy, reading.Number!, "level", channel.Levels.Count)));
        }
        if (channel.Reading is { Number: null } && frames.Any(frame => frame.Bytes.Length != frames[0].Bytes.Length))
            return TextGroup(channel);
        return Make(channel.Shape, GroupMeaning.SetLevel, frames, named);
    }

    /// <summary>Digits whose number changes: what stands behind them is written with the shortest frame.</summary>
    private static FrameGroup TextGroup(LevelContext channel)
    {
        var shortest = channel.Frames.MinBy(frame => frame.Bytes.Length)!;
        var width = channel.Reading!.WidthIn(shortest.Bytes);
        var parts = new List<LearnedPart>();
        if (channel.Reading.At > 0)
            parts.Add(new ConstantBytes(0, shortest.Bytes[..channel.Reading.At]));
        parts.Add(new NamedDigits(channel.Reading.At, width, "level", channel.Reading.Digits, channel.Levels.Count));
        if (channel.Reading.At + width < shortest.Bytes.Length)
            parts.Add(new ConstantBytes(channel.Reading.At + width, shortest.Bytes[(channel.Reading.At + width)..]));
        return new(channel.Place, Kinds(channel.Frames), GroupMeaning.SetLevel, [.. parts], Distinct(channel.Frames), channel.Frames.Count);
    }

    /// <summary>An opcode parts commands: a byte with few values before other bytes that change.</summary>
    private static SeenFrame[][] Alike(Shape shape, SeenFrame[] frames)
    {
        var moving = Enumerable.Range(0, shape.Length).Where(at => !shape.Masked[at] && Array.Exists(frames, frame => frame.Bytes[at] != frames[0].Bytes[at])).ToArray();
        if (moving.Length < 2 || moving[0] > 3)
            return [frames];
        var parts = frames.GroupBy(frame => frame.Bytes[moving[0]]).OrderBy(part => part.Key).Select(part => part.ToArray()).ToArray();
        return parts.Length <= MostSplits && parts.Length * 2 <= frames.Select(frame => shape.Key(frame.Bytes)).Distinct().Count() + 2 ? parts : [frames];
    }

    private static FrameGroup Group(Shape shape, GroupMeaning meaning, SeenFrame[] frames, ToldSearch? told)
    {
        var fixedParts = shape.Counters.Cast<LearnedPart>().Concat(shape.Said).ToArray();
        bool IsFree(int at) => !shape.Masked[at] && !Array.Exists(fixedParts, part => part.At <= at && at < part.At + part.Length);
        return Make(shape, meaning, frames, told?.Find(frames, shape.Length, IsFree) ?? []);
    }

    private static FrameGroup Make(Shape shape, GroupMeaning meaning, IReadOnlyList<SeenFrame> frames, IEnumerable<LearnedPart> named)
    {
        var known = named.Concat(shape.Counters).Concat(shape.Said).ToList();
        if (shape.Checksum is { } checksum)
            known.Add(new ChecksumBytes(checksum.At, checksum.Class));
        return new(shape.Place, Kinds(frames), meaning, Cover(known, frames), Distinct(frames), frames.Count);
    }

    /// <summary>Fills what nobody has named with constants and with unexplained bytes.</summary>
    private static ImmutableArray<LearnedPart> Cover(List<LearnedPart> known, IReadOnlyList<SeenFrame> frames)
    {
        var (parts, length, at) = (ImmutableArray.CreateBuilder<LearnedPart>(), frames[0].Bytes.Length, 0);
        while (at < length)
        {
            if (known.Find(part => part.At == at && part.Length > 0) is { } part)
            {
                parts.Add(part);
                at += part.Length;
                continue;
            }
            var (begin, same) = (at, IsSame(frames, at));
            while (at < length && !known.Exists(other => other.At == at) && IsSame(frames, at) == same)
                at++;
            parts.Add(same ? new ConstantBytes(begin, frames[0].Bytes[begin..at]) : new UnexplainedBytes(begin, at - begin));
        }
        return parts.ToImmutable();
    }

    private static bool IsSame(IReadOnlyList<SeenFrame> frames, int at) => frames.All(frame => frame.Bytes[at] == frames[0].Bytes[at]);

    private static ImmutableArray<SeenKind> Kinds(IEnumerable<SeenFrame> frames) => [.. frames.Select(frame => frame.Kind).Distinct().Order()];

    private static ImmutableArray<SeenFrame> Distinct(IReadOnlyList<SeenFrame> frames) =>
        [.. frames.DistinctBy(frame => Convert.ToHexString(frame.Bytes.AsSpan())).Take(Shape.MostDistinct)];
}
