using System.Threading.RateLimiting;

namespace MassagerControl.Clinic.Http;

/// <summary>How many refusals are written down: whoever sends many must fill neither a disk nor the audit log.</summary>
/// <remarks>Members may be called from any thread.</remarks>
internal sealed class Refusals : IDisposable
{
    /// <summary>Within a minute, of one key, or of all strangers together.</summary>
    public const int Most = 60;

    private readonly PartitionedRateLimiter<string> _refusals = EachMinute(Most);
    private readonly PartitionedRateLimiter<string> _overflows = EachMinute(1);

    /// <summary>This one is written down.</summary>
    /// <param name="who">The id of a key; empty for strangers.</param>
    public bool IsWritten(string who) => Take(_refusals, who);

    /// <summary>Of one that is not: that there are more is written down, once a minute.</summary>
    public bool IsOverflow(string who) => Take(_overflows, who);

    public void Dispose()
    {
        _refusals.Dispose();
        _overflows.Dispose();
    }

    private static bool Take(PartitionedRateLimiter<string> limiter, string who)
    {
        using var lease = limiter.AttemptAcquire(who);
        return lease.IsAcquired;
    }

    private static PartitionedRateLimiter<string> EachMinute(int most) => PartitionedRateLimiter.Create<string, string>(who =>
        RateLimitPartition.GetFixedWindowLimiter(who, _ => new() { PermitLimit = most, Window = TimeSpan.FromMinutes(1) }));
}
