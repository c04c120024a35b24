using System.Collections.Immutable;
using MassagerControl.Chaos.Running;
using MassagerControl.Chaos.Scenarios;

namespace MassagerControl.Chaos.Judging;

/// <summary>Measures time as the computer's monotonic clock does.</summary>
internal sealed class HostSpan
{
    // A loop that hangs is helped out by the lease, whose stop may first have to drop the link.
    private static readonly TimeSpan Hang = Allowance.Lease + TimeSpan.FromMilliseconds(500);

    private readonly ImmutableArray<Interval> _asleep;
    private readonly ImmutableArray<Interval> _standing;
    private readonly ImmutableArray<Interval> _busy;

    public HostSpan(Account account)
    {
        var troubles = account.Entries.OfType<HostTrouble>().ToArray();
        _asleep = Interval.Union(troubles.Where(trouble => trouble.Kind == HostFaultKind.Suspended).Select(Of));
        _standing = Interval.Union(troubles.Where(trouble => trouble.Kind is HostFaultKind.Suspended or HostFaultKind.Frozen).Select(Of));
        var hangs = troubles.Where(trouble => trouble.Kind == HostFaultKind.LoopHung)
            .Select(hang => new Interval(hang.At, hang.Until < hang.At + Hang ? hang.Until : hang.At + Hang));
        _busy = Interval.Union(_standing.Concat(hangs));
    }

    /// <summary>The world's time when so much has passed on the computer's clock and it can do something, and whether it stood still until then.</summary>
    public (TimeSpan At, bool Stood) After(TimeSpan from, TimeSpan span)
    {
        var at = Passed(_asleep, from, span);
        return Interval.At(_standing, at) is { } standing ? (standing.To, true) : (at, false);
    }

    /// <summary>The world's time when the program has had so much time to do something.</summary>
    public TimeSpan Reacted(TimeSpan from, TimeSpan span) => Passed(_busy, from, span);

    public TimeSpan Between(TimeSpan from, TimeSpan to) =>
        to - from - _asleep.Aggregate(TimeSpan.Zero, (sum, asleep) => sum + (asleep.Before(to) - asleep.Before(from)));

    private static TimeSpan Passed(ImmutableArray<Interval> lost, TimeSpan from, TimeSpan span)
    {
        var at = from + span;
        foreach (var interval in lost)
            if (interval.To > from && interval.From < at)
                at += interval.To - (interval.From > from ? interval.From : from);
        return at;
    }

    private static Interval Of(HostTrouble trouble) => new(trouble.At, trouble.Until);
}
