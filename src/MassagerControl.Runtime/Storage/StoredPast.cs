using MassagerControl.Core.Areas;
using MassagerControl.Core.Doses;

namespace MassagerControl.Runtime.Storage;

/// <summary>Reads the past out of a store.</summary>
internal static class StoredPast
{
    /// <summary>Doses whose end lies in the future are noticed in passing.</summary>
    /// <param name="person">Whose past, in a room of a clinic; null where nobody is told apart, so that everybody's counts.</param>
    public static DosePast Of(Transaction work, ClockReading now, ClinicPerson? person = null)
    {
        var table = new DoseTable(work);
        var own = person is null ? null : new PersonRows(work, person);
        var (ended, underWay) = Doses(work, now, own);
        foreach (var dose in ended.Where(dose => DosePast.IsAhead(dose, now)))
            table.Notice(dose.Mark, now.Wall);
        var locks = new AreaLockTable(work).All().Where(one => own is null || own.HasLock(one)).ToArray();
        return DosePast.Of(ended, underWay, locks.Where(one => one.Cleared is null), now) with { Setbacks = [.. locks.Select(one => SetbackOf(one, ended, now))] };
    }

    /// <summary>A lock that was cleared was made all the same.</summary>
    public static Setback SetbackOf(AreaLock made, IEnumerable<DoseEntry> doses, ClockReading now) =>
        Setback.OfLock(new(made.Area, made.Side), LockMoment.Latest(made, doses, now), made.Kind);

    /// <summary>The same for looking only: nothing is written.</summary>
    public static DosePast Seen(Transaction work, ClockReading now)
    {
        var (ended, underWay) = Doses(work, now, null);
        return DosePast.Of(ended, underWay, new AreaLockTable(work).Holding(), now);
    }

    private static (DoseEntry[] Ended, Dose[] UnderWay) Doses(Transaction work, ClockReading now, PersonRows? own)
    {
        var open = new SessionTable(work).Open();
        var marks = open.Select(session => session.Mark).ToHashSet();
        return (
            [.. new DoseTable(work).All().Where(dose => !marks.Contains(dose.Mark) && (own is null || own.HasDose(dose.Session)))],
            [.. open.Where(session => own is null || own.HasDose(session.Id)).Select(session => DosePast.UnderWay(session.Beginning.Area, session.Beginning.Side, session.Beginning.Planned, now))]);
    }
}
