using MassagerControl.Core.Massagers;
using MassagerControl.Core.Safety;
using MassagerControl.Core.Sessions;

namespace MassagerControl.Core.Control;

/// <summary>The sole owner of a session: takes inputs one at a time, STOP first, and does what the machine wants done.</summary>
/// <remarks>
/// Whoever posts while nobody works does the work, on their own thread; so STOP waits for no thread pool (docs/adr/0001).
/// Everything that the loop calls (observer, view, massager) must return at once.
/// </remarks>
public sealed class SessionLoop : IDisposable
{
    private readonly IMassager _massager;
    private readonly TimeProvider _time;
    private readonly Action<SessionEvent> _tell;
    private readonly FindRow _find;
    private readonly Mailbox _mailbox = new();
    private readonly SessionOperations _operations;
    private readonly HeldRise _rise = new();
    private readonly DeviceWord _device = new();
    private readonly ITimer _timer;
    private readonly TaskCompletionSource<SessionResult> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private int _work;
    private long _began;
    private Session _session;
    private volatile SessionSnapshot _snapshot;
    private TimeSpan _ownerSeen;
    private volatile bool _renewed;
    private volatile bool _dueNow;
    private volatile bool _yielded;
    private bool _broken;
    private bool _disposed;
    private TimeSpan? _armedFor;

    /// <param name="tell">Receives every event, in order, one at a time; must return at once.</param>
    /// <param name="find">The engine of the transition table.</param>
    public SessionLoop(SessionPlan plan, IMassager massager, TimeProvider time, Action<SessionEvent> tell, FindRow find)
    {
        (_massager, _time, _tell, _find) = (massager, time, tell, find);
        _operations = new SessionOperations(massager, input => Post(new(input, null)));
        _session = Session.For(plan);
        _snapshot = _device.Of(_session, TimeSpan.Zero);
        _began = time.GetTimestamp();
        _timer = time.CreateTimer(static loop => ((SessionLoop)loop!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        massager.Observe(report => Post(new(new ReportInput(report), null)));
    }

    /// <summary>The present state; from any thread.</summary>
    public SessionSnapshot Snapshot => _snapshot;

    /// <summary>Raised after each change, on the thread that applied it; must return at once.</summary>
    public event Action<SessionSnapshot>? Changed;

    /// <summary>Raised when the loop has taken a renewal, on the thread that worked: proof that it is not stuck. Must return at once.</summary>
    public event Action? Renewed;

    /// <summary>Completes when the session is over, after everything was told. Fails only by a fault of this program.</summary>
    public Task<SessionResult> Completion => _completion.Task;

    /// <summary>Applies an input; STOP goes ahead of everything queued. From any thread.</summary>
    /// <returns>Completes after the input was applied.</returns>
    public Task<InputReply> PostAsync(SessionInput input)
    {
        var reply = new TaskCompletionSource<InputReply>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(new(input, reply));
        return reply.Task;
    }

    /// <summary>Applies inputs of one instant, each as <see cref="PostAsync"/> does; the motor is told of a rise after the last of them. From any thread.</summary>
    public void PostTogether(IEnumerable<SessionInput> together)
    {
        foreach (var input in together)
            _mailbox.Add(new(input, null));
        Work();
    }

    /// <summary>The owner is alive: extends its lease by one second. From any thread.</summary>
    public void RenewLease()
    {
        _renewed = true;
        Work();
    }

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _timer.Dispose();
        _operations.End();
        _operations.Dispose();
    }

    private void Post(QueuedInput queued)
    {
        _mailbox.Add(queued);
        Work();
    }

    private void Work()
    {
        if (Interlocked.Increment(ref _work) != 1)
            return;
        int seen;
        do
        {
            seen = Volatile.Read(ref _work);
            Drain();
        }
        while (Interlocked.Add(ref _work, -seen) != 0);
    }

    private void Drain()
    {
        if (_broken)
            return;
        try
        {
            while (_mailbox.TryTakeStop(out var stop))
                Take(stop);
            var renewed = TakeRenewal();
            TakeQueued();
            // Last: it may be a request to the device, and whatever turns the motor off would wait for its answer.
            if (renewed)
                Renew();
            TakeDeadlines();
            Arm();
        }
#pragma warning disable CA1031 // The loop itself broke: turn the motor off and say so; nothing may go on.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _broken = true;
            _ = BreakAsync(exception);
        }
    }

    private void TakeQueued()
    {
        do
        {
            while (_mailbox.TryTake(out var queued))
                Take(queued);
        }
        while (LetRise());
    }

    private bool LetRise()
    {
        if (_rise.Take() is not { } output)
            return false;
        Do(new DriveEffect(output));
        return true;
    }

    private void Take(QueuedInput queued)
    {
        switch (queued.Input)
        {
            case ReportInput { Report: FrameWritten frame }:
                _tell(new FrameTraced(frame) { At = Now });
                break;
            case ReportInput { Report: var report } when _device.Takes(report, Now, _tell):
                Publish();
                break;
            default:
                var step = Apply(queued.Input);
                queued.Reply?.TrySetResult(new(step.Accepted, step.Row.Reason));
                break;
        }
    }

    private bool TakeRenewal()
    {
        if (!_renewed)
            return false;
        _renewed = false;
        // A renewal that comes too late renews nothing: the lease ran out before, while this process stood still.
        LoseSilentOwner();
        _ownerSeen = Now;
        return true;
    }

    private void Renew()
    {
        // While a report is odd the person may have turned it down.
        _massager.RenewLease(repeats: _session.OddReport is null);
        Renewed?.Invoke();
    }

    private void TakeDeadlines()
    {
        if (!_dueNow)
            return;
        _dueNow = false;
        _armedFor = null;
        while (Deadlines.Due(_session, Now) is { } trigger)
        {
            Apply(new DueInput(trigger));
            // What the deadline caused (an inline answer of the device) comes before the next deadline.
            TakeQueued();
        }
        LoseSilentOwner();
    }

    private void LoseSilentOwner()
    {
        if (!_session.Commanded.IsOff && IsOwnerSilent)
            Apply(new OwnerLostInput());
    }

    private SessionStep Apply(SessionInput input)
    {
        if (input is StartInput && _session.State == SessionState.Idle)
            (_began, _ownerSeen) = (_time.GetTimestamp(), TimeSpan.Zero);
        var step = SessionMachine.Next(_session, input, Now, _find);
        var lowers = step.Session.Commanded < _session.Commanded;
        _session = step.Session;
        Do(step.Effects, lowers);
        Publish();
        if (_session.Result is { } result)
            Finish(result);
        return step;
    }

    /// <remarks>Off and less leave before anything is told: whoever shows it may take its time, or hang. More comes after.</remarks>
    private void Do(IReadOnlyList<SessionEffect> effects, bool lowers)
    {
        var deviceFirst = lowers || TurnsOff(effects);
        for (var i = 0; i < effects.Count; i++)
            if (!deviceFirst || effects[i] is not TellEffect)
                Do(effects[i]);
        for (var i = 0; deviceFirst && i < effects.Count; i++)
            if (effects[i] is TellEffect)
                Do(effects[i]);
    }

    private static bool TurnsOff(IReadOnlyList<SessionEffect> effects)
    {
        for (var i = 0; i < effects.Count; i++)
            if (effects[i] is TurnOffEffect)
                return true;
        return false;
    }

    private void Do(SessionEffect effect)
    {
        switch (effect)
        {
            case TellEffect tell:
                _tell(tell.Event);
                break;
            case DriveEffect when IsOwnerSilent:
                // Nobody is there: nothing runs for a moment only to be turned off; the lost owner is told next.
                break;
            case DriveEffect drive when _rise.Holds(drive.Output, queued: !_mailbox.IsEmpty):
                break;
            case DriveEffect drive:
                _operations.Drive(drive.Output);
                break;
            case TurnOffEffect:
                _rise.TurnedOff();
                _operations.TurnOff();
                break;
            case ConnectEffect:
                // What was to rise is of the link before.
                _rise.TurnedOff();
                _operations.Connect();
                break;
        }
    }

    private void Publish()
    {
        _snapshot = _device.Of(_session, Now);
        Changed?.Invoke(_snapshot);
    }

    private void Finish(SessionResult result)
    {
        _operations.End();
        if (_operations.Broken is { } broken)
            _completion.TrySetException(new InvalidOperationException($"The driver broke: {broken.Message}", broken));
        else
            _completion.TrySetResult(result);
    }

    private async Task BreakAsync(Exception broken) => _completion.TrySetException(await LastStop.SendAsync(_massager, _time, broken).ConfigureAwait(false));

    private void OnTimer()
    {
        // Inputs of this very instant come before due timers: let their timers run first.
        if (!_yielded)
        {
            _yielded = true;
            _timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
            return;
        }
        _yielded = false;
        _dueNow = true;
        Work();
    }

    private void Arm()
    {
        var next = Deadlines.Next(_session);
        if (!_session.Commanded.IsOff && (next is null || _ownerSeen + HardLimits.Lease < next))
            next = _ownerSeen + HardLimits.Lease;
        if (next == _armedFor && next > Now)
            return;
        _armedFor = next;
        var wait = next is { } due ? PhaseActions.Later(due - Now, TimeSpan.Zero) : Timeout.InfiniteTimeSpan;
        if (wait != TimeSpan.Zero)
            _yielded = false;
        _timer.Change(wait, Timeout.InfiniteTimeSpan);
    }

    private bool IsOwnerSilent => Now >= _ownerSeen + HardLimits.Lease;

    private TimeSpan Now => _time.GetElapsedTime(_began);
}
