using MassagerControl.Core.Sessions;
using Stateless;

namespace MassagerControl.Tests.Runtime.Runs;

/// <summary>Why the engine fires synchronously, and why the version is pinned: with FireAsync of 5.18.0 an 8 during a press finds no row.</summary>
public sealed class FireAsyncTests(ITestOutputHelper output)
{
    [Fact]
    public async Task FireAsync_of_the_pinned_version_finds_the_rows_that_Fire_finds()
    {
        var outcomes = new GuardOutcomes();
        var rows = outcomes.Of(TransitionTable.Rows);
        FindRow builtIn = new RowIndex(rows).Find;
        var different = new List<string>();
        foreach (var state in StateTree.Leaves)
            foreach (var trigger in Enum.GetValues<SessionTrigger>())
                foreach (var _ in outcomes.Every(state, trigger))
                    if (!outcomes.IsConflict(state, trigger) && GuardOutcomes.Answer(builtIn, state, trigger) is var expected
                        && await AnswerAsync(rows, state, trigger) is var answer && answer != expected)
                        different.Add($"{state} {trigger}: {answer}, not {expected}");

        foreach (var line in different)
            output.WriteLine(line);
        Assert.True(different.Count == 0, $"{different.Count} of FireAsync's answers are wrong: dotnet-state-machine/stateless#624. First: {different.FirstOrDefault()}");
    }

    /// <summary>Stateless fired asynchronously; a machine for each question, since it keeps its state to itself here.</summary>
    private static async Task<string> AnswerAsync(IReadOnlyList<Transition> rows, SessionState state, SessionTrigger trigger)
    {
        Transition? chosen = null;
        var machine = new StateMachine<SessionState, SessionTrigger>(state, FiringMode.Immediate);
        machine.OnUnhandledTrigger((_, _, _) => { });
        for (SessionState? at = state; at is { } here; at = StateTree.Parent(here))
        {
            var from = machine.Configure(here);
            if (StateTree.Parent(here) is { } parent)
                from.SubstateOf(parent);
            foreach (var row in rows.Where(row => row.From == here && row.Trigger == trigger))
                Add(from, row, () => chosen = row);
        }
        try
        {
            await machine.FireAsync(trigger);
        }
        catch (InvalidOperationException)
        {
            return "no answer";
        }
        return chosen is null ? "no answer" : GuardOutcomes.Answer((_, _, _, _) => chosen, state, trigger);
    }

    private static void Add(StateMachine<SessionState, SessionTrigger>.StateConfiguration from, Transition row, Action choose)
    {
        bool Holds() => row.Holds(null!, null!, default);
        if (row.To is { } to)
            from.PermitDynamicIf(row.Trigger, () => { choose(); return to; }, Holds);
        else
            from.InternalTransitionIf(row.Trigger, _ => Holds(), choose);
    }
}
