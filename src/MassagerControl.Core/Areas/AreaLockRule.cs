namespace MassagerControl.Core.Areas;

/// <param name="Reason">Why it stays locked; null when it may be cleared.</param>
/// <param name="NotBefore">The first moment at which it may be cleared, as the clock says now.</param>
public sealed record UnlockVerdict(Phrase? Reason, DateTimeOffset NotBefore)
{
    public bool May => Reason is null;
}

/// <summary>When a person may clear the lock of a place that a red flag left.</summary>
public static class AreaLockRule
{
    /// <summary>Another day is another date and at least so much later: nobody clears at 0:05 what was locked at 23:55. This project's own choice.</summary>
    public static readonly TimeSpan LeastTime = TimeSpan.FromHours(12);

    /// <param name="now">With the person's own offset: days are those of their calendar.</param>
    public static UnlockVerdict Judge(DateTimeOffset locked, DateTimeOffset now)
    {
        var local = locked.ToOffset(now.Offset);
        var nextDay = new DateTimeOffset(local.Date.AddDays(1), now.Offset);
        var soonest = local + LeastTime;
        var notBefore = nextDay > soonest ? nextDay : soonest;
        if (now < locked)
            return new("the clock stands before the moment at which it was locked; set it right first", notBefore);
        return now < notBefore ? new("it can be cleared on another day only", notBefore) : new(null, notBefore);
    }
}
