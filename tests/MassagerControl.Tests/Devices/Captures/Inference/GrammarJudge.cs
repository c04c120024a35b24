using MassagerControl.Devices.Captures.Inference;

namespace MassagerControl.Tests.Devices.Captures.Inference;

/// <summary>Compares what was learned with what is true.</summary>
internal static class GrammarJudge
{
    /// <returns>What is claimed and is not so; null for nothing.</returns>
    public static string? WrongClaim(FrameGrammar truth, LearnedProtocol learned)
    {
        foreach (var level in learned.Levels.Where(level => level.Certainty != Certainty.Guessed))
            if (level.Frames.Length != 1 || !truth.IsRight(level.Number, level.Raw, level.Frames[0].AsSpan()))
                return $"level {level.Number} {level.Certainty}: {string.Join(" | ", level.Frames.Select(frame => Convert.ToHexString(frame.AsSpan())))}";
        foreach (var frame in learned.Stop)
            if (!truth.IsStop(frame.Bytes.AsSpan()))
                return $"stop: {Convert.ToHexString(frame.Bytes.AsSpan())}";
        foreach (var frame in learned.Greeting)
            if (frame.At >= learned.Levels.Where(level => level.Certainty == Certainty.Captured).Select(_ => truth.Marks[0].At).FirstOrDefault(truth.Marks[0].At) || truth.IsStop(frame.Bytes.AsSpan()) || truth.IsKeepAlive(frame.Bytes.AsSpan()))
                return $"greeting: {Convert.ToHexString(frame.Bytes.AsSpan())}";
        if (learned.Start.Length > 0 || learned.Hopeless is not null)
            return $"start or hopeless: {learned.Hopeless}";
        foreach (var group in learned.Groups)
        {
            if (group.Meaning == GroupMeaning.KeepAlive && !truth.IsKeepAlive(group.Distinct[0].Bytes.AsSpan()))
                return "keep-alive";
            foreach (var part in group.Parts)
                if (!IsTrue(truth, learned, group, part))
                    return $"{group.Meaning} {part}";
        }
        return null;
    }

    /// <returns>What was in the capture and was not found; null for nothing.</returns>
    public static string? Missing(FrameGrammar truth, LearnedProtocol learned)
    {
        if (!truth.Marked.SetEquals(learned.Levels.Where(level => level.Certainty == Certainty.Captured && level.Number > 0).Select(level => level.Number)))
            return "levels";
        var group = learned.Groups.First(group => group.Meaning == GroupMeaning.SetLevel);
        if (!group.Parts.Any(part => part is NamedNumber { Name: "level" } or NamedDigits { Name: "level" }))
            return "level place";
        if (truth.Checksum is not null && !group.Parts.Any(part => part is ChecksumBytes))
            return "checksum";
        if (truth.CounterSuffices && !group.Parts.Any(part => part is CountingNumber))
            return "counter";
        if (truth.StopSuffices && learned.Stop.IsEmpty)
            return "stop";
        return truth.KeepAlive && learned.KeepAliveEvery is null ? "keep-alive" : null;
    }

    private static bool IsTrue(FrameGrammar truth, LearnedProtocol learned, FrameGroup group, LearnedPart part)
    {
        switch (part)
        {
            case ConstantBytes constant:
                return group.Distinct.All(frame => frame.Bytes.AsSpan().Slice(constant.At, constant.Length).SequenceEqual(constant.Bytes.AsSpan()));
            case UnexplainedBytes:
                return true;
            case NamedDigits digits:
                return truth.Digits && IsInside(digits, truth.LevelAt, truth.Level.Width);
            case NamedNumber { Name: "level" } level:
                return group.Meaning == GroupMeaning.SetLevel && IsInside(level, truth.LevelAt, truth.Level.Width)
                    && (level.Length == 1 ? truth.Level.Width == 1 || truth.Digits || level.At == truth.LevelAt + (truth.Level.BigEndian ? 1 : 0) || TellsApart(truth, group, level)
                        : level.Number == truth.Level);
            case CountingNumber counter:
                return truth.Counter is not null && IsInside(counter, truth.CounterAt, truth.Counter.Width);
            case ChecksumBytes checksum:
                return truth.Checksum is not null && IsInside(checksum, truth.ChecksumAt, truth.Checksum.Algorithm.Width)
                    && truth.Sendable(group.Distinct[0].Bytes.AsSpan()) is var frames && checksum.Class.Candidates.Any(candidate => Array.TrueForAll(frames, frame =>
                        candidate.Compute(frame, checksum.At).AsSpan().SequenceEqual(frame.AsSpan(checksum.At, checksum.Length))));
            default:
                _ = learned;
                return false;
        }
    }

    /// <summary>A byte of a level of two that is another one at every level says as much as both.</summary>
    private static bool TellsApart(FrameGrammar truth, FrameGroup group, NamedNumber level) => group.Distinct.Select(frame => frame.Bytes[level.At]).Distinct().Count()
        == group.Distinct.Select(frame => truth.Level.Read(frame.Bytes.AsSpan().Slice(truth.LevelAt, truth.Level.Width))).Distinct().Count();

    private static bool IsInside(LearnedPart part, int at, int width) => part.At >= at && part.At + part.Length <= at + width;
}
