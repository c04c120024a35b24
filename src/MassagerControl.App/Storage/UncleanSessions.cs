using System.Collections.Immutable;
using MassagerControl.App.Os;
using MassagerControl.Core.Safety;

namespace MassagerControl.App.Storage;

/// <summary>Finds sessions whose process died, and closes them with what they had written down.</summary>
internal static class UncleanSessions
{
    /// <summary>The outcome of a session whose process died.</summary>
    public const string Outcome = "interrupted";

    // A session lasts twenty minutes; the rest is for connecting before it and stopping after it.
    private static readonly TimeSpan Longest = HardLimits.Session + TimeSpan.FromMinutes(10);

    /// <returns>What was found, for the person.</returns>
    public static ImmutableArray<string> Settle(StoreWork work, StoreClock clock)
    {
        var now = clock.Now();
        var notes = ImmutableArray.CreateBuilder<string>();
        foreach (var session in new SessionTable(work).Open().Where(session => IsLeft(session, now)))
            notes.Add(Settle(work, session, clock.Local()));
        return notes.ToImmutable();
    }

    /// <summary>Nobody leads it any more.</summary>
    public static bool IsLeft(StoredSession session, ClockReading now) => session.Beginning.Owner.Life() switch
    {
        ProcessLife.Gone => true,
        ProcessLife.Alive => false,
        ProcessLife.Unknown => now.Wall - DoseClock.EndOf(session.Beginning.Began, null, now) > Longest,
    };

    private static string Settle(StoreWork work, StoredSession session, LocalTime local)
    {
        var told = new SessionTable(work).Events(session.Id).Select(JournaledEvent.Of).ToArray();
        var (beginning, doses) = (session.Beginning, new DoseTable(work));
        var counted = doses.Find(session.Mark);
        var last = told.Length > 0 ? told[^1].At : TimeSpan.Zero;
        var press = DoseRecovery.PressOf(
            told.Where(e => e.Pressing is not null).Select(e => (e.At, e.Pressing!.Value)), last, counted?.Press ?? TimeSpan.Zero, beginning.Planned);
        var ended = End(beginning.Began, last, counted?.Ended);
        doses.Put(new(session.Mark, session.Id, ended, beginning.Area, beginning.Side, press, beginning.Device));
        if (told.Select(e => e.Lock).OfType<string>().FirstOrDefault() is { } kind)
            new AreaLockTable(work).Lock(beginning.Area, beginning.Side, ended.Wall, kind, session.Id);
        var running = new RunningDevices(work).All().Any(device => device.Session == session.Id);
        new SessionTable(work).End(session.Id, new(
            ended.Wall, Outcome, "its process ended without a word", told.Select(e => e.Rep).DefaultIfEmpty().Max(), press,
            told.Select(e => e.Intensity).DefaultIfEmpty().Max(), !running));
        return $"session {session.Id} ended without a word at {local.Text(ended.Wall)}: it counts with {press.TotalSeconds:0} s of press";
    }

    /// <summary>The later of the last event and the last count, and the second that a crash may lose.</summary>
    private static ClockReading End(ClockReading began, TimeSpan last, ClockReading? counted)
    {
        var told = Later(began, last + DoseRecovery.Unwritten);
        return counted is null || counted.Wall + DoseRecovery.Unwritten <= told.Wall ? told : Later(counted, DoseRecovery.Unwritten);
    }

    private static ClockReading Later(ClockReading reading, TimeSpan by) => reading with { Wall = reading.Wall + by, Up = reading.Up + by };
}
