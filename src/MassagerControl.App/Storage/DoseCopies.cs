using System.Collections.Immutable;

namespace MassagerControl.App.Storage;

/// <summary>Keeps the store and its copies alike: what one of them lacks is added to it, and the stricter of two entries counts.</summary>
internal sealed class DoseCopies(ImmutableArray<DoseCopy> copies)
{
    /// <summary>Beside the store, and in a second folder where the data lies in its default place.</summary>
    public static DoseCopies Of(DataFolder folder) => new([
        new(Path.Combine(folder.Path, DoseCopy.FileName)),
        .. folder.State is { } state ? [new DoseCopy(Path.Combine(state, DoseCopy.FileName))] : ImmutableArray<DoseCopy>.Empty,
    ]);

    /// <summary>On return every copy says that the session may give what it plans.</summary>
    /// <exception cref="StoreException">One cannot be written.</exception>
    public void Begin(StoredDose planned)
    {
        foreach (var copy in copies)
            copy.Append([new SessionBegunLine(planned)]);
    }

    /// <returns>What did not match, for the person; empty where all was alike.</returns>
    /// <exception cref="StoreException">A copy cannot be read or written.</exception>
    public ImmutableArray<string> Match(StoreWork work)
    {
        var readings = copies.Select(copy => (Copy: copy, Reading: copy.Read())).ToArray();
        var notes = ImmutableArray.CreateBuilder<string>();
        foreach (var (copy, reading) in readings)
        {
            notes.AddRange(reading.Bad.Select(bad => $"{bad}; the line counts as nothing"));
            var taken = TakeDoses(work, reading.Lines) + TakeLocks(work, reading.Lines);
            if (taken > 0)
                notes.Add($"{copy.File} knows {Entries(taken)} more than the database (was it deleted or set back?); all of them count");
        }
        foreach (var (copy, reading) in readings)
        {
            var missing = Missing(work, reading.Lines);
            copy.Append(missing);
            if (!missing.IsEmpty)
                notes.Add($"{copy.File} lacked {Entries(missing.Length)} (was it deleted or set back?); written again");
        }
        return notes.ToImmutable();
    }

    /// <returns>How many doses the store did not know, or knew too low.</returns>
    private static int TakeDoses(StoreWork work, ImmutableArray<DoseCopyLine> lines)
    {
        var table = new DoseTable(work);
        var stored = table.All().ToDictionary(dose => dose.Mark);
        var sessions = new SessionTable(work).Marks();
        var taken = 0;
        foreach (var dose in Copied(lines))
        {
            var (ended, copied) = dose;
            var known = stored.GetValueOrDefault(copied.Mark);
            // The store knows how a session that it knows has ended, or that it goes on.
            if (known is null ? !ended && sessions.ContainsKey(copied.Mark) : !ended || copied.Press <= known.Press)
                continue;
            table.Put(known is null ? copied with { Session = Session(sessions, copied.Mark) } : known with { Press = copied.Press });
            taken++;
        }
        return taken;
    }

    private static int TakeLocks(StoreWork work, ImmutableArray<DoseCopyLine> lines)
    {
        var table = new AreaLockTable(work);
        var stored = table.All().Select(held => Name(held.Area, held.Side, held.Locked)).ToHashSet();
        var cleared = lines.OfType<ClearedLine>().ToLookup(line => Name(line.Area, line.Side, line.Locked));
        var taken = 0;
        foreach (var line in lines.OfType<LockLine>())
        {
            if (!stored.Add(Name(line.Area, line.Side, line.At)))
                continue;
            var id = table.Lock(line.Area, line.Side, line.At, line.What, null);
            foreach (var clear in cleared[Name(line.Area, line.Side, line.At)])
                table.Clear(id, clear.At);
            taken++;
        }
        return taken;
    }

    /// <returns>What the store knows and the copy does not.</returns>
    private static ImmutableArray<DoseCopyLine> Missing(StoreWork work, ImmutableArray<DoseCopyLine> lines)
    {
        var copied = lines.OfType<DoseLine>().GroupBy(line => line.Dose.Mark).ToDictionary(group => group.Key, group => group.Max(line => line.Dose.Press));
        var open = new SessionTable(work).Open().Select(session => session.Mark).ToHashSet();
        var doses = new DoseTable(work).All()
            .Where(dose => !open.Contains(dose.Mark) && !(copied.TryGetValue(dose.Mark, out var press) && press >= dose.Press))
            .Select(dose => new DoseLine(dose));
        var locks = new AreaLockTable(work).All();
        var locked = lines.OfType<LockLine>().Select(line => Name(line.Area, line.Side, line.At)).ToHashSet();
        var cleared = lines.OfType<ClearedLine>().Select(line => Name(line.Area, line.Side, line.Locked)).ToHashSet();
        return
        [
            .. doses,
            .. locks.Where(held => !locked.Contains(Name(held.Area, held.Side, held.Locked)))
                .Select(held => new LockLine(held.Area, held.Side, held.Locked, held.Kind)),
            .. locks.Where(held => held.Cleared is not null && !cleared.Contains(Name(held.Area, held.Side, held.Locked)))
                .Select(held => new ClearedLine(held.Area, held.Side, held.Locked, held.Cleared!.Value)),
        ];
    }

    /// <returns>One dose a session: how it ended, else what it may have given.</returns>
    private static IEnumerable<(bool Ended, StoredDose Dose)> Copied(ImmutableArray<DoseCopyLine> lines)
    {
        var ended = lines.OfType<DoseLine>().GroupBy(line => line.Dose.Mark).Select(group => group.MaxBy(line => line.Dose.Press)!.Dose).ToArray();
        var marks = ended.Select(dose => dose.Mark).ToHashSet();
        return ended.Select(dose => (true, dose))
            .Concat(lines.OfType<SessionBegunLine>().Where(line => !marks.Contains(line.Planned.Mark)).Select(line => (false, line.Planned)));
    }

    private static long? Session(Dictionary<string, long> sessions, string mark) => sessions.TryGetValue(mark, out var id) ? id : null;

    private static (string Area, string? Side, string At) Name(string area, string? side, DateTimeOffset locked) => (area, side, StoreTime.Text(locked));

    private static string Entries(int count) => count == 1 ? "1 entry" : $"{count} entries";
}
