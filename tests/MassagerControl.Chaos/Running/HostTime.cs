using System.Collections.Immutable;
using MassagerControl.Chaos.Scenarios;
using MassagerControl.Core.Timing;
using MassagerControl.Runtime.Runs;

namespace MassagerControl.Chaos.Running;

/// <summary>The clocks of the computer that runs the session, with everything that can go wrong with them; the device keeps the world's time.</summary>
/// <remarks>For one thread, like the time that it is made from.</remarks>
internal sealed class HostTime : TimeProvider
{
    private static readonly DateTimeOffset Epoch = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly VirtualTimeProvider _world;
    private readonly ImmutableArray<Interval> _standing;
    private readonly ImmutableArray<Interval> _asleep;
    private readonly ImmutableArray<Interval> _silent;
    private readonly ImmutableArray<HostFault> _jumps;
    private readonly Queue<Action> _waiting = [];
    private readonly ITimer _thaw;

    public HostTime(VirtualTimeProvider world, ImmutableArray<HostFault> faults)
    {
        _world = world;
        _standing = Interval.Union(faults.Where(fault => fault.Kind is HostFaultKind.Frozen or HostFaultKind.Suspended).Select(Of));
        _asleep = Interval.Union(faults.Where(fault => fault.Kind == HostFaultKind.Suspended).Select(Of));
        _silent = Interval.Union(faults.Where(fault => fault.Kind == HostFaultKind.OwnerSilent).Select(Of));
        _jumps = [.. faults.Where(fault => fault.Kind == HostFaultKind.ClockJump)];
        _thaw = world.CreateTimer(_ => Thaw(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Told each heartbeat of the owner, just before the program hears it.</summary>
    public event Action<HeartBeat>? Beat;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>How far the monotonic clock of the computer has moved.</summary>
    public TimeSpan Elapsed => World - _asleep.Aggregate(TimeSpan.Zero, (sum, asleep) => sum + asleep.Before(World));

    public TimeSpan World => _world.Elapsed;

    /// <summary>When the computer goes on; null while it does not stand still.</summary>
    public TimeSpan? StandsUntil => Interval.At(_standing, World)?.To;

    private bool IsOwnerSilent => Interval.At(_silent, World) is not null;

    public override long GetTimestamp() => Elapsed.Ticks;

    public override DateTimeOffset GetUtcNow() =>
        _jumps.Where(jump => Seconds.Span(jump.At) <= World).Aggregate(Epoch + World, (wall, jump) => wall + Seconds.Span(jump.Seconds));

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var beats = callback.Target is LeaseRenewal;
        var timer = new HostTimer(this, _world, () => Ring(callback, state, beats));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Does it now, or, while the computer stands still, when it goes on; in the order of asking.</summary>
    public void Soon(Action act)
    {
        if (StandsUntil is not { } until)
        {
            act();
            return;
        }
        _waiting.Enqueue(act);
        _thaw.Change(until - World, Timeout.InfiniteTimeSpan);
    }

    private static Interval Of(HostFault fault) => new(Seconds.Span(fault.At), Seconds.Span(fault.At + fault.Seconds));

    private void Ring(TimerCallback callback, object? state, bool beats)
    {
        if (beats && IsOwnerSilent)
            return;
        if (beats)
            Beat?.Invoke(new(World, Elapsed, GetUtcNow()));
        callback(state);
    }

    private void Thaw()
    {
        while (StandsUntil is null && _waiting.TryDequeue(out var act))
            act();
        if (_waiting.Count > 0)
            _thaw.Change(StandsUntil!.Value - World, Timeout.InfiniteTimeSpan);
    }
}

/// <summary>One heartbeat of the owner, on all clocks.</summary>
/// <param name="Host">On the computer's monotonic clock.</param>
internal sealed record HeartBeat(TimeSpan World, TimeSpan Host, DateTimeOffset Wall);
