using MassagerControl.Core.Sessions;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Core.Sessions;

/// <summary>Deleting any single row of the table fails the golden page, whatever the row does.</summary>
public sealed class RowDeletionTests
{
    [Fact]
    public void The_page_without_any_one_row_is_another_page()
    {
        var golden = Golden();
        Assert.Equal(golden, Lines(TransitionTable.Rows));

        var unseen = TransitionTable.Rows.Where(deleted => Lines(TransitionTable.Rows.Where(row => !ReferenceEquals(row, deleted))).SequenceEqual(golden));

        Assert.Empty(unseen.Select(row => $"{row.From} {row.Trigger} {row.Guard?.Text}"));
    }

    [Fact]
    public void Rows_that_share_a_state_and_a_trigger_all_have_guards()
    {
        // ReachabilityTests show that the guards exclude each other; a row without one would shadow those after it.
        foreach (var state in StateTree.Leaves)
            foreach (var trigger in Enum.GetValues<SessionTrigger>())
            {
                var guards = TransitionTable.RowsFor(state, trigger).GroupBy(row => row.From).Where(rows => rows.Count() > 1).SelectMany(rows => rows);
                Assert.All(guards, row => Assert.NotNull(row.Guard));
            }
    }

    private static List<string> Golden() =>
        [.. File.ReadLines(Repository.PathOf("docs", "state-machine.md")).SkipWhile(line => !line.StartsWith("|---", StringComparison.Ordinal)).Skip(1).Where(line => line.Length > 0)];

    /// <summary>The page's second half as the rows given would make it, in words of its own.</summary>
    private static List<string> Lines(IEnumerable<Transition> rows)
    {
        var byPair = rows.ToLookup(row => (row.From, row.Trigger));
        var lines = new List<string>();
        foreach (var leaf in StateTree.Leaves)
            foreach (var trigger in Enum.GetValues<SessionTrigger>())
                for (SessionState? state = leaf; state is { } here; state = StateTree.Parent(here))
                    foreach (var row in byPair[(here, trigger)])
                        lines.Add($"| {leaf} | {trigger} | {row.Guard?.Text} | {What(row)} | {row.Reason} |");
        return lines;
    }

    private static string What(Transition row) => row.Kind switch
    {
        TransitionKind.Move => $"→ {row.To}",
        TransitionKind.Stay => "stays",
        TransitionKind.Ignore => "ignored",
        TransitionKind.Reject => "rejected",
        _ => throw new ArgumentOutOfRangeException(nameof(row)),
    };
}
