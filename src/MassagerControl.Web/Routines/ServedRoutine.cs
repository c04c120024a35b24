using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Core.Routines;
using MassagerControl.Runtime.Intake;
using MassagerControl.Runtime.Os;
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

    private ServedRoutine(Routine routine, RoutineState state, SessionOrder order, RoutineMemory? memory, TimeProvider time) =>
        (Routine, _state, Order, _memory, _time, _began) = (routine, state, order, memory, time, time.GetTimestamp());

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

    /// <param name="facts">What is known before, with what the memory counts.</param>
    /// <param name="memory">Where it is kept; null where nothing is.</param>
    /// <exception cref="StoreException">It is not kept.</exception>
    public static ServedRoutine Begin(Routine routine, RoutinePlan plan, RoutineFacts facts, SessionOrder order, RoutineMemory? memory, TimeProvider time)
    {
        var served = new ServedRoutine(routine, RoutineMachine.Start(plan, facts, TimeSpan.Zero), order, memory, time);
        memory?.Begin(new(routine.Id, plan.Place?.Area, plan.Place?.Side, order.Device, null), new(served._state, null, null), facts.Begun, TimeSpan.Zero);
        return served;
    }

    /// <summary>Goes on with the same routine at the same place, where the service was killed or ended in it.</summary>
    /// <returns>Null where there is none, or it may not go on.</returns>
    /// <exception cref="StoreException">The folder cannot be read or written.</exception>
    public static ServedRoutine? Resume(Routine routine, RoutinePlan plan, RoutineFacts facts, SessionOrder order, RoutineMemory memory, TimeProvider time)
    {
        if (memory.Last() is not { } kept || kept.Owner.Life() != ProcessLife.Gone || kept.Beginning != new NewRoutine(routine.Id, plan.Place?.Area, plan.Place?.Side, order.Device, null)
            || memory.Away(kept) is not { } away || RoutineResuming.Against(away) is not null || RoutineRecord.Read(kept.State, plan, facts.Begun) is not { } record)
            return null;
        var state = RoutineResuming.Resume(record.State with { Facts = record.State.Facts with { Injury = record.State.Facts.Injury || facts.Injury } }, away, TimeSpan.Zero);
        // The session was one of a service that is gone: it can be rated in the history no more.
        if (state.Phase == RoutinePhase.Rating)
            state = RoutineMachine.Next(state, new SkipRoutineInput(), TimeSpan.Zero).State;
        state = state with { Told = state.Told ?? "It goes on where it was interrupted. STOP ends it; then it begins anew." };
        return state.Ending is null && memory.Take(kept, new(state, null, null), TimeSpan.Zero) ? new(routine, state, order, memory, time) : null;
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
