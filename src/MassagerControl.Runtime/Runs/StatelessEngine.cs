using MassagerControl.Core.Sessions;
using Stateless;

namespace MassagerControl.Runtime.Runs;

/// <summary>Runs the transition table on the Stateless package: says which row a trigger takes (<see cref="FindRow"/>), and nothing else.</summary>
/// <remarks>
/// One instance serves every session, from any number of threads at once and without a lock: everything is configured in the constructor,
/// afterwards the package only reads, and what a call is about lies with its thread while it runs. Only the synchronous <c>Fire</c> is
/// used; <c>FireAsync</c> has preferred a parent's row to the state's own and does not compile here (ADR 2).
/// </remarks>
public sealed class StatelessEngine
{
    [ThreadStatic]
    private static Question? _asked;

    private readonly Place[] _places = [.. Enum.GetValues<SessionState>().Select(static state => new Place(state))];
    private readonly Transition?[,] _unconditional = new Transition?[Enum.GetValues<SessionState>().Length, Enum.GetValues<SessionTrigger>().Length];
    private readonly StateMachine<Place, SessionTrigger> _machine;

    /// <exception cref="ArgumentException">A move has no target.</exception>
    public StatelessEngine(IEnumerable<Transition> rows)
    {
        var known = rows.ToLookup(static row => (row.From, row.Trigger));
        var nowhere = PlaceOf(SessionState.Idle);
        // Immediate: nothing fires from within, and a queue would keep a trigger that threw and run it before the next Stop.
        _machine = new(() => _asked?.Place ?? nowhere, static place => Asked.Place = place, FiringMode.Immediate);
        _machine.OnUnhandledTrigger(static (place, trigger, _) =>
            throw new InvalidOperationException($"No row for {place.State} and {trigger}: the table's guards leave a gap."));
        // Every state, also one without a row: the package adds an unknown one when it is first asked, and then threads would meet.
        foreach (var place in _places)
            Configure(place);
        foreach (var row in known.SelectMany(static rows => rows))
            Add(row);
        AskOnce(known);
    }

    /// <summary>The engine of the program's own table, for every session.</summary>
    public static StatelessEngine Shared { get; } = new(TransitionTable.Rows);

    private static Question Asked => _asked ?? throw new InvalidOperationException("Stateless was asked outside of a call.");

    /// <summary>The row that a trigger takes in a state, as Stateless decides. From any thread.</summary>
    /// <exception cref="InvalidOperationException">No row holds, or two rows of one state do.</exception>
    public Transition Find(Session session, SessionTrigger trigger, SessionInput input, TimeSpan now) =>
        _unconditional[(int)session.State, (int)trigger] ?? Ask(new(PlaceOf(session.State), (session, input, now)), trigger);

    private Transition Ask(Question question, SessionTrigger trigger)
    {
        var (from, outer) = (question.Place.State, _asked);
        _asked = question;
        try
        {
            _machine.Fire(trigger);
        }
        finally
        {
            _asked = outer;
        }
        return question.Row is { } row && question.Place.State == (row.To ?? from)
            ? row
            : throw new InvalidOperationException($"Stateless went from {from} to {question.Place.State} on {trigger}, which no row of the table says.");
    }

    /// <remarks>Where one row without a guard is all that counts, Stateless can give one answer only, and most questions of a session are of that kind.</remarks>
    private void AskOnce(ILookup<(SessionState From, SessionTrigger Trigger), Transition> rows)
    {
        foreach (var state in StateTree.Leaves)
            foreach (var trigger in Enum.GetValues<SessionTrigger>())
                if (Nearest(rows, state, trigger) is [{ Guard: null }])
                    _unconditional[(int)state, (int)trigger] = Ask(new(PlaceOf(state), null), trigger);
    }

    private static Transition[] Nearest(ILookup<(SessionState From, SessionTrigger Trigger), Transition> rows, SessionState state, SessionTrigger trigger)
    {
        for (SessionState? at = state; at is { } here; at = StateTree.Parent(here))
            if (rows[(here, trigger)].ToArray() is [_, ..] own)
                return own;
        return [];
    }

    private Place PlaceOf(SessionState state) => _places[(int)state];

    private void Configure(Place place)
    {
        var configured = _machine.Configure(place);
        if (StateTree.Parent(place.State) is { } parent)
            configured.SubstateOf(PlaceOf(parent));
    }

    /// <remarks>
    /// What stays is an ignored trigger to Stateless, for which it looks once: an internal transition is looked for twice, with all guards.
    /// What the row does is not Stateless's to do anyway.
    /// </remarks>
    private void Add(Transition row)
    {
        var from = _machine.Configure(PlaceOf(row.From));
        if (row.Kind != TransitionKind.Move)
            from.IgnoreIf(row.Trigger, () => Holds(row), row.Guard?.Text);
        else if (row.To is not { } to)
            throw new ArgumentException($"The move from {row.From} on {row.Trigger} has no target.", nameof(row));
        else if (to == row.From)
            from.PermitReentryIf(row.Trigger, () => Holds(row), row.Guard?.Text);
        else
            from.PermitIf(row.Trigger, PlaceOf(to), () => Holds(row), row.Guard?.Text);
    }

    /// <summary>Stateless asks the rows of the nearest state that has one that holds; two that hold are its error, so the one that holds is the one it takes.</summary>
    private static bool Holds(Transition row)
    {
        var asked = Asked;
        var holds = row.Guard is null || (asked.About is var (session, input, now) && row.Holds(session, input, now));
        asked.Row = holds ? row : asked.Row;
        return holds;
    }

    /// <summary>A state as Stateless sees it: an enum would be boxed each time that the package compares two.</summary>
    private sealed class Place(SessionState state)
    {
        public SessionState State { get; } = state;

        public override string ToString() => State.ToString();
    }

    /// <param name="about">What the guards of the rows judge; null where there are none.</param>
    private sealed class Question(Place place, (Session Session, SessionInput Input, TimeSpan Now)? about)
    {
        public Place Place { get; set; } = place;

        public (Session Session, SessionInput Input, TimeSpan Now)? About { get; } = about;

        public Transition? Row { get; set; }
    }
}
