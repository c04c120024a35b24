using MassagerControl.Core;
using MassagerControl.Core.Control;
using MassagerControl.Core.Massagers;
using MassagerControl.Core.Sessions;
using MassagerControl.Runtime.Guarding;
using MassagerControl.Runtime.Os;
using MassagerControl.Runtime.Reach;

namespace MassagerControl.Runtime.Runs;

/// <summary>One session from its first input to the massager's disposal: puts the parts together and lets time go on.</summary>
/// <remarks>Knows nobody who watches or rates: those join as <see cref="SessionCompanion"/>s.</remarks>
public sealed class SessionRun : IAsyncDisposable
{
    private readonly RunSetup _setup;
    private readonly SessionClock _clock;
    private readonly LeasedMassager _massager;
    private readonly SessionLoop _loop;
    private readonly SessionOutput _output;
    private readonly DeviceWatch? _watch;
    private readonly List<IDisposable> _parts = [];
    private long _began;
    private bool _begun;

    /// <param name="watch">The guard of a device outside this process; null for one inside. Stays the caller's to dispose of.</param>
    public SessionRun(RunSetup setup, SessionOutput output, DeviceWatch? watch)
    {
        (_setup, _output, _watch, _clock) = (setup, output, watch, setup.Clock());
        var made = setup.Massager(_clock.Time);
        (_massager, Motor) = (MassagerChain.Of(made.Massager, setup.MayRun, Post, watch, _clock.Time), made.Simulator);
        _loop = new SessionLoop(setup.Plan, _massager, _clock.Time, Tell, StatelessEngine.Shared.Find);
        _loop.Changed += BeginWhenReady;
        // Not the renewal's own timer: a loop that hangs must not look alive.
        if (watch is not null)
            _loop.Renewed += watch.Link.Renew;
    }

    public SessionPlan Plan => _setup.Plan;

    /// <summary>The session's own time.</summary>
    public TimeProvider Time => _clock.Time;

    /// <summary>The motor of a simulated device inside this process; null for any other.</summary>
    public SimulatedMotor? Motor { get; }

    /// <summary>The session as it was after its last change; from any thread.</summary>
    public SessionSnapshot Snapshot => _loop.Snapshot;

    /// <summary>The same with the time that has passed since, for whoever shows what is left; from any thread.</summary>
    public SessionSnapshot Present
    {
        get
        {
            var last = Snapshot;
            if (last.Session.IsOver || last.Session.State == SessionState.Idle)
                return last;
            var at = _clock.Time.GetElapsedTime(Interlocked.Read(ref _began));
            return at > last.At ? last with { At = at } : last;
        }
    }

    /// <summary>How fast time went where this computer was too slow for the speed that was asked for; null where it was not, or before the end.</summary>
    public double? SpeedMissed { get; private set; }

    /// <summary>Raised after each change, on the session's own thread; must return at once and not throw (<see cref="SessionFeed"/> is for whoever may do either).</summary>
    public event Action<SessionSnapshot>? Changed
    {
        add => _loop.Changed += value;
        remove => _loop.Changed -= value;
    }

    /// <summary>Raised with each event, in order, on the session's own thread; must return at once and not throw (<see cref="SessionFeed"/>).</summary>
    public event Action<SessionEvent>? Told;

    /// <summary>Raised when the loop has taken a renewal: proof that it is not stuck. Must return at once and not throw.</summary>
    public event Action? Renewed
    {
        add => _loop.Renewed += value;
        remove => _loop.Renewed -= value;
    }

    /// <summary>Raised with what the guard wants the person to know, on any thread; must return at once and not throw.</summary>
    public event Action<Phrase>? Noted;

    /// <summary>Hands an input to the session; from any thread, in any state.</summary>
    public void Post(SessionInput input) => _clock.Post(() => Apply(input));

    /// <summary>Hands an input to the session; from any thread, in any state.</summary>
    /// <param name="answered">Told what came of it, and the session after it, on a thread of the pool.</param>
    public void Post(SessionInput input, Action<InputReply, Session> answered) => _clock.Post(() => _ = AskAsync(input, answered));

    /// <summary>Hands inputs of one instant to the session, on its own thread or on a timer of <see cref="Time"/>.</summary>
    public void PostTogether(IEnumerable<SessionInput> inputs) => _loop.PostTogether(inputs);

    /// <returns>Completes when the session is over and the massager is disposed of.</returns>
    /// <exception cref="InvalidOperationException">A fault of this program; the motor was told to stop, and the message says whether it did.</exception>
    public async Task<SessionResult> RunAsync()
    {
        foreach (var companion in _setup.Companions)
            _parts.Add(companion(this));
        // A device outside keeps real time, so that its session can be measured by the clock that goes on while the computer sleeps.
        var clockJumps = new ClockJumpWatch(_clock.Time, jump => Apply(new ClockJumpedInput(jump)), _watch is null ? null : () => BootClock.Now()?.Up);
        _parts.Add(new LeaseRenewal(_clock.Time, () => Renew(clockJumps)));
        if (_watch is not null)
            await BeGuardedAsync(_watch).ConfigureAwait(false);
        Interlocked.Exchange(ref _began, _clock.Time.GetTimestamp());
        Post(new StartInput());
        try
        {
            await _clock.RunUntilAsync(_loop.Completion).ConfigureAwait(false);
        }
        catch (InvalidOperationException broken)
        {
            throw new InvalidOperationException($"{broken.Message}; {await LastStopAsync().ConfigureAwait(false)}", broken);
        }
        var result = await _loop.Completion.ConfigureAwait(false);
        SpeedMissed = _clock.SpeedMissed;
        _watch?.End(result);
        return result;
    }

    public async ValueTask DisposeAsync()
    {
        // A session that broke: from here on nobody renews, and the guard sees to it that the motor is off.
        _watch?.End(null);
        foreach (var part in _parts)
            part.Dispose();
        _loop.Dispose();
        var closed = _massager.DisposeAsync().AsTask();
        await _clock.RunUntilAsync(closed).ConfigureAwait(false);
        await closed.ConfigureAwait(false);
        Motor?.Dispose();
        _clock.Dispose();
    }

    // On the session's own thread or a timer of its clock. Nobody waits for the reply: what became of the input is an event.
    private void Apply(SessionInput input) => _ = _loop.PostAsync(input);

    private async Task AskAsync(SessionInput input, Action<InputReply, Session> answered) =>
        answered(await _loop.PostAsync(input).ConfigureAwait(false), Snapshot.Session);

    private void Tell(SessionEvent told)
    {
        _output.Tell(told);
        Told?.Invoke(told);
    }

    /// <summary>No motor may be told to run before this completes.</summary>
    private async Task BeGuardedAsync(DeviceWatch watch)
    {
        await watch.ArmAsync().ConfigureAwait(false);
        watch.Link.Observe(why => Post(new StopInput($"the guard is lost: {why}")), Note);
    }

    private void Note(Phrase text)
    {
        _output.Note(text);
        Noted?.Invoke(text);
    }

    private void Renew(ClockJumpWatch clockJumps)
    {
        clockJumps.Look();
        _loop.RenewLease();
        _output.Pass(_clock.Time.GetElapsedTime(_began), Snapshot.Session);
    }

    private void BeginWhenReady(SessionSnapshot snapshot)
    {
        if (_setup.Human || _begun || snapshot.Session.State != SessionState.Ready)
            return;
        _begun = true;
        Apply(new BeginInput());
    }

    /// <summary>The session itself is broken: past it, straight to the driver.</summary>
    private async Task<string> LastStopAsync()
    {
        try
        {
            var stopped = _massager.StopAsync(CancellationToken.None);
            await _clock.RunUntilAsync(stopped).ConfigureAwait(false);
            await stopped.ConfigureAwait(false);
            return "the motor is confirmed off";
        }
        catch (Exception exception) when (exception is MassagerException or InvalidOperationException)
        {
            return $"it is NOT confirmed that the motor is off ({exception.Message}): press the button on the device now";
        }
    }
}
