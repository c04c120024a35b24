using MassagerControl.Core.Sessions;
using Stateless;

namespace MassagerControl.App.Hosting;

/// <summary>Runs the transition table on the Stateless package: says which row a trigger takes (<see cref="FindRow"/>), and nothing else.</summary>
/// <remarks>
/// One instance serves every session, from any number of threads at once and without a lock: all states are configured in the constructor,
/// afterwards the package only reads, and what a call is about lies with its thread while it runs. Only the synchronous <c>Fire</c> is
/// used; <c>FireAsync</c> has preferred a parent's row to the state's own and does not compile here (ADR 2).
/// </remarks>
internal sealed class StatelessEngine
{
    [ThreadStatic]
    private static Question? _asked;

    private readonly StateMachine<SessionState, SessionTrigger> _machine;

    /// <exception cref="ArgumentException">A move has no target.</exception>
    public StatelessEngine(IEnumerable<Transition> rows)
    {
        // Immediate: nothing fires from within, and a queue would keep a trigger that threw and run it before the next Stop.
        _machine = new(static () => _asked?.State ?? SessionState.Idle, static state => Asked.State = state, FiringMode.Immediate);
        _machine.OnUnhandledTrigger(static (state, trigger, _) =>
            throw new InvalidOperationException($"No row for {state} and {trigger}: the table's guards leave a gap."));
        // Every state, also one without a row: the package adds an unknown one when it is first asked, and then threads would meet.
        foreach (var state in Enum.GetValues<SessionState>())
            Configure(state);
        foreach (var row in rows)
            Add(row);
    }

    /// <summary>The engine of the program's own table, for every session.</summary>
    public static StatelessEngine Shared { get; } = new(TransitionTable.Rows);

    private static Question Asked => _asked ?? throw new InvalidOperationException("Stateless was asked outside of a call.");

    /// <summary>The row that a trigger takes in a state, as Stateless decides. From any thread.</summary>
    /// <exception cref="InvalidOperationException">No row holds, or two rows of one state do.</exception>
    public Transition Find(Session session, SessionTrigger trigger, SessionInput input, TimeSpan now)
    {
        var question = new Question(session, input, now) { State = session.State };
        var outer = _asked;
        _asked = question;
        try
        {
            _machine.Fire(trigger);
        }
        finally
        {
            _asked = outer;
        }
        return question.Row is { } row && question.State == (row.To ?? session.State)
            ? row
            : throw new InvalidOperationException($"Stateless went from {session.State} to {question.State} on {trigger}, which no row of the table says.");
    }

    private void Configure(SessionState state)
    {
        var configured = _machine.Configure(state);
        if (StateTree.Parent(state) is { } parent)
            configured.SubstateOf(parent);
    }

    /// <remarks>
    /// What stays is an ignored trigger to Stateless, for which it looks once: an internal transition is looked for twice, with all guards.
    /// What the row does is not Stateless's to do anyway.
    /// </remarks>
    private void Add(Transition row)
    {
        var from = _machine.Configure(row.From);
        if (row.Kind != TransitionKind.Move)
            from.IgnoreIf(row.Trigger, () => Holds(row), row.Guard?.Text);
        else if (row.To is not { } to)
            throw new ArgumentException($"The move from {row.From} on {row.Trigger} has no target.", nameof(row));
        else if (to == row.From)
            from.PermitReentryIf(row.Trigger, () => Holds(row), row.Guard?.Text);
        else
            from.PermitIf(row.Trigger, to, () => Holds(row), row.Guard?.Text);
    }

    /// <summary>Stateless asks the rows of the nearest state that has one that holds; two that hold are its error, so the one that holds is the one it takes.</summary>
    private static bool Holds(Transition row)
    {
        var asked = Asked;
        if (!row.Holds(asked.Session, asked.Input, asked.Now))
            return false;
        asked.Row = row;
        return true;
    }

    private sealed class Question(Session session, SessionInput input, TimeSpan now)
    {
        public Session Session { get; } = session;

        public SessionInput Input { get; } = input;

        public TimeSpan Now { get; } = now;

        public SessionState State { get; set; }

        public Transition? Row { get; set; }
    }
}
