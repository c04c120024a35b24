using MassagerControl.Core.Doses;

namespace MassagerControl.Runtime.Storage;

/// <summary>Reads the past out of a store.</summary>
internal static class StoredPast
{
    /// <summary>Doses whose end lies in the future are noticed in passing.</summary>
    public static DosePast Of(Transaction work, ClockReading now)
    {
        var table = new DoseTable(work);
        var (ended, underWay) = Doses(work, now);
        foreach (var dose in ended.Where(dose => DosePast.IsAhead(dose, now)))
            table.Notice(dose.Mark, now.Wall);
        return DosePast.Of(ended, underWay, new AreaLockTable(work).Holding(), now);
    }

    /// <summary>The same for looking only: nothing is written.</summary>
    public static DosePast Seen(Transaction work, ClockReading now)
    {
        var (ended, underWay) = Doses(work, now);
        return DosePast.Of(ended, underWay, new AreaLockTable(work).Holding(), now);
    }

    private static (DoseEntry[] Ended, Dose[] UnderWay) Doses(Transaction work, ClockReading now)
    {
        var open = new SessionTable(work).Open();
        var marks = open.Select(session => session.Mark).ToHashSet();
        return (
            [.. new DoseTable(work).All().Where(dose => !marks.Contains(dose.Mark))],
            [.. open.Select(session => DosePast.UnderWay(session.Beginning.Area, session.Beginning.Side, session.Beginning.Planned, now))]);
    }
}
