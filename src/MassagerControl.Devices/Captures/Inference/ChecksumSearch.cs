using System.Collections.Immutable;
using System.Numerics;
using MassagerControl.Devices.Frames;

namespace MassagerControl.Devices.Captures.Inference;

/// <summary>Tries all families at all places and ranges on all distinct frames. What chance could explain is no finding.</summary>
internal static class ChecksumSearch
{
    /// <summary>The chance of a wrong finding is below 2 to the minus this.</summary>
    private const double EnoughBits = 20;

    /// <summary>The same for a part of the frames of a shape, of which there are many.</summary>
    internal const double EnoughBitsOfPart = 28;

    private const int MostFrames = 400;
    private const int MostColumns = 64;
    private const int FewestValues = 3;

    /// <summary>Before it stand byte sums.</summary>
    private static readonly int FirstCyclic = ChecksumAlgorithm.All.TakeWhile(algorithm => !algorithm.Name.StartsWith("crc", StringComparison.Ordinal)).Count();

    private static readonly ImmutableArray<int> FromEnd = [-1, -2, -3, -4];

    /// <param name="doubtful">Gets the bytes of which each could be the checksum.</param>
    /// <param name="frames">Distinct ones, of one length or of several.</param>
    /// <returns>Null where none is certain enough.</returns>
    /// <param name="follows">Does the byte there go with the marks? Of two bytes whose sum is constant, that one is no checksum. Below 0 where it stays the same.</param>
    public static ChecksumFinding? Find(IReadOnlyList<SeenFrame> frames, Func<int, int, bool> mayStand, Func<int, int> follows, HashSet<int>? doubtful = null, double enoughBits = EnoughBits)
    {
        if (frames.Count < FewestValues || frames.Min(frame => frame.Bytes.Length) < 2)
            return null;
        var sample = Sample(frames);
        var places = Places(frames).ToArray();
        var found = new List<ChecksumRule>();
        foreach (var at in places)
            found.AddRange(RulesAt(at, sample, frames));
        var strong = found.GroupBy(rule => (rule.At, rule.Algorithm.Width)).Where(group => mayStand(group.Key.At, group.Key.Width) && IsCertain([.. group], frames, enoughBits) && IsMoving(group.Key, frames)).ToArray();
        foreach (var one in found.GroupBy(rule => (rule.At, rule.Algorithm.Width)).Where(group => group.Key.At >= 0 && IsOfOne([.. group], frames)))
            doubtful?.UnionWith(Enumerable.Range(one.Key.At, one.Key.Width));
        if (strong.Length == 0)
            return null;
        var follow = strong.ToDictionary(group => group.Key, group => follows(group.Key.At));
        var length = frames[0].Bytes.Length;
        var best = strong.OrderBy(group => follow[group.Key] is var goes && goes < 0 ? 3 : goes).ThenBy(group => Rank(group.Key.At, group.Key.Width, length, group)).First();
        // A sum of two bytes explains the byte before it too, where that changes.
        best = strong.FirstOrDefault(group => group.Key.Width == 2 && best.Key.Width == 1 && (group.Key.At == best.Key.At || group.Key.At == best.Key.At - 1) && group.Any(rule => rule.IsPlain)) ?? best;
        // Of bytes whose sum is constant each could be the checksum.
        int Behind((int At, int Width) place) => (place.At < 0 ? 0 : length) - place.At - place.Width;
        var rivals = found.GroupBy(rule => (rule.At, rule.Algorithm.Width)).Where(group => IsApart(group.Key, best.Key) && IsMoving(group.Key, frames) && group.Any(rule => rule.IsPlain || follow.ContainsKey(group.Key))).Select(group => group.Key).ToArray();
        if (Array.Exists(rivals, rival => !IsRuledOut(follow.TryGetValue(rival, out var known) ? known : follows(rival.At), follow[best.Key], Behind(rival) < Behind(best.Key))))
        {
            foreach (var (at, width) in rivals.Append(best.Key))
                doubtful?.UnionWith(Enumerable.Range(at, width));
            return null;
        }
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
            return Enumerable.Range(0, Math.Min(shortest, MostColumns)).Where(at => HasValues(frames, at)).SelectMany(at => at > 0 ? new[] { at, at - 1 } : [at]).Distinct();
        return FromEnd.Where(at => shortest + at >= 1).Concat([0, 1, 2]);
    }

    private static bool HasValues(IReadOnlyList<SeenFrame> frames, int at)
    {
        var (first, second) = ((int)frames[0].Bytes[(at < 0 ? frames[0].Bytes.Length : 0) + at], -1);
        foreach (var frame in frames)
        {
            var value = frame.Bytes[(at < 0 ? frame.Bytes.Length : 0) + at];
            if (value == first || value == second)
                continue;
            if (second >= 0)
                return true;
            second = value;
        }
        return false;
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
    private static bool IsCertain(List<ChecksumRule> rules, IReadOnlyList<SeenFrame> frames, double enoughBits)
    {
        var (rule, length) = (rules[0], frames[0].Bytes.Length);
        var values = frames.Select(frame => rule.Algorithm.Read(frame.Bytes.AsSpan()[rule.Place(frame.Bytes.Length)..])).Distinct().Count();
        var bits = 8.0 * rule.Algorithm.Width;
        var tried = BitOperations.Log2((uint)(ChecksumAlgorithm.All.Length * Math.Max(2, length) * 2)) + 1;
        var used = rules.Exists(one => one.IsPlain) ? 0 : 1;
        return values >= FewestValues && (bits * (Math.Min(values, 64) - used)) - tried >= enoughBits && !IsOfOne(rules, frames) && !IsAmongOthers(rules[0], frames) && Copies(rules, frames) == 0;
    }

    /// <summary>A sum or complement of a single byte that is not 0 may be the other half of a number.</summary>
    private static bool IsOfOne(List<ChecksumRule> rules, IReadOnlyList<SeenFrame> frames)
    {
        var plain = rules.Exists(rule => rule.IsPlain);
        return rules.Where(rule => rule.IsPlain == plain).All(rule => IsOfOne(rule, frames));
    }

    private static bool IsOfOne(ChecksumRule rule, IReadOnlyList<SeenFrame> frames)
    {
        if (ChecksumAlgorithm.All.IndexOf(rule.Algorithm) >= FirstCyclic)
            return false;
        var (from, to) = rule.Range(frames[0].Bytes.Length);
        return Enumerable.Range(from, to - from + 1).Count(at => frames.Any(frame => at < frame.Bytes.Length && frame.Bytes[at] != 0)) < 2;
    }

    /// <summary>A byte that never changes may be any: a checksum of two bytes whose one never changes can stand one byte further on as well, or be one of one byte.</summary>
    private static bool IsMoving((int At, int Width) place, IReadOnlyList<SeenFrame> frames) => (place.Width == 1 ? HasValues(frames, place.At) : BothChange(place.At, frames)) && !IsDigits(place.At, frames);

    /// <summary>Digits of numbers in text go with each other too.</summary>
    private static bool IsDigits(int at, IReadOnlyList<SeenFrame> frames) =>
        frames.All(frame => char.IsAsciiDigit((char)frame.Bytes[(at < 0 ? frame.Bytes.Length : 0) + at])) && frames.All(frame => frame.Bytes.All(value => value is >= 0x20 and < 0x7F or 0x0D or 0x0A));

    private static bool IsApart((int At, int Width) one, (int At, int Width) other) =>
        one != other && (one.At + one.Width <= other.At || other.At + other.Width <= one.At || (one.Width == 2 && other.Width == 2 && one.At != other.At));

    /// <summary>What is the marked number is no checksum, where the other is not; nor is what stays the same while the other changes with the marks, unless it stands nearer the end.</summary>
    private static bool IsRuledOut(int follows, int best, bool isNearerTheEnd) => best is 0 or 1 && (follows == 2 || (follows < 0 && !isNearerTheEnd));

    /// <summary>A byte that always equals another one may be a second number as well as a sum of a zero and the first; so may one that goes up or down with it, where a constant had to be fitted.</summary>
    private static int Copies(List<ChecksumRule> rules, IReadOnlyList<SeenFrame> frames)
    {
        var length = frames[0].Bytes.Length;
        if (frames.Any(frame => frame.Bytes.Length != length))
            return 0;
        var changing = Enumerable.Range(rules[0].Place(length), rules[0].Algorithm.Width).Where(at => frames.Any(frame => frame.Bytes[at] != frames[0].Bytes[at])).ToArray();
        return changing.Length != 1 ? 0 : Enumerable.Range(0, length).Count(other => other != changing[0] && (rules.Exists(rule => rule.IsPlain) ? frames.All(frame => frame.Bytes[other] == frame.Bytes[changing[0]])
            : GoesAlong(frames, other, changing[0])));
    }

    /// <summary>Far from both ends, a byte that goes up with one other may be a number too.</summary>
    private static bool IsAmongOthers(ChecksumRule rule, IReadOnlyList<SeenFrame> frames)
    {
        var (at, length) = (rule.At, frames[0].Bytes.Length);
        return rule.Algorithm.Width == 1 && at > 1 && at < length - 3 && Enumerable.Range(0, length).Any(other => other != at && frames.All(frame => frame.Bytes.Length == length) && GoesAlong(frames, other, at));
    }

    /// <summary>Is their difference or their sum always the same?</summary>
    private static bool GoesAlong(IReadOnlyList<SeenFrame> frames, int one, int other)
    {
        var (first, second) = (frames[0].Bytes[one], frames[0].Bytes[other]);
        return frames.All(frame => ((frame.Bytes[one] - first - frame.Bytes[other] + second) & 0xFF) == 0) || frames.All(frame => ((frame.Bytes[one] - first + frame.Bytes[other] - second) & 0xFF) == 0);
    }

    /// <summary>Could this byte, which equals the level, be a checksum?</summary>
    public static bool MayBeChecksum(IReadOnlyList<SeenFrame> frames, int at) =>
        RulesAt(at, [.. frames.Take(16)], frames).Where(rule => rule.Algorithm.Width == 1 && rule.IsPlain).ToList() is { Count: > 0 } rules && Copies(rules, frames) == 1;

    private static bool BothChange(int at, IReadOnlyList<SeenFrame> frames) => Enumerable.Range(0, 2).All(more =>
        frames.Any(frame => frame.Bytes[(at < 0 ? frame.Bytes.Length : 0) + at + more] != frames[0].Bytes[(at < 0 ? frames[0].Bytes.Length : 0) + at + more]));

    /// <summary>At the end, before a terminator, at byte 1, anywhere else.</summary>
    private static (int, int, int) Rank(int at, int width, int length, IEnumerable<ChecksumRule> rules)
    {
        var behind = (at < 0 ? -at : length - at) - width;
        return (rules.Any(rule => rule.IsPlain) ? 0 : 1, behind <= 2 ? behind : at == 1 ? 3 : at == 0 ? 5 : 4, width);
    }

    private static (bool, int, int, int) Plainness(ChecksumRule rule) =>
        (rule.Plus != 0, ChecksumAlgorithm.All.IndexOf(rule.Algorithm) > 3 ? 1 : 0, rule.To is null ? 0 : 1, rule.From);
}
