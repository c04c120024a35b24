using System.Collections.Immutable;
using MassagerControl.Core.Areas;
using MassagerControl.Core.Doses;

namespace MassagerControl.Clinic.Ledgers;

/// <summary>A lock that holds, and when it may be cleared.</summary>
internal sealed record HeldLock(LedgerLock Lock, UnlockVerdict Verdict);

/// <summary>A person's ledger as the desk reads it.</summary>
internal static class LedgerView
{
    public static ImmutableArray<HeldLock> Held(LedgerState state, DateTimeOffset now) =>
    [
        .. state.Locks.Where(one => one.Cleared is null)
            .Select(one => new HeldLock(one, AreaLockRule.Judge(LockMoment.Latest(LedgerPast.Lock(one, 0), [], new(now, null, TimeSpan.Zero)), now))),
    ];

    /// <summary>Those that count in the last 24 hours, the newest first.</summary>
    public static ImmutableArray<LedgerEntry> Recent(LedgerState state, DateTimeOffset now) =>
        [.. state.Sessions.Where(session => session.IsOpen(now) || now - session.End < TimeSpan.FromDays(1)).OrderByDescending(session => session.Granted)];
}
