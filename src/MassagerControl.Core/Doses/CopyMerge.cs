using System.Collections.Immutable;
using MassagerControl.Core.Areas;

namespace MassagerControl.Core.Doses;

/// <summary>A lock that only a copy knows.</summary>
/// <param name="Cleared">When it was cleared; empty while it holds.</param>
public sealed record CopiedLock(LockLine Line, ImmutableArray<DateTimeOffset> Cleared);

/// <summary>What a store lacks of its copy and a copy of its store: no entry is lost, and of two the stricter counts.</summary>
public static class CopyMerge
{
    /// <param name="sessions">The number of each session of the store by its mark.</param>
    /// <returns>The doses that the store does not know, or knows too low, as they are to be kept.</returns>
    public static ImmutableArray<DoseEntry> DosesToTake(
        IEnumerable<DoseEntry> stored, IReadOnlyDictionary<string, long> sessions, IReadOnlyCollection<CopyLine> copy)
    {
        var known = stored.ToDictionary(dose => dose.Mark);
        return [.. Copied(copy).Select(copied => Taken(copied.Ended, copied.Dose, known.GetValueOrDefault(copied.Dose.Mark), sessions)).OfType<DoseEntry>()];
    }

    /// <returns>The locks that the store does not know, in the order of the copy.</returns>
    public static ImmutableArray<CopiedLock> LocksToTake(IEnumerable<AreaLock> stored, IReadOnlyCollection<CopyLine> copy)
    {
        var known = stored.Select(Name).ToHashSet();
        var cleared = copy.OfType<ClearedLine>().ToLookup(Name);
        return [.. copy.OfType<LockLine>().Where(line => known.Add(Name(line))).Select(line => new CopiedLock(line, [.. cleared[Name(line)].Select(clear => clear.At)]))];
    }

    /// <param name="underWay">Marks of the sessions whose end is not known: their dose still grows.</param>
    /// <returns>What the store knows and the copy does not.</returns>
    public static ImmutableArray<CopyLine> MissingIn(
        IReadOnlyCollection<CopyLine> copy, IEnumerable<DoseEntry> stored, IReadOnlySet<string> underWay, IReadOnlyCollection<AreaLock> locks)
    {
        var copied = copy.OfType<DoseLine>().GroupBy(line => line.Dose.Mark).ToDictionary(group => group.Key, group => group.Max(line => line.Dose.Press));
        var locked = copy.OfType<LockLine>().Select(Name).ToHashSet();
        var cleared = copy.OfType<ClearedLine>().Select(Name).ToHashSet();
        return
        [
            .. stored.Where(dose => !underWay.Contains(dose.Mark) && !(copied.TryGetValue(dose.Mark, out var press) && press >= dose.Press))
                .Select(dose => new DoseLine(dose)),
            .. locks.Where(held => !locked.Contains(Name(held)))
                .Select(held => new LockLine(held.Area, held.Side, held.Locked, held.Kind)),
            .. locks.Where(held => held.Cleared is not null && !cleared.Contains(Name(held)))
                .Select(held => new ClearedLine(held.Area, held.Side, held.Locked, held.Cleared!.Value)),
        ];
    }

    /// <summary>The store knows how a session that it knows has ended, or that it goes on; a dose is never lowered.</summary>
    private static DoseEntry? Taken(bool ended, DoseEntry copied, DoseEntry? known, IReadOnlyDictionary<string, long> sessions) => known is null
        ? !ended && sessions.ContainsKey(copied.Mark) ? null : copied with { Session = sessions.TryGetValue(copied.Mark, out var id) ? id : null }
        : !ended || copied.Press <= known.Press ? null : known with { Press = copied.Press };

    /// <returns>One dose a session: how it ended, else what it may have given.</returns>
    private static IEnumerable<(bool Ended, DoseEntry Dose)> Copied(IReadOnlyCollection<CopyLine> lines)
    {
        var ended = lines.OfType<DoseLine>().GroupBy(line => line.Dose.Mark).Select(group => group.MaxBy(line => line.Dose.Press)!.Dose).ToArray();
        var marks = ended.Select(dose => dose.Mark).ToHashSet();
        return ended.Select(dose => (true, dose))
            .Concat(lines.OfType<SessionBegunLine>().Where(line => !marks.Contains(line.Planned.Mark)).Select(line => (false, line.Planned)));
    }

    private static LockName Name(AreaLock held) => LockName.Of(held.Area, held.Side, held.Locked);

    private static LockName Name(LockLine line) => LockName.Of(line.Area, line.Side, line.At);

    private static LockName Name(ClearedLine line) => LockName.Of(line.Area, line.Side, line.Locked);

    /// <summary>A lock is named by its place and its moment, to the millisecond: as exactly as files keep it.</summary>
    private readonly record struct LockName(string Area, string? Side, long Milliseconds)
    {
        public static LockName Of(string area, string? side, DateTimeOffset locked) => new(area, side, locked.UtcTicks / TimeSpan.TicksPerMillisecond);
    }
}
