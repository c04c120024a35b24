namespace MassagerControl.Core.Sessions;

/// <summary>Rows of a transition table, sorted for finding: a state's own before its parents', else in the order given.</summary>
internal sealed class RowIndex(IReadOnlyCollection<Transition> rows)
{
    private readonly Dictionary<(SessionState, SessionTrigger), Transition[]> _rows = Sorted(rows.ToLookup(static row => (row.From, row.Trigger)));

    /// <summary>The first row that holds.</summary>
    /// <exception cref="InvalidOperationException">None does.</exception>
    public Transition Find(Session session, SessionTrigger trigger, SessionInput input, TimeSpan now)
    {
        foreach (var row in _rows[(session.State, trigger)])
            if (row.Holds(session, input, now))
                return row;
        throw new InvalidOperationException($"No row for {session.State} and {trigger}: the table's guards leave a gap.");
    }

    public IEnumerable<Transition> RowsFor(SessionState state, SessionTrigger trigger) => _rows[(state, trigger)];

    private static Dictionary<(SessionState, SessionTrigger), Transition[]> Sorted(ILookup<(SessionState, SessionTrigger), Transition> rows) =>
        (from state in Enum.GetValues<SessionState>()
         from trigger in Enum.GetValues<SessionTrigger>()
         select (state, trigger)).ToDictionary(static pair => pair, pair => Sorted(rows, pair.state, pair.trigger).ToArray());

    private static IEnumerable<Transition> Sorted(ILookup<(SessionState, SessionTrigger), Transition> rows, SessionState state, SessionTrigger trigger)
    {
        for (SessionState? at = state; at is { } here; at = StateTree.Parent(here))
            foreach (var row in rows[(here, trigger)])
                yield return row;
    }
}
