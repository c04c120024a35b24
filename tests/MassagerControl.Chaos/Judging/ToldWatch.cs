using MassagerControl.Chaos.Running;
using MassagerControl.Chaos.Scenarios;
using MassagerControl.Devices.Simulation;

namespace MassagerControl.Chaos.Judging;

/// <summary>A person whose motor cannot be turned off is told to press the device's own button, soon.</summary>
internal sealed class ToldWatch(Troubles troubles, Account account) : Watch
{
    /// <summary>Half a second for the stop, and what it takes to notice.</summary>
    public static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);

    private readonly List<(TimeSpan From, TimeSpan To)> _running = [];
    private TimeSpan? _since;

    public override void See(Turn turn, Course course)
    {
        if (turn.Before > 0 && turn.Before != turn.After && _since is { } since)
            _running.Add((since, turn.At));
        if (turn.Before != turn.After)
            _since = turn.After > 0 && !course.Foreign ? turn.At : null;
    }

    public override void Close(TimeSpan watched, Course course)
    {
        if (_since is { } since)
            _running.Add((since, watched));
        // Nobody can know of a device that does not do what its profile says of a lost link, or that acknowledges a stop, goes on and never says its level, and nobody is told by a computer that stands still.
        if (troubles.Lies)
            return;
        if (troubles.Mute && account.Entries.Any(entry => entry is DeviceEntry { What: FaultBegan { Fault: IgnoreStop } }))
            return;
        foreach (var demand in course.Demands.Where(demand => demand.From < account.Ended.At))
            foreach (var (from, to) in _running)
                Judge(demand, from, new(demand.From > from ? demand.From : from, demand.To < to ? demand.To : to));
    }

    /// <param name="ran">Since when the motor runs: whoever was told since then knows.</param>
    private void Judge(Demand demand, TimeSpan ran, Interval both)
    {
        var limit = both.From + Soon;
        if (limit >= both.To || troubles.IsSecret(both.From) || account.Entries.OfType<HostTrouble>().Any(trouble => Stands(trouble, both.From)))
            return;
        if (!account.Entries.OfType<Shown>().Any(shown => shown.At <= limit && shown.At >= ran && shown.Line.Contains("press the button", StringComparison.Ordinal)))
            Broken(limit, FormattableString.Invariant($"the motor runs although it must be off since {both.From.TotalSeconds:0.###} s ({demand.Why}), and the person is not told to press the device's button"));
    }

    private static bool Stands(HostTrouble trouble, TimeSpan at) =>
        trouble.Kind is HostFaultKind.Frozen or HostFaultKind.Suspended or HostFaultKind.LoopHung && trouble.At <= at + Soon && at < trouble.Until;
}
