using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Core.Areas;
using MassagerControl.Core.Doses;
using MassagerControl.Core.Screening;
using MassagerControl.Runtime.CheckIn;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.Runtime.History;

/// <summary>What became of a history that its person deletes.</summary>
/// <param name="Sessions">How many are gone.</param>
/// <param name="Doses">How many stay, as they count for the next session.</param>
/// <param name="Locks">How many places stay locked.</param>
/// <param name="SetAside">Damaged files of before, which are no part of it and may hold older sessions.</param>
public sealed record ErasedHistory(int Sessions, int Doses, int Locks, ImmutableArray<string> SetAside)
{
    /// <summary>For the person.</summary>
    public IEnumerable<Phrase> Lines()
    {
        yield return Phrase.Of($"Deleted: {Phrase.Count(Sessions, "session")}, with everything that was said and felt in them.");
        if (Doses > 0)
            yield return Phrase.Of($"Kept: the press time of {Phrase.Count(Doses, "session")}. It counts for the next session, so that deleting is no way around a limit.");
        if (Locks > 0)
            yield return Phrase.Of($"Kept: {Phrase.Count(Locks, "lock")}. A place stays locked until its lock is cleared or over.");
        foreach (var file in SetAside)
            yield return Phrase.Of($"Not touched: {file}, a damaged file of before. Delete it yourself if it is to go.");
    }
}

/// <summary>Deletes the history of a data folder. What a limit still counts by stays: doses of the last 24 hours, locks that hold or were made in the gentle time, days of injuries, devices that may run.</summary>
public static class HistoryErasure
{
    /// <param name="questions">The file with the questions of the check-in.</param>
    /// <returns>What became of it; or why nothing was deleted.</returns>
    public static (ErasedHistory? Erased, Phrase? Refusal) Erase(DataFolder folder, StoreClock clock, string questions)
    {
        var existing = MassagerStore.OpenExisting(folder.Path);
        existing.Store?.Dispose();
        if (existing is { Store: null, IsDamaged: false })
            return (existing.Error is null ? new(0, 0, 0, []) : null, existing.Error);
        var opening = SessionStore.Open(folder, clock);
        if (opening.Sessions is not { } sessions)
            return (null, opening.Error);
        using (sessions)
        {
            try
            {
                return Erase(sessions, QuestionFile.Read(questions).Value);
            }
            catch (StoreException exception)
            {
                return (null, exception.Words);
            }
        }
    }

    private static (ErasedHistory? Erased, Phrase? Refusal) Erase(SessionStore sessions, CheckInQuestions? questions)
    {
        // What died without a word is counted first, and what only a copy knows.
        sessions.Past();
        var erased = sessions.Store.Write(work => new SessionTable(work).Open().IsEmpty ? Erase(work, sessions, questions) : null);
        if (erased is null)
            return (null, "a session is under way: nothing was deleted");
        sessions.Store.Vacuum();
        return (erased, null);
    }

    private static ErasedHistory Erase(Transaction work, SessionStore sessions, CheckInQuestions? questions)
    {
        var (doses, locks, now) = (new DoseTable(work), new AreaLockTable(work), sessions.Clock.Now());
        new RunningDevices(work).DeleteCleared();
        foreach (var over in locks.All().Where(made => made.Cleared is not null && !IsGentle(StoredPast.SetbackOf(made, doses.All(), now), now.Wall)))
            locks.Delete(over.Id);
        var (kept, held) = (locks.All(), locks.Holding());
        foreach (var dose in doses.All().Where(dose => !Counts(dose, kept, now)))
            doses.Delete(dose.Mark);
        var deleted = new SessionTable(work).DeleteAll();
        var injuries = KeepInjuries(work, questions, sessions.Clock.Wall.GetLocalNow());
        new AdviceTable(work).DeleteAll();
        new ReminderTable(work).DeleteDone();
        new RoutineTable(work).DeleteAll();
        new GuidedStepTable(work).DeleteUntil(now.Wall - DoseLedger.Day);
        sessions.Copies.Replace(work);
        return new(deleted, doses.All().Length, held.Length + injuries, SetAside(sessions.Folder));
    }

    /// <summary>Sessions are gentler because of it, at its own place or elsewhere.</summary>
    private static bool IsGentle(Setback setback, DateTimeOffset now) => GentleTime.At([setback], setback.Place, now) is not null;

    /// <summary>Within a day, or it says when a lock was made that is kept.</summary>
    private static bool Counts(DoseEntry dose, ImmutableArray<AreaLock> kept, ClockReading now) =>
        DoseClock.EndOf(dose.Ended, dose.Noticed, now) > now.Wall - DoseLedger.Day || (dose.Session is { } session && kept.Any(one => one.Session == session));

    /// <summary>Deletes the check-ins but those whose injury still closes a place, or makes sessions gentler.</summary>
    /// <param name="questions">Null where nobody can read them: every injury may still count.</param>
    /// <returns>How many places stay closed.</returns>
    private static int KeepInjuries(Transaction work, CheckInQuestions? questions, DateTimeOffset now)
    {
        var table = new CheckInTable(work);
        var all = table.All().Select(entry => (entry.Id, Said: CheckInJson.Read(entry.At, entry.Answers))).ToArray();
        PastCheckIn[] past = [.. all.Select(entry => entry.Said).OfType<PastCheckIn>()];
        var closed = past.Where(said => said.Answers.Values.Any(answer => answer is SaidDay)).Select(said => said.Place).Distinct()
            .Where(place => questions is null || CheckInRules.StillClosed(questions, past, place, now).Any(one => one.Until is not null))
            .ToHashSet();
        var gentle = questions is null ? [] : PastInjury.Of(questions, past, now)
            .Where(injury => IsGentle(Setback.OfInjury(injury.Place, injury.Since, injury.ClosedUntil), now)).Select(injury => injury.Place).ToHashSet();
        foreach (var (id, said) in all)
            if (said is null || (!closed.Contains(said.Place) && !gentle.Contains(said.Place)) || !said.Answers.Values.Any(answer => answer is SaidDay))
                table.Delete(id);
        return closed.Count;
    }

    private static ImmutableArray<string> SetAside(string folder) =>
        [.. Directory.EnumerateFiles(folder, $"{MassagerStore.FileName}.corrupt-*").Order(StringComparer.Ordinal)];
}
