using MassagerControl.Core.Sessions;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Core.Sessions;

/// <summary>Laws of the table itself. The golden matrix is the committed page docs/state-machine.md.</summary>
public sealed class TransitionTableTests
{
    private const string Update = "UPDATE_GOLDEN";

    [Fact]
    public void Every_state_answers_every_trigger()
    {
        var silent = from state in StateTree.Leaves
                     from trigger in Enum.GetValues<SessionTrigger>()
                     where !TransitionTable.RowsFor(state, trigger).Any()
                     select $"{state} {trigger}";

        Assert.Empty(silent);
    }

    [Fact]
    public void Every_row_says_why() => Assert.All(TransitionTable.Rows, row => Assert.NotEmpty(row.Reason.Text));

    [Fact]
    public void No_row_stands_twice() =>
        Assert.Equal(
            TransitionTable.Rows.Length,
            TransitionTable.Rows.Select(row => (row.From, row.Trigger, row.To, row.Guard?.Text)).Distinct().Count());

    [Fact]
    public void Only_moves_have_a_target_and_it_is_a_leaf() =>
        Assert.All(TransitionTable.Rows, row =>
        {
            Assert.Equal(row.Kind == TransitionKind.Move, row.To is not null);
            if (row.To is { } to)
                Assert.Contains(to, StateTree.Leaves);
        });

    [Fact]
    public void Stop_is_accepted_in_every_state() =>
        Assert.All(StateTree.Leaves, state => Assert.All(
            TransitionTable.RowsFor(state, SessionTrigger.Stop),
            row => Assert.True(row.Kind is TransitionKind.Move or TransitionKind.Stay)));

    /// <summary>It is accepted under every condition: where it has two rows, one of them holds.</summary>
    [Fact]
    public void Stop_hangs_on_no_condition_but_on_whether_the_device_was_met()
    {
        var guarded = TransitionTable.Rows.Where(row => row.Trigger == SessionTrigger.Stop && row.Guard is not null);

        Assert.Equal([(SessionState.Connecting, SessionGuards.NotMet), (SessionState.Connecting, SessionGuards.IsMet)], guarded.Select(row => (row.From, row.Guard!)));
        Assert.All([true, false], met => Assert.Single(guarded, row => row.Holds(Session.For(Plans.Bare()) with { Met = met }, new StopInput("test"), TimeSpan.Zero)));
    }

    [Fact]
    public void Every_running_state_leaves_on_stop_red_flag_and_9_or_10()
    {
        SessionTrigger[] ends = [SessionTrigger.Stop, SessionTrigger.RedFlag, SessionTrigger.RatedExtreme];

        Assert.All(StateTree.Leaves.Where(state => state.IsIn(SessionState.Active)), state => Assert.All(
            ends,
            trigger => Assert.Equal(SessionState.Stopping, TransitionTable.RowsFor(state, trigger).First().To)));
    }

    [Fact]
    public void The_page_of_the_state_machine_is_the_table()
    {
        var page = Page();
        var path = Repository.PathOf("docs", "state-machine.md");
        if (Environment.GetEnvironmentVariable(Update) is not null)
            File.WriteAllText(path, page);

        Assert.True(File.Exists(path) && File.ReadAllText(path) == page, $"docs/state-machine.md is stale: run the tests once with {Update}=1 and read the difference.");
    }

    private static string Page() => $"""
        # The session machine

        Generated from `src/MassagerControl.Core/Sessions/TransitionTable.cs`; a test fails when it is stale. A row of a state goes
        before a row of its parent. Nothing is silent: every state answers every trigger.

        ```mermaid
        {SessionDiagram.Mermaid()}```

        ## Every state and trigger

        {SessionDiagram.Matrix()}
        """.ReplaceLineEndings("\n");
}
