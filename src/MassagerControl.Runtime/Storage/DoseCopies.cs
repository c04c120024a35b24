using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Core.Doses;

namespace MassagerControl.Runtime.Storage;

/// <summary>Keeps the store and its copies alike: what one of them lacks is added to it, and the stricter of two entries counts.</summary>
public sealed class DoseCopies(ImmutableArray<DoseCopy> copies)
{
    /// <summary>Beside the store, and in a second folder where the data lies in its default place.</summary>
    public static DoseCopies Of(DataFolder folder) => new([
        new(Path.Combine(folder.Path, DoseCopy.FileName)),
        .. folder.State is { } state ? [new DoseCopy(Path.Combine(state, DoseCopy.FileName))] : ImmutableArray<DoseCopy>.Empty,
    ]);

    /// <summary>On return every copy says that the session may give what it plans.</summary>
    /// <exception cref="StoreException">One cannot be written.</exception>
    public void Begin(DoseEntry planned)
    {
        foreach (var copy in copies)
            copy.Append([new SessionBegunLine(planned)]);
    }

    /// <returns>What did not match, for the person; empty where all was alike.</returns>
    /// <exception cref="StoreException">A copy cannot be read or written.</exception>
    public ImmutableArray<Phrase> Match(Transaction work)
    {
        var readings = copies.Select(copy => (Copy: copy, Reading: copy.Read())).ToArray();
        var notes = ImmutableArray.CreateBuilder<Phrase>();
        foreach (var (copy, reading) in readings)
        {
            notes.AddRange(reading.Bad.Select(bad => Phrase.Of($"{bad}; the line counts as nothing")));
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

    /// <summary>The copies forget what the store has forgotten: on return they say what it says and no more.</summary>
    /// <exception cref="StoreException">A copy cannot be written.</exception>
    public void Replace(Transaction work)
    {
        foreach (var copy in copies)
            copy.Replace(Missing(work, []));
    }

    /// <returns>How many doses the store did not know, or knew too low.</returns>
    private static int TakeDoses(Transaction work, ImmutableArray<CopyLine> lines)
    {
        var table = new DoseTable(work);
        var taken = CopyMerge.DosesToTake(table.All(), new SessionTable(work).Marks(), lines);
        foreach (var dose in taken)
            table.Put(dose);
        return taken.Length;
    }

    private static int TakeLocks(Transaction work, ImmutableArray<CopyLine> lines)
    {
        var table = new AreaLockTable(work);
        var taken = CopyMerge.LocksToTake(table.All(), lines);
        foreach (var (line, cleared) in taken)
        {
            var id = table.Lock(line.Area, line.Side, line.At, line.What, null);
            foreach (var at in cleared)
                table.Clear(id, at);
        }
        return taken.Length;
    }

    private static ImmutableArray<CopyLine> Missing(Transaction work, ImmutableArray<CopyLine> lines)
    {
        var underWay = new SessionTable(work).Open().Select(session => session.Mark).ToHashSet();
        return CopyMerge.MissingIn(lines, new DoseTable(work).All(), underWay, new AreaLockTable(work).All());
    }

    private static Phrase Entries(int count) => count == 1 ? "1 entry" : Phrase.Of($"{count} entries");
}
