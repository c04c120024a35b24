using System.Collections.Immutable;
using MassagerControl.Core;

namespace MassagerControl.Devices.Captures.Inference;

/// <summary>The marked levels as they were captured, and those between them as far as every reading agrees.</summary>
internal static class LevelDrafting
{
    private const int FewestForLinear = 4;
    private const int MostDrafted = 1024;

    public static ImmutableArray<LearnedLevel> Of(LevelFamily? family, ImmutableArray<FrameGroup> groups, LearningNotes notes)
    {
        if (family is null)
            return [];
        var levels = family.Main.Levels.Select(level => Captured(family, level.Key, level.Value.Raw)).Concat(Between(family)).OrderBy(level => level.Number).ToImmutableArray();
        if (levels.Any(level => level.Certainty == Certainty.Guessed))
            Ask(family, levels, notes);
        return levels;
    }

    private static LearnedLevel Captured(LevelFamily family, int number, long raw)
    {
        var frames = family.Channels.Where(channel => channel.Levels.ContainsKey(number)).Select(channel => channel.Levels[number].Frame.Bytes);
        return new(number, raw, Certainty.Captured, [.. family.Commit is { } commit ? frames.Append(commit.Bytes) : frames]);
    }

    private static IEnumerable<LearnedLevel> Between(LevelFamily family)
    {
        var main = family.Main;
        if (main.Reading is null || !main.IsLinear || family.Channels.Length > 1 || family.Commit is not null)
            yield break;
        var above = main.Levels.Where(level => level.Key > 0).ToArray();
        if (above.Length < 2)
            yield break;
        var (low, high) = (above[0], above[^1]);
        var same = above.Length >= FewestForLinear && high.Value.Raw - low.Value.Raw == high.Key - low.Key;
        for (var number = low.Key + 1; number < high.Key && number - low.Key <= MostDrafted; number++)
        {
            var scaled = (high.Value.Raw - low.Value.Raw) * (number - low.Key);
            if (main.Levels.ContainsKey(number) || scaled % (high.Key - low.Key) != 0)
                continue;
            var raw = low.Value.Raw + (scaled / (high.Key - low.Key));
            if (main.Reading.Write(low.Value.Frame.Bytes, raw) is not { } bytes)
                continue;
            var (frame, agrees) = Complete(main, bytes);
            yield return new(number, raw, same && agrees ? Certainty.Agreed : Certainty.Guessed, [[.. frame]]);
        }
    }

    private static (byte[] Frame, bool Agrees) Complete(LevelContext context, byte[] frame)
    {
        // A byte that may be a checksum would be another one, though it happens to be the same in these frames.
        var changing = (context.Shape.Checksum is null && context.Shape.Doubtful.Count > 0) || Enumerable.Range(0, frame.Length).Any(at => !IsExplained(context, at) && context.Frames.Any(other => other.Bytes.Length != frame.Length || other.Bytes[at] != frame[at]));
        if (context.Shape.Checksum is not { } checksum)
            return (frame, !changing);
        var first = checksum.Complete(frame);
        return (first, !changing && Counts(context, first).All(counted => checksum.Agrees(counted)));
    }

    private static bool IsExplained(LevelContext context, int at) =>
        (context.Shape.Masked[at] && !context.Shape.Suspects.Contains(at)) || (context.Reading is { } reading && ((at >= reading.At && at < reading.At + (reading.Number?.Width ?? reading.Digits ?? 1)) || reading.Copies.Contains(at)));

    /// <summary>The frame with every value of its counters, or with many of them.</summary>
    private static IEnumerable<byte[]> Counts(LevelContext context, byte[] frame)
    {
        yield return frame;
        foreach (var counter in context.Shape.Counters)
        {
            var step = Math.Max(1, (counter.Last - counter.First) / 509);
            for (var value = counter.First; value <= counter.Last; value += step)
            {
                var other = (byte[])frame.Clone();
                counter.Number.Write(value, other.AsSpan().Slice(counter.At, counter.Length));
                yield return other;
            }
        }
    }

    /// <summary>Asks for the guessed levels where the most readings that are left give different bytes.</summary>
    private static void Ask(LevelFamily family, ImmutableArray<LearnedLevel> levels, LearningNotes notes)
    {
        var guessed = levels.Where(level => level.Certainty == Certainty.Guessed).ToArray();
        var parting = family.Main.Shape.Checksum is not { } checksum ? []
            : guessed.Select(level => (level.Number, Readings: Readings(checksum, level))).Where(level => level.Readings > 1).OrderByDescending(level => level.Readings).ThenBy(level => level.Number).Take(3).Select(level => level.Number).Order().ToArray();
        if (parting.Length > 0)
            notes.Ask(Phrase.Of($"the checksum can still be several: capture {Numbers(parting)}, which tell them apart"));
        else
            notes.Ask(Phrase.Of($"the levels between the marked ones are only guessed: capture {Numbers([.. guessed.Take(8).Select(level => level.Number)])}"));
    }

    private static int Readings(ChecksumFinding checksum, LearnedLevel level) =>
        checksum.Rules.Concat(checksum.Doubts).Select(rule =>
        {
            var frame = level.Frames[0].ToArray();
            rule.Complete(frame);
            return Convert.ToHexString(frame);
        }).Distinct().Count();

    private static Phrase Numbers(int[] numbers) => Phrase.Join(", ", numbers.Select(number => Phrase.Of($"level {number}")));
}
