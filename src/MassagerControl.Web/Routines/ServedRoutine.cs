using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Core.Routines;
using MassagerControl.Runtime.Intake;
using MassagerControl.Runtime.Routines;
using MassagerControl.Runtime.Storage;
using MassagerControl.Web.Sessions;

namespace MassagerControl.Web.Routines;

/// <summary>The routine of one phone. It drives no motor: its session is one of the service, started on the way of every session.</summary>
/// <remarks>Members may be called from any thread.</remarks>
internal sealed class ServedRoutine : IDisposable
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly long _began;
    private readonly RoutineMemory? _memory;
    private RoutineState _state;
    private int _sessionsBefore;
    private bool _disposed;

    /// <param name="facts">What is known before, with what the memory counts.</param>
    /// <param name="memory">Where it is counted; null where nothing is.</param>
    public ServedRoutine(Routine routine, RoutinePlan plan, RoutineFacts facts, SessionOrder order, RoutineMemory? memory, TimeProvider time)
    {
        (Routine, Order, _memory, _time, _began) = (routine, order, memory, time, time.GetTimestamp());
        _state = RoutineMachine.Start(plan, facts, TimeSpan.Zero);
        memory?.Count(new(_state, null, null), facts.Begun);
    }

    public Routine Routine { get; }

    /// <summary>What its session is asked for, but for the program.</summary>
    public SessionOrder Order { get; }

    public TimeSpan Now => _time.GetElapsedTime(_began);

    /// <summary>The number of its session; null where it has begun none.</summary>
    public int? Session { get; private set; }

    /// <summary>What the check-in said against a session; empty where nothing.</summary>
    public ImmutableArray<string> Refusals { get; private set; } = [];

    public RoutineState State
    {
        get
        {
            lock (_gate)
                return _state;
        }
    }

    /// <summary>Moves it; the time that has passed, and a session of it that is over, come first.</summary>
    /// <returns>Why the input did nothing; null where it did.</returns>
    public Phrase? Post(RoutineInput input, ServedSessions sessions, string remote)
    {
        lock (_gate)
        {
            if (input is not StopRoutineInput && Ended(sessions, remote) is { } over)
                Move(new SessionOverRoutineInput(over), sessions);
            return Move(input, sessions);
        }
    }

    /// <summary>The check-in is answered.</summary>
    public Phrase? CheckedIn(EarlyAnswers early, ServedSessions sessions, string remote)
    {
        Refusals = early.Refused?.Reasons ?? [];
        RoutineInput input = early switch
        {
            { Left: true } => new StopRoutineInput(),
            { Refused: null } or { Injury: true } => new CheckedInRoutineInput(early.Injury, null),
            _ => new CheckedInRoutineInput(false, "The check-in speaks against it: nothing more for now."),
        };
        return Post(input, sessions, remote);
    }

    /// <summary>There is no session: it was refused.</summary>
    public Phrase? SessionRefused(ServedSessions sessions, string remote) => sessions.All.Any(session => !session.IsOver && session.Holders.Contains(remote))
        ? "stop the session first"
        : Post(new SessionOverRoutineInput(RoutineSessionEnd.Refused(closed: false)), sessions, remote);

    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed)
                return;
            _disposed = true;
            _memory?.Dispose();
        }
    }

    private Phrase? Move(RoutineInput input, ServedSessions sessions)
    {
        var move = RoutineMachine.Next(_state, input, Now);
        if (move.State.Phase == RoutinePhase.InSession && _state.Phase != RoutinePhase.InSession)
            _sessionsBefore = sessions.All.Select(session => session.Id).Append(0).Max();
        _state = move.State;
        try
        {
            if (!_disposed)
                _memory?.Save(new(_state, null, null), Now);
        }
        catch (StoreException)
        {
            // No motor hangs on it, and the session says by itself that the folder fails.
        }
        return move.Ignored;
    }

    /// <returns>How the session that began for it ended; null where none has.</returns>
    private RoutineSessionEnd? Ended(ServedSessions sessions, string remote)
    {
        if (_state.Phase != RoutinePhase.InSession)
            return null;
        var own = sessions.All.FirstOrDefault(session => session.Id > _sessionsBefore && session.Holders.Contains(remote) && session.Setup.Plan.Area == Order.Area);
        Session = own?.Id ?? Session;
        return own?.End is not { } end ? null : end.Result is { } result ? RoutineSessionEnd.Of(result) : RoutineSessionEnd.Broken;
    }
}
