using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Core.Doses;
using MassagerControl.Core.Routines;
using MassagerControl.Runtime.Os;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.Runtime.Routines;

/// <summary>Keeps a routine in the data folder while it goes on, and what counts by the day.</summary>
/// <remarks>Members are called one at a time.</remarks>
public sealed class RoutineMemory : IDisposable
{
    /// <summary>A step that only counts is written this often.</summary>
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(2);

    private readonly MassagerStore _store;
    private readonly StoreClock _clock;
    private long? _id;
    private RoutineRecord? _last;
    private TimeSpan _written;

    private RoutineMemory(MassagerStore store, StoreClock clock) => (_store, _clock) = (store, clock);

    /// <returns>Null and the reason where the folder cannot be used.</returns>
    public static (RoutineMemory? Memory, ImmutableArray<Phrase> Notes, Phrase? Error) Open(string folder, StoreClock clock)
    {
        var opening = MassagerStore.Open(folder);
        return (opening.Store is { } store ? new(store, clock) : null, opening.Notes, opening.Error);
    }

    /// <summary>How often each step was begun in the last 24 hours.</summary>
    /// <exception cref="StoreException">The folder cannot be read.</exception>
    public ImmutableDictionary<string, int> Begun() => _store.Read(work => new GuidedStepTable(work).Since(_clock.Wall.GetUtcNow() - DoseLedger.Day));

    /// <returns>The newest routine that has not ended; null where there is none.</returns>
    /// <exception cref="StoreException">The folder cannot be read.</exception>
    public StoredRoutine? Last() => _store.Read(work => new RoutineTable(work).Open()).FirstOrDefault();

    /// <summary>Since it was last written down; null where no clock can say: the wall clock was set back, and the computer started anew.</summary>
    public TimeSpan? Away(StoredRoutine kept)
    {
        var now = _clock.Now();
        // The clock that nobody can set goes before the other.
        var away = kept.At.Boot is not null && kept.At.Boot == now.Boot ? now.Up - kept.At.Up : now.Wall - kept.At.Wall;
        return away >= TimeSpan.Zero ? away : null;
    }

    /// <summary>A new routine; those before it that nobody has are given up.</summary>
    /// <param name="before">What <see cref="Begun"/> said before it began.</param>
    /// <exception cref="StoreException">It is not kept.</exception>
    public void Begin(NewRoutine routine, RoutineRecord record, ImmutableDictionary<string, int> before, TimeSpan now) => _store.Write(work =>
    {
        var table = new RoutineTable(work);
        foreach (var open in table.Open().Where(open => open.Owner.Life() == ProcessLife.Gone))
            table.End(open.Id, "givenUp");
        _id = table.Begin(routine, record.Write(now), _clock.Now(), OwnerProcess.Own);
        Count(work, before, record.State);
        (_last, _written) = (record, now);
    });

    /// <summary>Goes on with a kept one.</summary>
    /// <returns>False where another process was faster.</returns>
    /// <exception cref="StoreException">The folder cannot be written.</exception>
    public bool Take(StoredRoutine kept, RoutineRecord record, TimeSpan now)
    {
        var taken = _store.Write(work => new RoutineTable(work).Take(kept.Id, kept.Owner, OwnerProcess.Own));
        if (taken)
            (_id, _last, _written) = (kept.Id, record, now);
        return taken;
    }

    /// <summary>It can be gone on with.</summary>
    public bool IsKept => _id is not null;

    /// <summary>Only counts from now on: a step by itself is not gone on with.</summary>
    /// <param name="before">What <see cref="Begun"/> said before it began.</param>
    /// <exception cref="StoreException">It is not kept.</exception>
    public void Count(RoutineRecord record, ImmutableDictionary<string, int> before)
    {
        _store.Write(work => Count(work, before, record.State));
        _last = record;
    }

    /// <summary>Ends one that is not gone on with.</summary>
    /// <exception cref="StoreException">The folder cannot be written.</exception>
    public void GiveUp(StoredRoutine kept) => _store.Write(work => new RoutineTable(work).End(kept.Id, "givenUp"));

    /// <summary>Writes what is new: every step at once, a count now and then.</summary>
    /// <exception cref="StoreException">It is not kept.</exception>
    public void Save(RoutineRecord record, TimeSpan now)
    {
        if (_last is not { } last || (ReferenceEquals(record.State, last.State) && record == last && now - _written < Between))
            return;
        _store.Write(work =>
        {
            Count(work, last.State.Facts.Begun, record.State);
            if (_id is not { } id)
                return;
            var table = new RoutineTable(work);
            table.Save(id, record.Write(now), _clock.Now());
            if (record.State.Ending is { } ending)
                table.End(id, ending.ToString().ToLowerInvariant());
        });
        (_last, _written) = (record, now);
    }

    public void Dispose() => _store.Dispose();

    private void Count(Transaction work, ImmutableDictionary<string, int> before, RoutineState after)
    {
        foreach (var (step, times) in after.Facts.Begun)
            for (var time = before.GetValueOrDefault(step); time < times; time++)
                new GuidedStepTable(work).Add(step, _clock.Wall.GetUtcNow());
    }
}
