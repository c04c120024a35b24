using System.Text;

namespace MassagerControl.Core.Sessions;

/// <summary>The transition table as a page: a Mermaid diagram of the moves, then every state and trigger.</summary>
public static class SessionDiagram
{
    /// <summary>A <c>stateDiagram-v2</c> of all moves; parents are composite states.</summary>
    public static string Mermaid()
    {
        var text = new StringBuilder("stateDiagram-v2\n    [*] --> Idle\n");
        foreach (var parent in new[] { SessionState.Active, SessionState.Running, SessionState.Pressing, SessionState.Over })
            Children(text, parent);
        foreach (var moves in TransitionTable.Rows.Where(row => row.To is not null).GroupBy(row => (row.From, row.To)))
            text.Append("    ").Append(moves.Key.From).Append(" --> ").Append(moves.Key.To).Append(" : ")
                .AppendJoin("<br/>", moves.Select(Label).Distinct()).Append('\n');
        return text.Append("    Over --> [*]\n").ToString();
    }

    /// <summary>A Markdown table: one line for each leaf state, trigger and guard.</summary>
    public static string Matrix()
    {
        var text = new StringBuilder("| state | trigger | when | what | why |\n|---|---|---|---|---|\n");
        foreach (var state in StateTree.Leaves)
            foreach (var trigger in Enum.GetValues<SessionTrigger>())
                foreach (var row in TransitionTable.RowsFor(state, trigger))
                    text.Append("| ").Append(state).Append(" | ").Append(trigger).Append(" | ").Append(row.Guard?.Text ?? "").Append(" | ")
                        .Append(What(row)).Append(" | ").Append(row.Reason.Text).Append(" |\n");
        return text.ToString();
    }

    private static void Children(StringBuilder text, SessionState parent)
    {
        var children = Enum.GetValues<SessionState>().Where(state => StateTree.Parent(state) == parent);
        text.Append("    state ").Append(parent).Append(" {\n");
        foreach (var child in children)
            text.Append("        ").Append(child).Append('\n');
        text.Append("    }\n");
    }

    private static string Label(Transition row) => row.Guard is { } guard ? $"{row.Trigger} [{guard.Text}]" : row.Trigger.ToString();

    private static string What(Transition row) => row.Kind switch
    {
        TransitionKind.Move => $"→ {row.To}",
        TransitionKind.Stay => "stays",
        TransitionKind.Ignore => "ignored",
        TransitionKind.Reject => "rejected",
    };
}
