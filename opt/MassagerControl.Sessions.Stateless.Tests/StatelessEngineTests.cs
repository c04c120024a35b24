using MassagerControl.App.Events;
using MassagerControl.Core.Sessions;
using MassagerControl.Tests.Core.Sessions;
using MassagerControl.Tests.Support;

namespace MassagerControl.Sessions.Stateless.Tests;

/// <summary>The Stateless package and the built-in engine take the same row, always.</summary>
public sealed class StatelessEngineTests(ITestOutputHelper output)
{
    private const int Most = 200_000;
    private const int RandomSessions = 1_000;

    [Fact]
    public void Every_state_trigger_and_guard_outcome_takes_the_same_row()
    {
        var outcomes = new GuardOutcomes();
        var rows = outcomes.Of(TransitionTable.Rows);
        FindRow builtIn = new RowIndex(rows).Find, stateless = new StatelessEngine(rows).Find;
        var (same, conflicts) = (0, 0);
        foreach (var state in StateTree.Leaves)
            foreach (var trigger in Enum.GetValues<SessionTrigger>())
                foreach (var _ in outcomes.Every(state, trigger))
                {
                    var answer = GuardOutcomes.Answer(stateless, state, trigger);
                    if (outcomes.IsConflict(state, trigger))
                    {
                        Assert.Equal("no answer", answer);
                        conflicts++;
                        continue;
                    }
                    Assert.Equal(GuardOutcomes.Answer(builtIn, state, trigger), answer);
                    same++;
                }

        output.WriteLine($"{same} outcomes with the same row, {conflicts} impossible ones refused");
        Assert.True(same > StateTree.Leaves.Count() * Enum.GetValues<SessionTrigger>().Length, $"only {same} outcomes were compared");
    }

    [Fact]
    public void Every_reachable_situation_takes_the_same_row()
    {
        var nodes = 0;
        foreach (var (name, plan) in SmallPlans.All())
        {
            // The walk has an oracle of its own: the nearest state of the tree with a row that holds, and only one.
            var space = new StateSpace(plan, Most, new StatelessEngine().Find);
            space.Walk();
            Assert.True(space.Violations.Count == 0, $"{name}: {string.Join("; ", space.Violations)}");
            Assert.True(space.Nodes <= Most, $"{name}: more than {Most} nodes, not walked to the end");
            nodes += space.Nodes;
        }

        output.WriteLine($"{nodes} nodes");
        Assert.True(nodes > 100_000, $"only {nodes} nodes");
    }

    [Fact]
    public void Whole_random_sessions_have_the_same_log()
    {
        var visited = new HashSet<SessionState>();
        for (var seed = 1; seed <= RandomSessions; seed++)
        {
            using var stateless = new RandomSession(seed, new StatelessEngine().Find);
            using var builtIn = new RandomSession(seed);
            stateless.Run();
            builtIn.Run();
            Assert.True(stateless.Violations.Count == 0, $"seed {seed}: {string.Join("; ", stateless.Violations)}");
            Assert.Equal(builtIn.Events.Select(EventLine.Of), stateless.Events.Select(EventLine.Of));
            visited.UnionWith(stateless.Visited);
        }

        Assert.Equal(StateTree.Leaves.Where(state => state != SessionState.Idle).Order(), visited.Order());
    }

    [Fact]
    public void A_guard_that_throws_leaves_nothing_behind_that_could_come_before_a_stop()
    {
        var broken = TransitionTable.Rows.Select(row => row.Trigger == SessionTrigger.Pause && row.From == SessionState.Running
            ? row with { Guard = new("broken", (_, _, _) => throw new TimeoutException("broken")) }
            : row);
        var engine = new StatelessEngine(broken);
        var session = Session.For(Plans.Bare()) with { State = SessionState.Holding };

        Assert.Throws<TimeoutException>(() => engine.Find(session, SessionTrigger.Pause, new PauseInput("test"), TimeSpan.Zero));
        var stop = engine.Find(session, SessionTrigger.Stop, new StopInput("test"), TimeSpan.Zero);

        Assert.Equal(SessionState.Stopping, stop.To);
    }

    [Fact]
    public void Many_threads_get_their_own_answers()
    {
        var engine = new StatelessEngine();
        var session = Session.For(Plans.Bare());

        Parallel.ForEach(Enumerable.Repeat(StateTree.Leaves, 500).SelectMany(states => states), state =>
        {
            var row = engine.Find(session with { State = state }, SessionTrigger.Stop, new StopInput("test"), TimeSpan.Zero);
            Assert.True(state.IsIn(row.From) && row.Trigger == SessionTrigger.Stop, $"{state}: {row}");
        });
    }
}
