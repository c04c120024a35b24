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
    private readonly ImmutableArray<Interval> _helpless;
    private readonly ImmutableArray<Interval> _deaf;

    public HostSpan(Account account)
    {
        var troubles = account.Entries.OfType<HostTrouble>().ToArray();
        _asleep = Interval.Union(troubles.Where(trouble => trouble.Kind == HostFaultKind.Suspended).Select(Of));
        _standing = Interval.Union(troubles.Where(trouble => trouble.Kind is HostFaultKind.Suspended or HostFaultKind.Frozen).Select(Of));
        var hangs = troubles.Where(trouble => trouble.Kind == HostFaultKind.LoopHung).Select(Of).ToArray();
        _helpless = Interval.Union(_standing.Concat(hangs.Select(hang => hang with { To = hang.To < hang.From + Hang ? hang.To : hang.From + Hang })));
        _deaf = Interval.Union(_standing.Concat(hangs));
    }

    /// <summary>The world's time when so much has passed on the computer's clock.</summary>
    public TimeSpan After(TimeSpan from, TimeSpan span) => Passed(_asleep, from, span);

    /// <summary>When a computer that stands still at that moment goes on; null while it does not stand still.</summary>
    public TimeSpan? Thaw(TimeSpan at) => Interval.At(_standing, at)?.To;

    /// <summary>The world's time when the program has had so much time to stop a motor on the link that it has; of a loop that hangs the lease takes care.</summary>
    public TimeSpan Stopped(TimeSpan from, TimeSpan span) => Passed(_helpless, from, span);

    /// <summary>A computer that stood still goes on in this moment.</summary>
    public bool GoesOn(TimeSpan at) => _standing.Any(standing => standing.To == at);

    /// <summary>The loop hangs, or everything stands still.</summary>
    public bool IsDeaf(TimeSpan at) => Interval.At(_deaf, at) is not null;

    /// <summary>The world's time when the program has had so much time to make a link: nobody else does while its loop hangs.</summary>
    public TimeSpan Linked(TimeSpan from, TimeSpan span) => Passed(_deaf, from, span);

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
