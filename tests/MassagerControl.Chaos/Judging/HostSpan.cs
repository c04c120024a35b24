using System.Collections.Immutable;
using MassagerControl.Chaos.Running;
using MassagerControl.Chaos.Scenarios;

namespace MassagerControl.Chaos.Judging;

/// <summary>Measures time as the computer's monotonic clock does.</summary>
internal sealed class HostSpan(ImmutableArray<HostFault> faults)
{
    private readonly ImmutableArray<Interval> _asleep = Intervals(faults, HostFaultKind.Suspended);
    private readonly ImmutableArray<Interval> _standing = Intervals(faults, HostFaultKind.Suspended, HostFaultKind.Frozen);

    /// <summary>The world's time when so much has passed for the computer and it can do something, and whether it stood still until then.</summary>
    public (TimeSpan At, bool Stood) After(TimeSpan from, TimeSpan span)
    {
        var at = from + span;
        foreach (var asleep in _asleep)
            if (asleep.To > from && asleep.From < at)
                at += asleep.To - (asleep.From > from ? asleep.From : from);
        return Interval.At(_standing, at) is { } standing ? (standing.To, true) : (at, false);
    }

    public TimeSpan Between(TimeSpan from, TimeSpan to) =>
        to - from - _asleep.Aggregate(TimeSpan.Zero, (sum, asleep) => sum + (asleep.Before(to) - asleep.Before(from)));

    private static ImmutableArray<Interval> Intervals(ImmutableArray<HostFault> faults, params HostFaultKind[] kinds) => Interval.Union(
        faults.Where(fault => kinds.Contains(fault.Kind)).Select(fault => new Interval(Seconds.Span(fault.At), Seconds.Span(fault.At + fault.Seconds))));
}
