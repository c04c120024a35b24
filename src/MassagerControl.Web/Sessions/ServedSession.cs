using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Core.Control;
using MassagerControl.Core.Sessions;
using MassagerControl.Runtime.Runs;

namespace MassagerControl.Web.Sessions;

/// <summary>One session of the service, from its start until somebody has seen its end, and the remotes that hold it.</summary>
/// <remarks>Members may be called from any thread.</remarks>
internal sealed class ServedSession
{
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SessionLease _lease;
    private StopHold _held = StopHold.Remote;
    private ImmutableArray<string> _holders;
    private RunEnd? _end;
    private ImmutableArray<string> _next = [];
    private long? _stopAsked;
    private Discomfort? _painAfter;

    /// <param name="starter">The id of the remote that started it.</param>
    public ServedSession(int id, RunSetup setup, string starter) =>
        (Id, Setup, _holders, _lease) = (id, setup, [starter], new(held: !setup.Plan.Massager.Simulated));

    public int Id { get; }

    public RunSetup Setup { get; }

    /// <summary>Set before anybody else sees this session.</summary>
    public required SessionRun Run { get; init; }

    /// <summary>Its number in the history; null where it is not kept.</summary>
    public required long? Kept { get; init; }

    /// <summary>How much it hurt at the place before; null where nobody was asked.</summary>
    public Discomfort? PainBefore => Setup.PainBefore;

    /// <summary>How much it hurts there afterwards; null where nobody said.</summary>
    public Discomfort? PainAfter
    {
        get
        {
            lock (_gate)
                return _painAfter;
        }
        set
        {
            lock (_gate)
                _painAfter = value;
        }
    }

    public SessionSnapshot Snapshot => Run.Snapshot;

    public bool IsOver => End is not null || Snapshot.Session.IsOver;

    /// <summary>Completes when its massager is disposed of; never fails.</summary>
    public Task Over => _over.Task;

    /// <summary>Null until its massager is disposed of.</summary>
    public RunEnd? End
    {
        get
        {
            lock (_gate)
                return _end;
        }
    }

    /// <summary>What comes after it, for the person; empty until it is over.</summary>
    public ImmutableArray<string> Next
    {
        get
        {
            lock (_gate)
                return _next;
        }
    }

    /// <summary>The ids of the remotes that started it or rate in it.</summary>
    public ImmutableArray<string> Holders
    {
        get
        {
            lock (_gate)
                return _holders;
        }
    }

    public void Join(string remote)
    {
        lock (_gate)
            if (!_holders.Contains(remote))
                _holders = _holders.Add(remote);
    }

    public void Leave(string remote)
    {
        lock (_gate)
            _holders = _holders.Remove(remote);
    }

    /// <summary>Somebody asks for STOP while its motor runs: from here the time counts until it is off.</summary>
    public void StopAsked(long now)
    {
        lock (_gate)
            if (Snapshot.Session.Output is { Level.Number: > 0 })
                _stopAsked ??= now;
    }

    /// <returns>When STOP was asked for that its device has now obeyed; null where it was not, or was told before.</returns>
    public long? StopObeyed()
    {
        lock (_gate)
        {
            var asked = _stopAsked;
            _stopAsked = null;
            return asked;
        }
    }

    public void Ended(RunEnd end, ImmutableArray<string> next)
    {
        lock (_gate)
            (_end, _next) = (end, next);
        _over.TrySetResult();
    }

    /// <summary>Pauses the session while nobody can stop it, also one that begins or goes on without anybody. Always called by the same timer.</summary>
    /// <param name="alone">No other session runs: a key in somebody's hand is that of this person.</param>
    public void Look(StopReach reach, bool alone)
    {
        var quiet = Holders.Select(reach.Remotes.Quiet).OfType<TimeSpan>().Cast<TimeSpan?>().Min();
        var lost = _lease.IsLost(quiet);
        if (!Snapshot.Session.State.IsIn(SessionState.Running))
            return;
        var held = !lost ? StopHold.Remote : alone && reach.KeyIsThere() ? StopHold.Key : StopHold.Nobody;
        if (held != _held && StopReach.Words(held, _held) is { } words)
            reach.Say($"session {Id}: {words}");
        _held = held;
        if (held == StopHold.Nobody)
            Run.Post(new RemotesLostInput());
    }
}
