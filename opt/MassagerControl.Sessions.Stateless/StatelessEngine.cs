using MassagerControl.Core.Sessions;
using Stateless;

namespace MassagerControl.Sessions.Stateless;

/// <summary>Runs the transition table on the Stateless package: <see cref="Find"/> is a <see cref="FindRow"/> beside the built-in one.</summary>
/// <remarks>
/// Stateless chooses the row; what the row then does stays with <see cref="SessionMachine"/>. Members may be called from any thread,
/// one at a time goes in: Stateless itself is not thread-safe. Only the synchronous <c>Fire</c> is used: <c>FireAsync</c> of 5.18.0
/// prefers a parent's row to the state's own (see the README).
/// </remarks>
public sealed class StatelessEngine
{
    private readonly Lock _gate = new();
    private readonly StateMachine<SessionState, SessionTrigger> _machine;
    private Question? _question;
    private SessionState _state;
    private Transition? _chosen;

    public StatelessEngine()
        : this(TransitionTable.Rows)
    {
    }

    /// <exception cref="ArgumentException">A move has no target.</exception>
    public StatelessEngine(IEnumerable<Transition> rows)
    {
        // Immediate: nothing fires from within, and a queue would keep a trigger that threw and run it before the next Stop.
        _machine = new(() => _state, state => _state = state, FiringMode.Immediate);
        _machine.OnUnhandledTrigger((state, trigger, _) => throw new InvalidOperationException($"No row for {state} and {trigger}: the table's guards leave a gap."));
        foreach (var state in Enum.GetValues<SessionState>())
            if (StateTree.Parent(state) is { } parent)
                _machine.Configure(state).SubstateOf(parent);
        foreach (var row in rows)
            Add(row);
    }

    /// <summary>The row that a trigger takes in a state, as Stateless decides.</summary>
    /// <exception cref="InvalidOperationException">No row holds, or two rows of one state do.</exception>
    public Transition Find(Session session, SessionTrigger trigger, SessionInput input, TimeSpan now)
    {
        lock (_gate)
        {
            (_question, _state, _chosen) = (new(session, input, now), session.State, null);
            _machine.Fire(trigger);
            return _chosen is { } row && _state == (row.To ?? session.State)
                ? row
                : throw new InvalidOperationException($"Stateless went from {session.State} to {_state} on {trigger}, which no row of the table says.");
        }
    }

    private void Add(Transition row)
    {
        var from = _machine.Configure(row.From);
        if (row.Kind == TransitionKind.Move)
        {
            // A fixed target would not tell which row was taken, where two rows of a state lead to the same target; asking for it does.
            var to = row.To ?? throw new ArgumentException($"The move from {row.From} on {row.Trigger} has no target.", nameof(row));
            from.PermitDynamicIf(row.Trigger, () => Choose(row, to), () => Holds(row), row.Guard?.Text);
        }
        else
        {
            // What is ignored or rejected is an answer too, with its reason: Stateless would say nothing of it.
            from.InternalTransitionIf(row.Trigger, _ => Holds(row), () => Choose(row, null), row.Guard?.Text);
        }
    }

    private bool Holds(Transition row) => _question is { } asked && row.Holds(asked.Session, asked.Input, asked.Now);

    private SessionState Choose(Transition row, SessionState? to)
    {
        _chosen = row;
        return to ?? _state;
    }

    private sealed record Question(Session Session, SessionInput Input, TimeSpan Now);
}
