using System.Collections.Immutable;
using MassagerControl.Chaos.Running;
using MassagerControl.Chaos.Scenarios;
using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Simulation;

namespace MassagerControl.Chaos.Judging;

/// <summary>When a fault makes it impossible to turn the motor off, and how long the program may take afterwards.</summary>
/// <remarks>Outside these stretches a motor that must be off is off at once.</remarks>
internal sealed class Troubles
{
    /// <summary>A stop that is not answered drops its link after so long, and one that failed is sent again after so long.</summary>
    public static readonly TimeSpan Stop = TimeSpan.FromMilliseconds(500);

    /// <summary>A write that is not answered is waited for so long.</summary>
    public static readonly TimeSpan Write = TimeSpan.FromSeconds(2);

    /// <summary>The longest pause between two tries to make a link.</summary>
    public static readonly TimeSpan Backoff = TimeSpan.FromSeconds(5);

    private readonly ImmutableArray<Interval> _spans;

    public Troubles(Account account, Allowance allowance)
    {
        var spans = new List<Interval>();
        var linked = TimeSpan.Zero;
        TimeSpan? unheard = null;
        foreach (var entry in account.Entries)
            if (entry is DeviceEntry { What: CentralConnected })
                linked = entry.At;
            else if (entry is DeviceEntry { What: FrameArrived { Operation: { } operation } } && operation == account.Prepared.Profile.Stop.Name)
                Close(spans, ref unheard, entry.At);
            else if (entry is DeviceEntry { What: FaultBefell befell } && IsSilentLoss(befell, account, allowance))
                unheard ??= entry.At;
            else if (entry is DeviceEntry { What: var happened })
                AddDevice(spans, happened, linked, allowance);
            else if (entry is HostTrouble trouble)
                AddHost(spans, trouble);
        Close(spans, ref unheard, TimeSpan.MaxValue);
        Lies = account.Entries.OfType<DeviceEntry>().Any(entry => entry.What is FaultBegan { Fault: KeepRunning })
            || account.Scenario.OnDisconnect == OnDisconnect.Continues;
        _spans = Interval.Union(spans);
        // Whoever gave up while the device could not be stopped has said so; the motor is no longer the program's.
        if (account.Ended is { End: { ConfirmedOff: false }, At: var ended } && At(ended))
            _spans = Interval.Union([.. spans, new(ended, TimeSpan.MaxValue)]);
    }

    /// <summary>The device may run on without a link although its profile says that it does not.</summary>
    public bool Lies { get; }

    public bool At(TimeSpan at) => Interval.At(_spans, at) is not null;

    public bool Near(TimeSpan at, TimeSpan margin) => _spans.Any(span => span.From <= at + margin && at - margin < span.To);

    /// <summary>The first moment of a stretch that no trouble excuses; null when all of it is excused.</summary>
    public TimeSpan? FirstUnexcused(Interval stretch)
    {
        var at = stretch.From;
        foreach (var span in _spans)
            if (span.Has(at))
                at = span.To;
        return at < stretch.To ? at : null;
    }

    /// <summary>How much of a stretch is excused.</summary>
    public TimeSpan Within(Interval stretch) =>
        _spans.Aggregate(TimeSpan.Zero, (sum, span) => sum + (span.Before(stretch.To) - span.Before(stretch.From)));

    /// <summary>A stop without response to a device that never says its level: the question behind it proves the stop only as long as writes keep their order.</summary>
    private static bool IsSilentLoss(FaultBefell befell, Account account, Allowance allowance) =>
        (befell.Kind == typeof(LoseWrite) || befell.Kind == typeof(RefuseWrite))
        && !allowance.Tells && account.Prepared.Profile.Stop.Mode == WriteMode.WithoutResponse;

    private static void Close(List<Interval> spans, ref TimeSpan? from, TimeSpan to)
    {
        if (from is { } since)
            spans.Add(new(since, to));
        from = null;
    }

    private static void AddDevice(List<Interval> spans, PeripheralEvent happened, TimeSpan linked, Allowance allowance)
    {
        var at = happened.At;
        switch (happened)
        {
            case FaultBegan { Fault: (DropLink or NeverConnect) and LastingFault { For: var span } }:
                spans.Add(new(at, End(at, span, Stop + Backoff)));
                break;
            case FaultBegan { Fault: (Silent or Hung) and LastingFault { For: var span } }:
                spans.Add(new(at, End(at, span, Stop + Backoff + Write)));
                break;
            case FaultBegan { Fault: DelayAnswers { By: var by, For: var span } }:
                spans.Add(new(at, End(at, span, by + Stop + Backoff + Write)));
                break;
            case FaultBegan { Fault: IgnoreStop { For: var span } }:
                // A device that acknowledges a stop, goes on, and never says its level cannot be found out.
                spans.Add(new(at, allowance.Tells ? End(at, span, 3 * Stop) : TimeSpan.MaxValue));
                break;
            case FaultBefell when at - linked < Write + Stop:
                // Befallen while it is made, a link may fail, and the next try comes after a pause.
                spans.Add(new(at, at + Write + Stop + Backoff));
                break;
            case FaultBefell { Kind: var kind } when kind == typeof(LoseAnswer) || kind == typeof(LoseWrite):
                spans.Add(new(at, at + Write + Stop));
                break;
            case FaultBefell { Kind: var kind } when kind == typeof(RefuseWrite):
                spans.Add(new(at, at + Stop + TimeSpan.FromTicks(1)));
                break;
        }
    }

    private static void AddHost(List<Interval> spans, HostTrouble trouble)
    {
        if (trouble.Kind is HostFaultKind.Frozen or HostFaultKind.Suspended)
            spans.Add(new(trouble.At, trouble.Until + TimeSpan.FromTicks(1)));
        if (trouble.Kind == HostFaultKind.LoopHung)
            spans.Add(new(trouble.At, Earlier(trouble.Until, trouble.At + Allowance.Lease) + TimeSpan.FromTicks(1)));
    }

    private static TimeSpan End(TimeSpan at, TimeSpan? span, TimeSpan after) => span is { } known ? at + known + after : TimeSpan.MaxValue;

    private static TimeSpan Earlier(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
