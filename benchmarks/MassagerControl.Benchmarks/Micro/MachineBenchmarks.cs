using BenchmarkDotNet.Attributes;
using MassagerControl.Benchmarks.Sessions;
using MassagerControl.Core;
using MassagerControl.Core.Safety;
using MassagerControl.Core.Sessions;
using MassagerControl.Runtime.Runs;

namespace MassagerControl.Benchmarks.Micro;

/// <summary>The pure part: what one input costs before anything leaves for the device.</summary>
public class MachineBenchmarks
{
    private static readonly SessionInput Below = new RatedInput(Discomfort.From(3), "person");
    private static readonly SessionInput Within = new RatedInput(Discomfort.From(6), "person");
    private static readonly SessionInput Severe = new RatedInput(Discomfort.From(8), "person");
    private static readonly SessionInput Stop = new StopInput("key");
    private static readonly SessionInput PhaseDue = new DueInput(SessionTrigger.PhaseDue);

    private Session _holding = null!;
    private TimeSpan _now;

    [GlobalSetup]
    public void HoldThePress()
    {
        var run = new MachineRun(new ShippedSession().Plan(seed: 1));
        _holding = run.Until(session => session is { State: SessionState.Holding, PromptOpen: true });
        _now = run.Now;
    }

    [Benchmark(Description = "SessionMachine.Next: a rating below the band")]
    public SessionState RateBelow() => SessionMachine.Next(_holding, Below, _now, StatelessEngine.Shared.Find).Session.State;

    [Benchmark(Description = "SessionMachine.Next: a rating in the band")]
    public SessionState RateWithin() => SessionMachine.Next(_holding, Within, _now, StatelessEngine.Shared.Find).Session.State;

    [Benchmark(Description = "SessionMachine.Next: an 8")]
    public SessionState RateSevere() => SessionMachine.Next(_holding, Severe, _now, StatelessEngine.Shared.Find).Session.State;

    [Benchmark(Description = "SessionMachine.Next: STOP")]
    public SessionState PressStop() => SessionMachine.Next(_holding, Stop, _now, StatelessEngine.Shared.Find).Session.State;

    [Benchmark(Description = "SessionMachine.Next: the press is over")]
    public SessionState EndPress() => SessionMachine.Next(_holding, PhaseDue, _now, StatelessEngine.Shared.Find).Session.State;

    [Benchmark(Description = "ControlLaw.Goal: three limits, one binding")]
    public Limited Goal() => ControlLaw.Goal(_holding);

    [Benchmark(Description = "Deadlines.Next")]
    public TimeSpan? NextDeadline() => Deadlines.Next(_holding);
}
