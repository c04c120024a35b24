using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Core.Sessions;

namespace MassagerControl.Runtime.Runs;

/// <summary>All sessions of this process: runs each to its end, hands an input to all, stops all.</summary>
/// <remarks>Members may be called from any thread.</remarks>
public sealed class SessionHost
{
    private readonly Lock _gate = new();
    private readonly HashSet<SessionRun> _silent = [];
    private ImmutableArray<SessionRun> _sessions = [];
    private StopInput? _closed;

    /// <summary>Raised when every session that runs has shown since the last time that it is not stuck; must return at once and not throw.</summary>
    public event Action? Alive;

    /// <summary>Those that run now.</summary>
    public ImmutableArray<SessionRun> Sessions
    {
        get
        {
            lock (_gate)
                return _sessions;
        }
    }

    /// <summary>Runs a session and disposes of it.</summary>
    /// <returns>Completes when it is over and its massager disposed of; never fails.</returns>
    public async Task<RunEnd> RunAsync(SessionRun session)
    {
        session.Renewed += () => Heard(session);
        StopInput? closed;
        lock (_gate)
        {
            _sessions = _sessions.Add(session);
            closed = _closed;
        }
        if (closed is not null)
            session.Post(closed);
        try
        {
            await using var closing = session.ConfigureAwait(false);
            return new(await session.RunAsync().ConfigureAwait(false), null, session.Snapshot.Session.RatingCap);
        }
#pragma warning disable CA1031 // A fault of this program in one session: its end says so, and no other session hears of it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return new(null, Phrase.Verbatim(exception.Message), session.Snapshot.Session.RatingCap);
        }
        finally
        {
            Forget(session);
        }
    }

    /// <summary>Hands an input to every session that runs now, each whatever becomes of the others. A stop is for each that is still to begin, too.</summary>
    public void PostToAll(SessionInput input)
    {
        ImmutableArray<SessionRun> sessions;
        lock (_gate)
        {
            _closed ??= input as StopInput;
            sessions = _sessions;
        }
        foreach (var session in sessions)
            session.Post(input);
    }

    /// <summary>Stops every session that runs now; others may begin.</summary>
    /// <returns>How many.</returns>
    public int StopRunning(StopInput stop)
    {
        var sessions = Sessions;
        foreach (var session in sessions)
            session.Post(stop);
        return sessions.Length;
    }

    /// <summary>Stops every session, and each that is still to begin.</summary>
    public void StopAll(Phrase cause) => PostToAll(new StopInput(cause));

    private void Heard(SessionRun session)
    {
        lock (_gate)
        {
            _silent.Remove(session);
            if (_silent.Count > 0)
                return;
            _silent.UnionWith(_sessions);
        }
        Alive?.Invoke();
    }

    private void Forget(SessionRun session)
    {
        lock (_gate)
        {
            _sessions = _sessions.Remove(session);
            _silent.Remove(session);
        }
    }
}
