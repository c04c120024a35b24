using System.Collections.Immutable;
using MassagerControl.Chaos.Running;
using MassagerControl.Chaos.Scenarios;
using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Profiles;
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

    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    private readonly List<Interval> _found = [];
    private readonly ImmutableArray<Interval> _spans;
    private readonly HostSpan _host;
    private readonly Allowance _allowance;
    private readonly DeviceProfile _profile;
    private TimeSpan _linked;
    private TimeSpan? _unheard;
    private TimeSpan? _pending;
    private readonly List<Interval> _stuck = [];
    private readonly List<Interval> _secret = [];

    public Troubles(Account account, Allowance allowance)
    {
        (_host, _allowance, _profile) = (new HostSpan(account), allowance, account.Prepared.Profile);
        Mute = !allowance.Tells || (_profile.RequestStatus is null && account.Entries.Any(IsWordLost));
        foreach (var entry in account.Entries)
            Take(entry);
        CloseUnheard(TimeSpan.MaxValue);
        if (_pending is { } pending)
            _stuck.Add(new(pending, TimeSpan.MaxValue));
        Lies = _profile.OnDisconnect == OnDisconnect.Stops
            && (account.Scenario.OnDisconnect == OnDisconnect.Continues || account.Entries.Any(entry => entry is DeviceEntry { What: FaultBegan { Fault: KeepRunning } }));
        _spans = Interval.Union(_found);
        // Whoever gave up while the device could not be stopped has said so, and whoever was lied to cannot know: the motor is no longer the program's.
        if (account.Ended is { End: { } end, At: var ended } && (end.ConfirmedOff ? Lies : At(ended)))
            _spans = Interval.Union([.. _found, new(ended, TimeSpan.MaxValue)]);
    }

    /// <summary>The device runs on without a link although its profile says that it does not.</summary>
    public bool Lies { get; }

    /// <summary>The device never says its level, or its word was lost and nobody can ask it: one that acknowledges a stop and goes on cannot be found out.</summary>
    public bool Mute { get; }

    public bool At(TimeSpan at) => Interval.At(_spans, at) is not null;

    /// <summary>A command was lost without a word, and the device never says its level: nobody can know.</summary>
    public bool IsSecret(TimeSpan at) => !_allowance.Tells && _secret.Any(secret => secret.Has(at));

    /// <summary>When what is asked for at a moment can be done: on a link whose last request was never answered a stop has to wait, and then to drop the link.</summary>
    public TimeSpan Begin(TimeSpan at) => _stuck.Any(stuck => stuck.Has(at)) ? at + Stop + Tick : at;

    /// <summary>There was one by then.</summary>
    public bool Since(TimeSpan now) => _spans.Any(span => span.From <= now);

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

    /// <summary>The parts of a stretch that are left and right of all that is excused for so long or longer.</summary>
    public IEnumerable<Interval> Between(Interval stretch, TimeSpan longEnough)
    {
        var from = stretch.From;
        foreach (var span in _spans.Where(span => span.Before(stretch.To) - span.Before(stretch.From) >= longEnough))
        {
            yield return new(from, span.From > from ? span.From : from);
            from = span.To < stretch.To ? span.To : stretch.To;
        }
        yield return new(from, stretch.To);
    }

    /// <summary>How much of a stretch is excused.</summary>
    public TimeSpan Within(Interval stretch) =>
        _spans.Aggregate(TimeSpan.Zero, (sum, span) => sum + (span.Before(stretch.To) - span.Before(stretch.From)));

    private void Take(Entry entry)
    {
        switch (entry)
        {
            case DeviceEntry { What: CentralConnected }:
                _linked = entry.At;
                break;
            case DeviceEntry { What: CentralDisconnected } when _pending is { } since:
                _stuck.Add(new(since, entry.At + Tick));
                _pending = null;
                break;
            case DeviceEntry { What: FrameArrived { Operation: { } operation } } when operation == _profile.Stop.Name || _allowance.Driving.Contains(operation):
                CloseUnheard(entry.At);
                break;
            case DeviceEntry { What: FaultBegan { Fault: var fault } }:
                TakeFault(fault, entry.At);
                break;
            case DeviceEntry { What: FaultBefell befell }:
                Befall(befell);
                break;
            case HostTrouble { Kind: HostFaultKind.Frozen or HostFaultKind.Suspended } trouble:
                _found.Add(new(trouble.At, trouble.Until + Tick));
                break;
            case HostTrouble { Kind: HostFaultKind.LoopHung } trouble:
                _found.Add(new(trouble.At, Earlier(trouble.Until, _host.After(trouble.At, Allowance.Lease)) + Tick));
                break;
        }
    }

    private void TakeFault(Fault fault, TimeSpan at)
    {
        switch (fault)
        {
            case (DropLink or NeverConnect) and LastingFault { For: var span }:
                AddLink(at, span, Stop + Backoff);
                break;
            case (Silent or Hung) and LastingFault { For: var span }:
                // Whether it has swallowed a request or a command cannot be seen.
                _pending ??= at;
                if (IsCommanded && !_allowance.Tells)
                    _unheard ??= at;
                AddLink(at, span, Stop + Backoff + Write);
                break;
            case DelayAnswers { By: var by, For: var span }:
                AddLink(at, span, by + Stop + Backoff + Write);
                break;
            case IgnoreStop { For: var span }:
                AddLink(at, Mute ? null : span, Stop + Backoff + Write);
                break;
        }
    }

    private void Befall(FaultBefell befell)
    {
        if (befell.Kind == typeof(LoseAnswer) || befell.Kind == typeof(LoseWrite))
            _pending ??= befell.At;
        // One step follows the other when the device has said where it is.
        if (_profile.Steps is not null && (befell.Kind == typeof(FragmentNotification) || befell.Kind == typeof(CorruptNotification)))
            _found.Add(new(befell.At, _host.Stopped(befell.At, Write + Stop)));
        // Befallen while it is made, a link may fail, and the next try comes after a pause.
        if (befell.At - _linked < Write + Stop)
            AddLink(befell.At, TimeSpan.Zero, Write + Stop + Backoff);
        else if (befell.Kind == typeof(LoseAnswer) || befell.Kind == typeof(LoseWrite))
            _found.Add(new(befell.At, _host.IsDeaf(befell.At) ? _host.Linked(befell.At, Write + Stop) : _host.Stopped(befell.At, Write + Stop)));
        else if (befell.Kind == typeof(RefuseWrite))
            // Whoever comes back from a hang begins its wait anew, and the next frame keeps the device's gap.
            _found.Add(new(befell.At, _host.Stopped(befell.At, (_host.IsDeaf(befell.At) ? 2 * Stop : Stop) + _profile.MinimumGap + Tick)));
        // Nobody knows of a command that was lost until the next one arrives.
        if ((befell.Kind == typeof(LoseWrite) || befell.Kind == typeof(RefuseWrite)) && IsCommanded)
            _unheard ??= befell.At;
    }

    private static bool IsWordLost(Entry entry) =>
        entry is DeviceEntry { What: FaultBefell befell } && (befell.Kind == typeof(FragmentNotification) || befell.Kind == typeof(CorruptNotification) || befell.Kind == typeof(LoseAnswer));

    private bool IsCommanded => _profile.SetLevel.Mode == WriteMode.WithoutResponse || (_profile.Stop.Mode == WriteMode.WithoutResponse && !_allowance.Tells);

    private void CloseUnheard(TimeSpan at)
    {
        if (_unheard is { } since)
        {
            _found.Add(new(since, at));
            _secret.Add(new(since, at));
        }
        _unheard = null;
    }

    /// <param name="span">How long the fault lasts; null for ever.</param>
    /// <param name="after">What the program may take afterwards, while it can do something.</param>
    private void AddLink(TimeSpan at, TimeSpan? span, TimeSpan after) =>
        _found.Add(new(at, span is { } known ? _host.Linked(at + known, after) : TimeSpan.MaxValue));

    private static TimeSpan Earlier(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
