using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Core.Doses;
using MassagerControl.Runtime.Os;

namespace MassagerControl.Runtime.Storage;

/// <summary>Finds sessions whose process died, and closes them with what they had written down.</summary>
public static class UncleanSessions
{
    /// <summary>The outcome of a session whose process died.</summary>
    public const string Outcome = "interrupted";

    /// <returns>What was found, for the person.</returns>
    public static ImmutableArray<Phrase> Settle(Transaction work, StoreClock clock)
    {
        var now = clock.Now();
        var notes = ImmutableArray.CreateBuilder<Phrase>();
        foreach (var session in new SessionTable(work).Open().Where(session => IsLeft(session, now)))
            notes.Add(Settle(work, session, clock.Local()));
        return notes.ToImmutable();
    }

    /// <summary>Nobody leads it any more.</summary>
    public static bool IsLeft(StoredSession session, ClockReading now) => session.Beginning.Owner.Life() switch
    {
        ProcessLife.Gone => true,
        ProcessLife.Alive => false,
        ProcessLife.Unknown => DoseRecovery.MustBeOver(session.Beginning.Began, now),
    };

    private static Phrase Settle(Transaction work, StoredSession session, LocalTime local)
    {
        var (beginning, doses) = (session.Beginning, new DoseTable(work));
        var told = new SessionTable(work).Events(session.Id).Select(JournalReader.Of).ToArray();
        var found = DoseRecovery.Of(told, beginning.Began, doses.Find(session.Mark), beginning.Planned);
        doses.Put(new(session.Mark, session.Id, found.Ended, beginning.Area, beginning.Side, found.Press, beginning.Device));
        if (found.Lock is { } kind)
            new AreaLockTable(work).Lock(beginning.Area, beginning.Side, found.Ended.Wall, kind, session.Id);
        new ClinicBookings(work).Settle(beginning, doses.Find(session.Mark)!, found.Lock);
        var running = new RunningDevices(work).All().Any(device => device.Session == session.Id);
        var closing = new SessionClosing(found.Ended.Wall, Outcome, "its process ended without a word", found.Reps, found.Press, found.MaxIntensity, !running);
        if (new SessionTable(work).End(session.Id, closing) && ClinicRecord.Of(work, session.Id, beginning, closing) is { } record)
            new ClinicOutbox(work).Add(record);
        return $"session {session.Id} ended without a word at {local.Text(found.Ended.Wall)}: it counts with {found.Press.TotalSeconds:0} s of press";
    }
}
