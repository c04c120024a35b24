using MassagerControl.App.Cli;
using MassagerControl.Chaos.Scenarios;
using MassagerControl.Core;
using MassagerControl.Core.Control;
using MassagerControl.Core.Sessions;
using MassagerControl.Core.Timing;
using MassagerControl.Devices.Protocols;
using MassagerControl.Devices.Simulation;
using MassagerControl.Runtime.Events;
using MassagerControl.Runtime.People;
using MassagerControl.Runtime.Reach;
using MassagerControl.Runtime.Runs;

namespace MassagerControl.Chaos.Running;

/// <summary>Runs one scenario through the code that ships, from the plan to the bytes, and writes down what is seen from outside.</summary>
internal sealed class ChaosSession : IDisposable
{
    /// <summary>The device is on before the program starts, so that a fault can be there first.</summary>
    public static readonly TimeSpan Start = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(10);

    // What nobody may say after the end with any effect.
    private static readonly string[] Late = ["resume", "3", "+"];

    private readonly Scenario _scenario;
    private readonly Prepared _prepared;
    private readonly Sabotage _sabotage;
    private readonly VirtualTimeProvider _world = new();
    private readonly Observer _observer;
    private readonly HostTime _host;
    private readonly ChaosClock _clock;
    private readonly Queue<HostFault> _hangs;
    private readonly List<ITimer> _timers = [];
    private readonly LoggedEvents? _disk;
    private readonly SimulatedPerson? _person;
    private readonly SessionRun _run;
    private SimulatedPeripheral? _peripheral;
    private SessionSnapshot? _seen;

    private ChaosSession(Scenario scenario, Prepared prepared, Sabotage sabotage)
    {
        (_scenario, _prepared, _sabotage) = (scenario, prepared, sabotage);
        _observer = new Observer(_world);
        _host = new HostTime(_world, sabotage.IgnoresHostFaults ? [] : scenario.Host);
        _host.Beat += beat => _observer.Add(new OwnerBeat(beat));
        _clock = new ChaosClock(_world, _host);
        _hangs = new(scenario.Host.Where(fault => fault.Kind == HostFaultKind.LoopHung).OrderBy(fault => fault.At));
        if (scenario.Host.FirstOrDefault(fault => fault.Kind == HostFaultKind.LogFails) is { } full)
            _disk = new LoggedEvents(full.Bytes, LogFailed);
        if (scenario.Person is { } model)
            _person = new SimulatedPerson(model, scenario.Seed ^ scenario.Number, _world, input => Say(((RatedInput)input).Value.ToString()));
        var plan = prepared.Plan ?? throw new ArgumentException($"refused: {string.Join("; ", prepared.Refusals)}", nameof(prepared));
        var log = _disk?.Log ?? new EventLog(_observer.Log, trace: false);
        _run = new SessionRun(
            new() { Plan = sabotage.Plan(plan), Massager = Make, Speed = null, OwnClock = () => _clock }, new SessionOutput(log, Show), watch: null);
    }

    /// <exception cref="ArgumentException">The plan is refused, or the faults are.</exception>
    public static Account Run(Scenario scenario, Prepared prepared, Sabotage sabotage)
    {
        using var session = new ChaosSession(scenario, prepared, sabotage);
        session.Run();
        return session._observer.Account(scenario, prepared);
    }

    public void Dispose()
    {
        _disk?.Dispose();
        _person?.Dispose();
        _clock.Dispose();
        _peripheral?.Dispose();
    }

    private void Run()
    {
        _clock.Stepped += Look;
        Schedule();
        _world.Advance(Start);
        _observer.Add(new ProgramStarted(_world.Elapsed));
        var ended = Work();
        _observer.Add(ended);
        Look();
        Leave();
    }

    private MadeMassager Make(TimeProvider time)
    {
        var profile = _prepared.Profile;
        var faults = ScenarioFile.Script(_scenario.Faults, profile.Scale);
        _peripheral = new SimulatedPeripheral(profile, new() { Faults = faults, OnDisconnect = _scenario.OnDisconnect }, _world);
        _peripheral.Happened += See;
        var radio = new HostRadio(new SimulatedRadio(_peripheral), _host);
        return new(_sabotage.Driver(new ProfiledMassager(Prepared.Driver(profile, radio, time)), time), null);
    }

    private void Schedule()
    {
        foreach (var saying in _scenario.Says)
            At(saying.At, () => Say(saying.Say));
        foreach (var fault in _scenario.Host.Where(fault => fault.Kind is not (HostFaultKind.LoopHung or HostFaultKind.LogFails)))
            At(fault.At, () => Trouble(fault.Kind, Seconds.Span(fault.At + Math.Max(0, fault.Seconds))));
    }

    private void At(double seconds, Action act) =>
        _timers.Add(_world.CreateTimer(_ => act(), null, Seconds.Span(seconds), Timeout.InfiniteTimeSpan));

    private ProgramEnded Work()
    {
        SessionResult? result = null;
        string? broken = null;
        try
        {
            var running = _run.RunAsync();
            result = running.IsCompleted ? running.GetAwaiter().GetResult() : throw new InvalidOperationException("the session left its thread");
        }
        catch (InvalidOperationException exception)
        {
            broken = exception.Message;
        }
        var kept = _disk?.Close() ?? true;
        var exit = _sabotage.ExitCode(ExitCode.Of(new(result, broken, Intensity.Zero), kept));
        return new(_world.Elapsed, result is null ? null : _sabotage.End(EndOf(result)), exit, broken);
    }

    private static SessionEnd EndOf(SessionResult result) =>
        new(EventLine.Word(result.Outcome), result.ConfirmedOff, result.AreaLocked, result.Reps, result.Press);

    private void Leave()
    {
        foreach (var timer in _timers)
            timer.Dispose();
        foreach (var word in Late)
            Say(word);
        _clock.Stepped -= Look;
        try
        {
            _run.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
        catch (InvalidOperationException)
        {
            // A session that broke is told already.
        }
        _world.Advance(Quiet);
    }

    /// <summary>A person speaks; while the computer stands still it comes through when it goes on.</summary>
    private void Say(string word) => _host.Soon(() =>
    {
        _observer.Add(new Said(_world.Elapsed, word));
        if (_sabotage.Hears(Saying.Input(word)) is { } heard)
            _run.Post(heard);
    });

    private void See(PeripheralEvent happened)
    {
        _observer.Add(new DeviceEntry(happened));
        if (happened is MotorChanged motor)
            _person?.Feel(_prepared.Profile.Scale.IntensityOf(motor.Level));
    }

    private void Trouble(HostFaultKind kind, TimeSpan until) => _observer.Add(new HostTrouble(_world.Elapsed, kind, until));

    // On the session's own thread, inside the session's own work.
    private void Show(string line)
    {
        _observer.Add(new Shown(_world.Elapsed, line));
        if (!_hangs.TryPeek(out var hang) || Seconds.Span(hang.At) > _world.Elapsed)
            return;
        _hangs.Dequeue();
        Trouble(HostFaultKind.LoopHung, _world.Elapsed + Seconds.Span(hang.Seconds));
        if (!_sabotage.IgnoresHostFaults)
            _clock.RunFor(Seconds.Span(hang.Seconds));
    }

    // On the thread that writes the log, while the session's own thread waits for it.
    private void LogFailed(string reason)
    {
        Trouble(HostFaultKind.LogFails, TimeSpan.MaxValue);
        _run.Post(new StopInput($"the event log cannot be written: {reason}"));
    }

    private void Look()
    {
        var snapshot = _run.Snapshot;
        if (ReferenceEquals(snapshot, _seen))
            return;
        _seen = snapshot;
        _observer.Enter(snapshot.Session.State);
        _person?.See(snapshot);
    }
}
