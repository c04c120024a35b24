using MassagerControl.Benchmarks.Measuring;
using MassagerControl.Core.Control;
using MassagerControl.Core.Sessions;
using MassagerControl.Core.Timing;
using MassagerControl.Runtime.People;
using MassagerControl.Runtime.Reach;
using MassagerControl.Runtime.Runs;

namespace MassagerControl.Benchmarks.Sessions;

/// <summary>One of several sessions on one clock: the parts of <see cref="SessionRun"/>, which has a clock of its own.</summary>
internal sealed class LiveSession : IAsyncDisposable
{
    private readonly SimulatedPerson? _person;
    private readonly MadeMassager _made;
    private readonly LeasedMassager _massager;
    private readonly SessionLoop _loop;
    private readonly TimeProvider _time;
    private LeaseRenewal? _renewal;
    private bool _begun;

    /// <param name="model">Null: nobody rates.</param>
    /// <param name="find">The engine of the table; the program's own when null.</param>
    public LiveSession(SessionPlan plan, MakeMassager make, TimeProvider time, SimulatedPersonModel? model, FindRow? find = null)
    {
        _time = time;
        _person = model is { } known ? new SimulatedPerson(known, plan.Seed ?? 0, time, Apply) : null;
        _made = make(time);
        if (_person is not null && _made.Simulator is { } motor)
            motor.Delivers += _person.Feel;
        _massager = new LeasedMassager(_made.Massager, time);
        _loop = new SessionLoop(plan, _massager, time, static _ => { }, find ?? StatelessEngine.Shared.Find);
        _loop.Changed += BeginWhenReady;
        _loop.Changed += Edges.Look;
        if (_person is { } person)
            _loop.Changed += person.See;
    }

    public EdgeWatch Edges { get; } = new();

    public bool IsRunning => !_loop.Completion.IsCompleted;

    /// <summary>Real time for any number of sessions; a fault in one of them ends the benchmark.</summary>
    public static DeadlineTimeProvider Clock() => new(static exception => Environment.FailFast("a timer failed", exception));

    /// <exception cref="InvalidOperationException">It did not complete: the figure would be worth nothing.</exception>
    public async Task RunAsync()
    {
        var clock = new ClockJumpWatch(_time, jump => Apply(new ClockJumpedInput(jump)));
        _renewal = new LeaseRenewal(_time, () =>
        {
            clock.Look();
            _loop.RenewLease();
        });
        Apply(new StartInput());
        var result = await _loop.Completion;
        _renewal.Dispose();
        if (result.Outcome != SessionOutcome.Completed)
            throw new InvalidOperationException($"The session ended: {result.Reason}.");
    }

    public async ValueTask DisposeAsync()
    {
        _renewal?.Dispose();
        _person?.Dispose();
        _loop.Dispose();
        await _massager.DisposeAsync();
        _made.Simulator?.Dispose();
    }

    private void Apply(SessionInput input) => _ = _loop.PostAsync(input);

    private void BeginWhenReady(SessionSnapshot snapshot)
    {
        if (_begun || snapshot.Session.State != SessionState.Ready)
            return;
        _begun = true;
        Apply(new BeginInput());
    }
}
