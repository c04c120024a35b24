using MassagerControl.Core.Sessions;

namespace MassagerControl.Tests.Core.Sessions;

/// <summary>Every reachable situation of small programs, not a sample of them.</summary>
public sealed class ReachabilityTests(ITestOutputHelper output)
{
    private const int Most = 300_000;

    /// <summary>Where the motor is at 0 every report is an echo or a takeover: these rows only keep the table total.</summary>
    private static readonly SessionState[] NeverLowered =
    [
        SessionState.Idle, SessionState.Connecting, SessionState.Ready, SessionState.Paused, SessionState.Reconnecting, SessionState.Stopping,
        SessionState.Over,
    ];

    /// <summary>The walk lets no time pass on a link but to the next deadline: <see cref="LinkTests"/> takes these.</summary>
    private static readonly string[] OfQuietLinks =
    [
        .. new[] { SessionState.Running, SessionState.Paused }.Select(state => $"{state} {SessionTrigger.LinkLost} [one link too many was lost in silence] → {SessionState.Stopping}"),
    ];

    [Fact]
    public void Every_reachable_situation_keeps_the_law_stops_and_has_one_row()
    {
        var reached = new HashSet<SessionState>();
        var taken = new HashSet<Transition>();
        var nodes = 0;
        foreach (var (name, plan) in SmallPlans.All())
        {
            var space = new StateSpace(plan, Most);
            space.Walk();
            output.WriteLine($"{name}: {space.Nodes} nodes");
            Assert.True(space.Violations.Count == 0, $"{name}: {string.Join("; ", space.Violations)}");
            Assert.True(space.Nodes <= Most, $"{name}: more than {Most} nodes, not walked to the end");
            nodes += space.Nodes;
            reached.UnionWith(space.Reached);
            taken.UnionWith(space.Taken);
        }

        output.WriteLine($"{nodes} nodes, {taken.Count} of {TransitionTable.Rows.Length} rows taken");
        Assert.Equal(StateTree.Leaves.Order(), reached.Order());
        Assert.Equal(
            NeverLowered.Select(state => $"{state} {SessionTrigger.DeviceLowered}").Concat(OfQuietLinks).Order(StringComparer.Ordinal),
            TransitionTable.Rows.Except(taken).Select(Name).Order(StringComparer.Ordinal));
        // A walk that finds a handful of situations has lost its way.
        Assert.InRange(nodes, 10_000, Most);
    }

    private static string Name(Transition row) =>
        row.Guard is { } guard ? $"{row.From} {row.Trigger} [{guard.Text}] → {row.To}" : $"{row.From} {row.Trigger}";
}
