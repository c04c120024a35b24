using MassagerControl.Core;
using MassagerControl.Core.Sessions;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Core.Sessions;

/// <summary>Every reachable situation of small programs, not a sample of them.</summary>
public sealed class ReachabilityTests(ITestOutputHelper output)
{
    private const int Most = 200_000;

    private static readonly WarmUpStep WarmUp = new(Plans.Seconds(10), Intensity.FromPercent(34));
    private static readonly GuidedStep Guided = new(Plans.Seconds(10), "move the arm");
    private static readonly CoolDownStep CoolDown = new(Plans.Seconds(10), Intensity.FromPercent(34));

    /// <summary>Where the motor is at 0 every report is an echo or a takeover: these rows only keep the table total.</summary>
    private static readonly SessionState[] NeverLowered =
    [
        SessionState.Idle, SessionState.Connecting, SessionState.Ready, SessionState.Paused, SessionState.Reconnecting, SessionState.Stopping,
        SessionState.Over,
    ];

    [Fact]
    public void Every_reachable_situation_keeps_the_law_stops_and_has_one_row()
    {
        var reached = new HashSet<SessionState>();
        var taken = new HashSet<Transition>();
        var nodes = 0;
        foreach (var (name, plan) in SmallPlans())
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
            NeverLowered.Select(state => $"{state} {SessionTrigger.DeviceLowered}").Order(StringComparer.Ordinal),
            TransitionTable.Rows.Except(taken).Select(Name).Order(StringComparer.Ordinal));
        // A walk that finds a handful of situations has lost its way.
        Assert.InRange(nodes, 10_000, Most);
    }

    private static IEnumerable<(string Name, SessionPlan Plan)> SmallPlans()
    {
        yield return ("two reps", Plans.Bare(reps: 2, levels: 3, band: Plans.Gentle));
        yield return ("every kind of step", Plans.Of(3, Plans.Gentle, WarmUp, Plans.Presses(1, endsOnEased: true), Guided, CoolDown));
        yield return ("finer levels", Plans.Of(10, Plans.Gentle, WarmUp, Guided, CoolDown));
        yield return ("another order", Plans.Of(1, Plans.Gentle, Guided, Guided, Plans.Presses(1), CoolDown));
        yield return ("no ramp left", Plans.Of(1, Plans.Gentle, Plans.Presses(1) with { Press = Plans.Seconds(5), Ramp = Plans.Seconds(5) }));
        yield return ("silence", Plans.Of(1, Plans.Gentle, Plans.Presses(3)));
        yield return ("cool-down only", Plans.Of(1, Plans.Gentle, CoolDown));
        yield return ("warm-up only", Plans.Of(1, Plans.Gentle, WarmUp));
        yield return ("warm-up and guided", Plans.Of(1, Plans.Gentle, WarmUp, Guided));
        yield return ("warm-up and cool-down", Plans.Of(1, Plans.Gentle, WarmUp, CoolDown));
    }

    private static string Name(Transition row) =>
        row.Guard is { } guard ? $"{row.From} {row.Trigger} [{guard.Text}] → {row.To}" : $"{row.From} {row.Trigger}";
}
