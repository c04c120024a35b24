using MassagerControl.Core.Sessions;
using MassagerControl.Runtime.Runs;

namespace MassagerControl.Tests.Runtime.Runs;

/// <summary>The comparison notices a wrong engine: each row of the table, altered for Stateless alone, makes a difference.</summary>
public sealed class AlteredRowTests
{
    private static readonly TransitionGuard Never = new("never", (_, _, _) => false);

    public static TheoryData<string> Alterations => ["deleted", "another target", "guard negated", "ignored instead"];

    [Theory]
    [MemberData(nameof(Alterations))]
    public void Every_altered_row_is_noticed(string alteration)
    {
        var outcomes = new GuardOutcomes();
        var rows = outcomes.Of(TransitionTable.Rows);
        FindRow builtIn = new RowIndex(rows).Find;
        var altered = 0;
        foreach (var row in rows)
        {
            if (Alter(row, alteration) is not { } changed)
                continue;
            altered++;
            var engine = new StatelessEngine(rows.SelectMany(other => ReferenceEquals(other, row) ? changed : [other]));
            Assert.True(Differs(outcomes, builtIn, engine.Find, row), $"{row.From} {row.Trigger} {row.To} [{row.Guard?.Text}]: {alteration}, and nobody noticed");
        }

        Assert.NotEqual(0, altered);
    }

    private static bool Differs(GuardOutcomes outcomes, FindRow builtIn, FindRow stateless, Transition row) =>
        StateTree.Leaves.Where(state => state.IsIn(row.From)).Any(state => outcomes.Every(state, row.Trigger)
            .Any(_ => !outcomes.IsConflict(state, row.Trigger)
                && GuardOutcomes.Answer(builtIn, state, row.Trigger) != GuardOutcomes.Answer(stateless, state, row.Trigger)));

    /// <returns>What stands in the row's place; null where the alteration does not apply.</returns>
    private static Transition[]? Alter(Transition row, string alteration) => alteration switch
    {
        "deleted" => [],
        "another target" => row.To is { } to ? [row with { To = to == SessionState.Ended ? SessionState.Faulted : SessionState.Ended }] : null,
        "guard negated" => [row with { Guard = row.Guard is { } guard ? new(guard.Text, (s, i, now) => !guard.Holds(s, i, now)) : Never }],
        "ignored instead" => row.Kind == TransitionKind.Ignore ? null : [row with { Kind = TransitionKind.Ignore, To = null }],
        _ => throw new ArgumentOutOfRangeException(nameof(alteration)),
    };
}
