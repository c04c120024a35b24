using MassagerControl.App.Guarding;
using MassagerControl.App.Os;
using MassagerControl.App.People;
using MassagerControl.App.Ratings;
using MassagerControl.App.Terminal;
using MassagerControl.Core;
using MassagerControl.Core.Control;
using MassagerControl.Core.Massagers;
using MassagerControl.Core.Sessions;

namespace MassagerControl.App.Runs;

/// <summary>One session from its first input to the massager's disposal: puts the parts together and lets time go on.</summary>
internal sealed class SessionRun : IAsyncDisposable
{
    private readonly RunSetup _setup;
    private readonly SessionClock _clock;
    private readonly LeasedMassager _massager;
    private readonly IDisposable? _simulator;
    private readonly SessionLoop _loop;
    private readonly SessionOutput _output;
    private readonly DeviceWatch? _watch;
    private readonly List<IDisposable> _parts = [];
    private readonly TerminalScreen? _screen;
    private long _began;
    private bool _begun;

    /// <param name="watch">The guard of a device outside this process; null for one inside. Stays the caller's to dispose of.</param>
    public SessionRun(RunSetup setup, SessionOutput output, DeviceWatch? watch)
    {
        (_setup, _output, _watch, _clock) = (setup, output, watch, setup.Clock());
        var person = setup.Person is { } model ? new SimulatedPerson(model, setup.Plan.Seed ?? 0, _clock.Time, Apply) : null;
        var made = setup.Massager(_clock.Time, felt => person?.Feel(felt));
        (_massager, _simulator) = (MassagerChain.Of(made.Massager, setup.MayRun, Post, watch, _clock.Time), made.Simulator);
        _loop = new SessionLoop(setup.Plan, _massager, _clock.Time, output.Tell, StatelessEngine.Shared.Find);
        _loop.Changed += BeginWhenReady;
        if (person is not null)
            _loop.Changed += person.See;
        // A device in another process tells nobody what its motor delivers: the person feels what it has accepted.
        if (made.Simulator is null)
            _loop.Changed += snapshot => person?.Feel(snapshot.Session.Output?.Intensity ?? Intensity.Zero);
        Keep(person);
        // Not the heartbeat's own timer: a loop that hangs must not look alive.
        if (watch is not null)
            _loop.Renewed += watch.Link.Renew;
        if (ServiceNotify.Of(Environment.GetEnvironmentVariable) is { } manager)
            Tell(manager);
        if (setup.Screen is { } terminal)
            Keep(_screen = new TerminalScreen(terminal, _clock.Time, input => _clock.Post(() => _ = PostFromScreenAsync(input))) { Data = setup.Data });
    }

    /// <summary>The session as it is now; from any thread.</summary>
    public SessionSnapshot Snapshot => _loop.Snapshot;

    /// <summary>How fast time went where this computer was too slow for the speed that was asked for; null where it was not, or before the end.</summary>
    public double? SpeedMissed { get; private set; }

    /// <summary>Hands an input to the session; from any thread, in any state.</summary>
    public void Post(SessionInput input) => _clock.Post(() => Apply(input));

    /// <returns>Completes when the session is over and the massager is disposed of.</returns>
    /// <exception cref="InvalidOperationException">A fault of this program; the motor was told to stop, and the message says whether it did.</exception>
    public async Task<SessionResult> RunAsync()
    {
        Keep(_setup.Script is { } script ? new RatingScriptPlayer(script, _clock.Time, _loop.PostTogether) : null);
        // A device outside keeps real time, so that its session can be measured by the clock that goes on while the computer sleeps.
        Keep(new OwnerHeartbeat(_clock.Time, Beat, jump => Apply(new ClockJumpedInput(jump)), _watch is null ? null : () => BootClock.Now()?.Up));
        ShowOnScreen();
        if (_watch is not null)
            await BeGuardedAsync(_watch).ConfigureAwait(false);
        _began = _clock.Time.GetTimestamp();
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
        _simulator?.Dispose();
        _clock.Dispose();
    }

    private void Keep(IDisposable? part)
    {
        if (part is not null)
            _parts.Add(part);
    }

    // On the session's own thread or a timer of its clock. Nobody waits for the reply: what became of the input is an event.
    private void Apply(SessionInput input) => _ = _loop.PostAsync(input);

    private void ShowOnScreen()
    {
        if (_screen is null)
            return;
        _loop.Changed += _screen.Show;
        _screen.Start();
    }

    private void Tell(ServiceNotify manager)
    {
        Keep(manager);
        manager.Ready();
        _loop.Renewed += manager.Alive;
    }

    /// <summary>No motor may be told to run before this completes.</summary>
    private async Task BeGuardedAsync(DeviceWatch watch)
    {
        await watch.ArmAsync().ConfigureAwait(false);
        watch.Link.Observe(why => Post(new StopInput($"the guard is lost: {why}")), Note);
    }

    private void Note(string text)
    {
        _output.Note(text);
        _screen?.Note(text);
    }

    private async Task PostFromScreenAsync(SessionInput input)
    {
        var reply = await _loop.PostAsync(input).ConfigureAwait(false);
        if (KeyAnswers.To(input, reply, Snapshot.Session) is { } answer)
            _screen!.Hint(answer);
    }

    private void Beat()
    {
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
