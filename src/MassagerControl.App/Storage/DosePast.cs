using System.Collections.Immutable;
using System.Globalization;
using MassagerControl.Core.Safety;

namespace MassagerControl.App.Storage;

/// <summary>The past as the dose limits see it, by the present clock.</summary>
/// <param name="Doses">Finished sessions, those under way with all that they may still give, and locks.</param>
/// <param name="Notes">What is odd about the clock, for the person.</param>
internal sealed record DosePast(ImmutableArray<Dose> Doses, ImmutableArray<string> Notes)
{
    public static DosePast Of(StoreWork work, ClockReading now)
    {
        var table = new DoseTable(work);
        var open = new SessionTable(work).Open();
        var marks = open.Select(session => session.Mark).ToHashSet();
        var ended = table.All().Where(dose => !marks.Contains(dose.Mark)).ToArray();
        var notes = ClockNotes(ended, now).ToImmutableArray();
        foreach (var dose in ended.Where(dose => dose.Ended.Wall > now.Wall))
            table.Notice(dose.Mark, now.Wall);
        return new(
            [
                .. ended.Select(dose => new Dose(DoseClock.EndOf(dose.Ended, dose.Noticed, now), dose.Area, dose.Side, dose.Press, false)),
                .. open.Select(session => UnderWay(session, now)),
                .. new AreaLockTable(work).Holding().Select(held => new Dose(held.Locked, held.Area, held.Side, TimeSpan.Zero, true)),
            ],
            notes);
    }

    private static Dose UnderWay(StoredSession session, ClockReading now) =>
        new(now.Wall, session.Beginning.Area, session.Beginning.Side, session.Beginning.Planned, false) { UnderWay = true };

    private static IEnumerable<string> ClockNotes(StoredDose[] ended, ClockReading now)
    {
        if (ended.Length == 0)
            yield break;
        if (DoseClock.Moved(ended[^1].Ended, now) is { } moved)
            yield return $"the clock was set {(moved > TimeSpan.Zero ? "forward" : "back")} by {Length(moved.Duration())} since the last session; sessions count by the time that has really passed";
        if (ended.Any(dose => dose.Ended.Wall > now.Wall && dose.Noticed is null))
            yield return "a session lies in the future: the clock was wrong then or is wrong now; it counts as one that has just ended";
    }

    private static string Length(TimeSpan time) => time.TotalHours < 1
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0} min")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:0.#} h");
}
