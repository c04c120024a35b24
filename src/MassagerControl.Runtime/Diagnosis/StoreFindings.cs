using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Runtime.Os;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.Runtime.Diagnosis;

/// <summary>What can be said of the data folder and of what it holds. Changes nothing in it.</summary>
public sealed class StoreFindings(DataFolder folder, StoreClock clock)
{
    // Many months of daily sessions; older ones say nothing about today.
    private const int Looked = 500;

    public ImmutableArray<Finding> All()
    {
        var opening = MassagerStore.OpenExisting(folder.Path);
        using var store = opening.Store;
        if (opening.Error is { } error)
            return [Finding.Problem("data", error, opening.IsDamaged ? "the next session sets it aside and goes on with the copy of doses and locks" : "give yourself the right to read and write it")];
        if (store is null)
            return [Finding.Good("data", $"{folder.Path}: nothing is kept yet")];
        try
        {
            return store.Read(Of);
        }
        catch (StoreException exception)
        {
            return [Finding.Problem("data", exception.Words, "keep the folder as it is, and report this")];
        }
    }

    private ImmutableArray<Finding> Of(Transaction work)
    {
        var sessions = new SessionTable(work).Newest(Looked);
        var found = ImmutableArray.CreateBuilder<Finding>();
        found.Add(Finding.Good("sqlite", Phrase.Verbatim(work.Query("SELECT sqlite_version()", row => row.Text(0))[0])));
        found.Add(Finding.Good("data", sessions.Length == Looked ? Phrase.Of($"{folder.Path}: {Looked} or more sessions") : Phrase.Of($"{folder.Path}: {Phrase.Count(sessions.Length, "session")}")));
        found.Add(OfEnds(sessions));
        foreach (var device in new RunningDevices(work).All())
            found.Add(OfRunning(device));
        return found.DrainToImmutable();
    }

    private Finding OfEnds(ImmutableArray<StoredSession> sessions)
    {
        const string topic = "unclean-end";
        if (sessions.FirstOrDefault(session => session.Closing is { Outcome: UncleanSessions.Outcome }) is not { Closing: { } closing } last)
            return Finding.Good(topic, "no session has ended without a word");
        var days = (clock.Wall.GetUtcNow() - closing.Ended).TotalDays;
        var ago = days < 1 ? "less than a day ago" : Phrase.Of($"{Phrase.Count((int)days, "day")} ago");
        var text = Phrase.Of($"session {last.Id} ended without a word at {clock.Local().Full(closing.Ended)}, {ago}");
        return Finding.Note(topic, text, "if it was no power cut and nobody ended it, report it: massager doctor --bundle FILE");
    }

    private Finding OfRunning(RunningDevice device)
    {
        const string topic = "motor";
        var text = Phrase.Of($"{device.Device} may run since {clock.Local().Full(device.Since)}");
        return device.Owner.Life() == ProcessLife.Alive
            ? Finding.Note(topic, $"{text}: its session is under way")
            : Finding.Problem(topic, text, "press the button on the device, or: massager stop --left");
    }
}
