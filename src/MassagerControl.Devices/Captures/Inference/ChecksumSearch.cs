using System.Collections.Immutable;
using System.Numerics;
using MassagerControl.Devices.Frames;

namespace MassagerControl.Devices.Captures.Inference;

/// <summary>Tries all families at all places and ranges on all distinct frames. What chance could explain is no finding.</summary>
internal static class ChecksumSearch
{
    /// <summary>The chance of a wrong finding is below 2 to the minus this.</summary>
    private const double EnoughBits = 20;

    private const int MostFrames = 400;
    private const int MostColumns = 64;
    private const int FewestValues = 3;

    private static readonly ImmutableArray<int> FromEnd = [-1, -2, -3, -4];

    /// <param name="frames">Distinct ones, of one length or of several.</param>
    /// <returns>Null where none is certain enough.</returns>
    public static ChecksumFinding? Find(IReadOnlyList<SeenFrame> frames, Func<int, bool> mayStand)
    {
        if (frames.Count < FewestValues || frames.Min(frame => frame.Bytes.Length) < 2)
            return null;
        var sample = Sample(frames);
        var places = Places(frames).ToArray();
        var found = new List<ChecksumRule>();
        foreach (var at in places)
            found.AddRange(RulesAt(at, sample, frames));
        var strong = found.GroupBy(rule => (rule.At, rule.Algorithm.Width)).Where(group => mayStand(group.Key.At) && IsCertain([.. group], frames)).ToArray();
        if (strong.Length == 0)
            return null;
        var best = strong.OrderBy(group => Rank(group.Key.At, group.Key.Width, group)).First();
        var rules = best.Where(rule => rule.With == 0).OrderBy(Plainness).ToImmutableArray();
        var doubts = found.Where(rule => rule.With != 0 || (rule.At, rule.Algorithm.Width) != best.Key).Where(rule => strong.Any(group => group.Key == (rule.At, rule.Algorithm.Width)));
        return rules.IsEmpty ? null : new(best.Key.At, best.Key.Width, rules, [.. doubts]);
    }

    /// <summary>The finding for frames of one length, with its place from the beginning.</summary>
    public static ChecksumFinding Of(ChecksumFinding finding, int length) => finding with { At = finding.At < 0 ? length + finding.At : finding.At };

    private static List<SeenFrame> Sample(IReadOnlyList<SeenFrame> frames)
    {
        if (frames.Count <= MostFrames)
            return [.. frames];
        var step = frames.Count / (double)MostFrames;
        return [.. Enumerable.Range(0, MostFrames).Select(index => frames[(int)(index * step)])];
    }

    private static IEnumerable<int> Places(IReadOnlyList<SeenFrame> frames)
    {
        var shortest = frames.Min(frame => frame.Bytes.Length);
        var one = shortest == frames.Max(frame => frame.Bytes.Length);
        if (one)
            return Enumerable.Range(0, Math.Min(shortest, MostColumns)).Where(at => frames.Any(frame => frame.Bytes[at] != frames[0].Bytes[at])).SelectMany(at => at > 0 ? new[] { at, at - 1 } : [at]).Distinct();
        return FromEnd.Where(at => shortest + at >= 1).Concat([0, 1, 2]);
    }

    private static IEnumerable<ChecksumRule> RulesAt(int at, List<SeenFrame> sample, IReadOnlyList<SeenFrame> all)
    {
        var first = sample[0].Bytes;
        foreach (var rule in Candidates(at, first, sample.Min(frame => frame.Bytes.Length)))
            if (sample.TrueForAll(frame => rule.Fits(frame.Bytes)) && (sample.Count == all.Count || all.All(frame => rule.Fits(frame.Bytes))))
                yield return rule;
    }

    private static IEnumerable<ChecksumRule> Candidates(int at, ImmutableArray<byte> first, int shortest)
    {
        foreach (var algorithm in ChecksumAlgorithm.All)
            foreach (var (from, to) in Ranges(at, algorithm.Width, first.Length, shortest))
                foreach (var rule in Variants(algorithm, at, from, to, first))
                    yield return rule;
    }

    private static IEnumerable<ChecksumRule> Variants(ChecksumAlgorithm algorithm, int at, int from, int? to, ImmutableArray<byte> first)
    {
        var plain = new ChecksumRule(algorithm, at, from, to, 0, 0);
        var place = plain.Place(first.Length);
        var (begin, end) = plain.Range(first.Length);
        if (begin < 0 || end < begin || end >= first.Length || place < 0 || place + algorithm.Width > first.Length)
            yield break;
        var (computed, told) = (algorithm.Value(first.AsSpan()[begin..(end + 1)]), algorithm.Read(first.AsSpan()[place..]));
        if (computed == told)
        {
            if (end > begin || algorithm.Name is not ("sum8" or "xor8" or "sum16Le" or "sum16Be"))
                yield return plain;
        }
        else if (algorithm.Name == "sum8")
        {
            yield return plain with { Plus = (int)((told - (long)computed + 0x100) % 0x100) };
        }
        else if (algorithm.Name == "xor8")
        {
            yield return plain with { Plus = (int)((told - (long)computed + 0x100) % 0x100) };
            yield return plain with { With = computed ^ told };
        }
    }

    /// <summary>Behind what it covers or, at the beginning of a frame, before it.</summary>
    private static IEnumerable<(int From, int? To)> Ranges(int at, int width, int length, int shortest)
    {
        var place = at < 0 ? shortest + at : at;
        for (var from = 0; from < place; from++)
        {
            yield return (from, null);
            if (from < place - 1)
                yield return (from, at < 0 ? at - 2 : at - 2);
        }
        if (at is < 0 or > 3)
            yield break;
        for (var from = at + width; from < Math.Min(at + width + 4, shortest); from++)
            for (var to = -1; to >= -3 && shortest + to >= from; to--)
                yield return (from, to);
    }

    /// <summary>A constant that was fitted has used up the evidence of one frame.</summary>
    private static bool IsCertain(List<ChecksumRule> rules, IReadOnlyList<SeenFrame> frames)
    {
        var (rule, length) = (rules[0], frames[0].Bytes.Length);
        var values = frames.Select(frame => rule.Algorithm.Read(frame.Bytes.AsSpan()[rule.Place(frame.Bytes.Length)..])).Distinct().Count();
        var bits = 8.0 * rule.Algorithm.Width;
        var tried = BitOperations.Log2((uint)(ChecksumAlgorithm.All.Length * Math.Max(2, length) * 2)) + 1;
        var used = rules.Exists(one => one.IsPlain) ? 0 : 1;
        return values >= FewestValues && (bits * (Math.Min(values, 64) - used)) - tried >= EnoughBits && !OnlyCopies(rules, frames);
    }

    /// <summary>A byte that always equals another one is a second number rather than a sum of a zero and the first.</summary>
    private static bool OnlyCopies(List<ChecksumRule> rules, IReadOnlyList<SeenFrame> frames)
    {
        var length = frames[0].Bytes.Length;
        if (rules[0].Algorithm.Width != 1 || frames.Any(frame => frame.Bytes.Length != length))
            return false;
        var at = rules[0].Place(length);
        return Enumerable.Range(0, length).Any(other => other != at && frames.All(frame => frame.Bytes[other] == frame.Bytes[at]));
    }

    private static (int, int, int) Rank(int at, int width, IEnumerable<ChecksumRule> rules) =>
        (rules.Any(rule => rule.IsPlain) ? 0 : 1, at == -width || at == 1 ? 0 : 1, width);

    private static (bool, int, int, int) Plainness(ChecksumRule rule) =>
        (rule.Plus != 0, ChecksumAlgorithm.All.IndexOf(rule.Algorithm) > 3 ? 1 : 0, rule.To is null ? 0 : 1, rule.From);
}
