using System.Collections.Immutable;
using MassagerControl.Chaos.Running;
using MassagerControl.Chaos.Scenarios;

namespace MassagerControl.Chaos.Judging;

/// <summary>Nobody has renewed the lease for a second: a motor that ran must be off.</summary>
/// <param name="Since">The motor ran, if it ran just before this.</param>
/// <param name="Silent">Until the next heartbeat nothing may run.</param>
internal sealed record LeaseOver(TimeSpan At, TimeSpan Since, bool Silent = false) : Entry(At);

/// <summary>The owner's heartbeat has noticed that the wall clock jumped or the machine slept.</summary>
/// <param name="Since">The heartbeat before.</param>
internal sealed record ClockJumpNoticed(TimeSpan At, TimeSpan Since) : Entry(At);

/// <summary>The twenty minutes are over.</summary>
internal sealed record SessionTimeOver(TimeSpan At) : Entry(At);

/// <summary>Moments that follow from the clocks alone, put between what was seen.</summary>
internal static class Milestone
{
    private static readonly TimeSpan Jump = TimeSpan.FromSeconds(2);

    // What happens at a moment is seen at that moment; looking comes just after it.
    public static readonly TimeSpan Look = TimeSpan.FromMilliseconds(1);

    public static ImmutableArray<Entry> Among(Account account)
    {
        var started = account.Entries.OfType<ProgramStarted>().Single().At;
        var clock = new HostSpan(account);
        var beats = Beats(account, started);
        IEnumerable<Entry> milestones =
        [
            .. LeasesOver(account, beats, clock),
            .. Hangs(account, beats, clock),
            new SessionTimeOver(clock.After(started, Allowance.LongestSession) + Look),
        ];
        var jumps = Jumps(beats);
        var seen = Heard(account.Entries).Select(entry => entry is OwnerBeat { Beat: var beat } && jumps.TryGetValue(beat, out var before) ? new ClockJumpNoticed(beat.World, before.World) : entry);
        // A lease that ran out while the computer stood still is lost before anybody is heard.
        return [.. milestones.Where(milestone => milestone.At < account.Ended.At).Concat(seen).OrderBy(entry => entry.At)];
    }

    private static List<HeartBeat> Beats(Account account, TimeSpan started)
    {
        // The program takes its own start for the first sign of life.
        var first = new HeartBeat(started, TimeSpan.Zero, default);
        var beats = account.Entries.OfType<OwnerBeat>().Select(entry => entry.Beat).ToList();
        if (beats.Count > 0)
        {
            var clock = new HostSpan(account);
            var host = clock.Between(started, beats[0].World);
            var jumped = account.Scenario.Host.Where(fault => fault.Kind == HostFaultKind.ClockJump && Seconds.Span(fault.At) > started && Seconds.Span(fault.At) <= beats[0].World);
            var wall = jumped.Aggregate(beats[0].World - started, (sum, fault) => sum + Seconds.Span(fault.Seconds));
            first = new(started, beats[0].Host - host, beats[0].Wall - wall);
        }
        beats.Insert(0, first);
        return beats;
    }

    private static IEnumerable<Entry> LeasesOver(Account account, List<HeartBeat> beats, HostSpan clock)
    {
        var hangs = account.Entries.OfType<HostTrouble>().Where(trouble => trouble.Kind == HostFaultKind.LoopHung).ToArray();
        for (var i = 0; i < beats.Count; i++)
        {
            // A heartbeat that comes while the loop hangs is taken when the loop goes on.
            var at = beats[i].World;
            var taken = hangs.FirstOrDefault(hang => hang.At <= at && at < hang.Until)?.Until ?? at;
            var over = clock.After(taken, Allowance.Lease);
            var silence = i + 1 < beats.Count ? clock.Between(taken, beats[i + 1].World) : TimeSpan.MaxValue;
            if (silence >= Allowance.Lease)
                yield return new LeaseOver(clock.Thaw(over) ?? (clock.GoesOn(over) ? over : over + Look), over - Look, Silent: silence > Allowance.Lease);
        }
    }

    /// <summary>The heartbeats that notice a jump, each with the one before.</summary>
    private static Dictionary<HeartBeat, HeartBeat> Jumps(List<HeartBeat> beats) => Enumerable.Range(1, beats.Count - 1)
        .Where(i => (beats[i].Wall - beats[i - 1].Wall - (beats[i].Host - beats[i - 1].Host)).Duration() > Jump)
        .ToDictionary(i => beats[i], i => beats[i - 1]);

    /// <remarks>While the loop hangs the heartbeats go on, but nobody takes them.</remarks>
    private static IEnumerable<Entry> Hangs(Account account, List<HeartBeat> beats, HostSpan clock)
    {
        foreach (var hang in account.Entries.OfType<HostTrouble>().Where(trouble => trouble.Kind == HostFaultKind.LoopHung))
            if (clock.After(hang.At, Allowance.Lease) is var over && hang.Until > over)
                yield return new LeaseOver((clock.Thaw(over) ?? over) + Look, hang.At);
            else if (clock.Between(beats.Last(beat => beat.World <= hang.At).World, hang.Until) >= Allowance.Lease)
                yield return new LeaseOver(hang.Until, hang.At);
    }

    /// <summary>What is said to a session that hangs is heard when it goes on.</summary>
    private static IEnumerable<Entry> Heard(IEnumerable<Entry> entries)
    {
        HostTrouble? hang = null;
        foreach (var entry in entries)
        {
            if (entry is HostTrouble { Kind: HostFaultKind.LoopHung } begins)
                hang = begins;
            yield return entry is Said && entry.At < hang?.Until ? entry with { At = hang.Until } : entry;
        }
    }
}
