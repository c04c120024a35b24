using MassagerControl.Core.Areas;

namespace MassagerControl.Core.Doses;

/// <summary>When an area was locked, where the wall clock may have been moved since.</summary>
public static class LockMoment
{
    /// <param name="doses">All that are kept; those of the session that locked count.</param>
    /// <returns>The latest moment, by the present wall clock, at which it may have been locked.</returns>
    public static DateTimeOffset Latest(AreaLock held, IEnumerable<DoseEntry> doses, ClockReading now) => doses
        .Where(dose => held.Session is not null && dose.Session == held.Session)
        .Select(dose => DoseClock.EndOf(dose.Ended, dose.Noticed, now))
        .Append(held.Locked)
        .Max();
}
