using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Core.Safety;
using MassagerControl.Core.Sessions;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Core.Sessions;

/// <summary>One random session: program, device, person, faults and keys from a seed; watched from the device's side.</summary>
internal sealed class RandomSession : IDisposable
{
    private readonly Random _random;
    private readonly Bench _bench;
    private readonly SessionPlan _plan;
    private readonly bool _faulty;
    private Intensity _cap;
    private bool _ratedBelow;
    private bool _released = true;
    private (TimeSpan At, double Percent) _last;
    private TimeSpan _lastRise = -HardLimits.StepGap;
    private int _eventsSeen;

    /// <param name="find">The engine of the transition table; the program's own when null.</param>
    public RandomSession(int seed, FindRow? find = null)
    {
        _random = new Random(seed);
        _plan = RandomPlan();
        _faulty = _random.Next(3) == 0;
        _bench = new Bench(_plan, find);
        _cap = _bench.Session.RatingCap;
        if (_faulty)
            MakeFaulty();
    }

    public List<string> Violations { get; } = [];

    public HashSet<SessionState> Visited { get; } = [];

    public IReadOnlyList<SessionEvent> Events => _bench.Events;

    public void Run()
    {
        _bench.Loop.Changed += snapshot => Visited.Add(snapshot.Session.State);
        Do(new StartInput());
        Do(new BeginInput());
        var limit = HardLimits.Session + HardLimits.Reconnect + HardLimits.StopRepeat + TimeSpan.FromSeconds(5);
        while (!_bench.Loop.Completion.IsCompleted && _bench.Now < limit)
        {
            _bench.Advance(0.05 + _random.NextDouble() * 12);
            Check();
            if (!_bench.Loop.Completion.IsCompleted)
                Do(RandomInput());
        }
        AtTheEnd();
    }

    public void Dispose() => _bench.Dispose();

    private void Do(SessionInput input)
    {
        _bench.Post(input);
        Check();
        if (input is StopInput or RedFlagInput && !_faulty && !CannotBeTold && _bench.Massager.Motor != 0)
            Violations.Add($"{input} left the motor at {_bench.Massager.Motor} %");
    }

    private void Check()
    {
        WatchEvents();
        if (CannotBeTold)
            return;
        if (_bench.Massager.Motor > _cap.Percent + 0.01)
            Violations.Add($"motor {_bench.Massager.Motor} above the cap {_cap} at {_bench.Now}");
        var ceiling = _plan.Ceilings.Append(new("user", _plan.UserCeiling, "")).Min(c => c.Cap.Percent);
        if (_bench.Massager.Motor > ceiling + 0.01)
            Violations.Add($"motor {_bench.Massager.Motor} above the ceiling {ceiling} at {_bench.Now}");
    }

    /// <summary>Off was asked for and the device does not answer: what the motor does is the device's own affair.</summary>
    private bool CannotBeTold => _bench.Session.State is SessionState.Stopping or SessionState.Reconnecting or SessionState.Faulted;

    /// <summary>An oracle of its own: it knows the events and the device, not the machine.</summary>
    private void WatchEvents()
    {
        for (; _eventsSeen < _bench.Events.Count; _eventsSeen++)
            Watch(_bench.Events[_eventsSeen]);
    }

    private void Watch(SessionEvent happened)
    {
        switch (happened)
        {
            case CapChanged cap:
                if (cap.Value > _cap && !_ratedBelow)
                    Violations.Add($"the cap rose to {cap.Value} without a rating below the band");
                if (cap.Value.Percent > _cap.Percent + Math.Max(10, 100.0 / _plan.Scale.Count) + 0.01 && cap.At > TimeSpan.Zero)
                    Violations.Add($"the cap rose by more than a step, to {cap.Value}");
                if (cap.Value > _cap && !_released)
                    Violations.Add($"the cap rose to {cap.Value} without a release between");
                _cap = cap.Value;
                break;
            case Rated rated:
                _ratedBelow = rated.Value < _plan.Band.Low;
                break;
            case PhaseEntered { Phase: SessionPhase.Release or SessionPhase.Paused or SessionPhase.Guided }:
                _released = true;
                break;
            case PhaseEntered { Phase: SessionPhase.Compress, Reason.Text: "next press" }:
                (_released, _ratedBelow) = (false, false);
                break;
            case LevelAccepted level:
                WatchLevel(level);
                break;
        }
    }

    private void WatchLevel(LevelAccepted level)
    {
        var percent = level.Output.Intensity.Percent;
        if (level.Output.Reasons.Any(reason => level.Output.Intensity.Percent > reason.Cap.Percent + 0.01))
            Violations.Add($"{percent} above one of its own limits");
        if (level.Output.Intensity < level.Output.Requested && level.Output.Reasons.IsEmpty)
            Violations.Add($"{percent} is lower than asked for, without a reason");
        if (percent > _last.Percent)
            WatchRise(level.At, percent);
        _last = (level.At, percent);
    }

    private void WatchRise(TimeSpan at, double percent)
    {
        var step = Math.Max(10, 100.0 / _plan.Scale.Count) + 0.01;
        if (percent - _last.Percent > step)
            Violations.Add($"rose by {percent - _last.Percent} points at once");
        if (at - _lastRise < HardLimits.StepGap && !_faulty)
            Violations.Add($"rose twice within {at - _lastRise}");
        _lastRise = at;
    }

    private void AtTheEnd()
    {
        if (!_bench.Loop.Completion.IsCompletedSuccessfully)
        {
            Violations.Add($"no end: {_bench.Session.State}, {_bench.Loop.Completion.Exception?.InnerException?.Message}");
            return;
        }
        var written = _bench.Massager.Outputs.Count;
        foreach (var input in new SessionInput[] { RandomInput(), new ResumeInput("late"), new BeginInput() })
            _bench.Post(input);
        _bench.Advance(600);
        if (_bench.Massager.Outputs.Count != written)
            Violations.Add("something was written after the end");
        if (_bench.Result.ConfirmedOff && _bench.Massager.Motor != 0)
            Violations.Add($"confirmed off at {_bench.Massager.Motor} %");
        if (_bench.Result.Press > HardLimits.PressPerArea)
            Violations.Add($"{_bench.Result.Press} of press");
    }

    private SessionPlan RandomPlan()
    {
        int[] counts = [3, 4, 5, 6, 7, 10, 12, 16, 19, 20, 100, 255];
        var levels = counts[_random.Next(counts.Length)];
        var band = _random.Next(3) switch
        {
            0 => Plans.Gentle,
            1 => new RatingBand(Discomfort.From(1), Discomfort.From(3)),
            _ => Plans.Standard,
        };
        var steps = ImmutableArray.CreateBuilder<PlanStep>();
        if (_random.Next(2) == 0)
            steps.Add(new WarmUpStep(Plans.Seconds(_random.Next(5, 31)), Intensity.FromPercent(34)) { Pattern = RandomPattern(34, levels) });
        steps.Add(RandomCycle(levels));
        if (_random.Next(4) == 0)
            steps.Add(new GuidedStep(Plans.Seconds(_random.Next(5, 20)), "move the arm"));
        if (_random.Next(6) == 0)
            steps.Add(RandomCycle(levels));
        if (_random.Next(2) == 0)
            steps.Add(new CoolDownStep(Plans.Seconds(_random.Next(5, 31)), Intensity.FromPercent(34)) { Pattern = RandomPattern(34, levels) });
        if (_random.Next(4) == 0)
            steps.Add(new CoolDownStep(Plans.Seconds(_random.Next(5, 31)), Intensity.FromPercent(60)) { Pattern = RandomPattern(60, levels) });
        return Plans.Of(levels, band, steps.DrainToImmutable()) with
        {
            UserCeiling = Intensity.FromPercent(40 + _random.Next(61)),
            Ceilings = _random.Next(3) == 0 ? [new("area-ceiling", Intensity.FromPercent(35 + _random.Next(60)), "random")] : [],
            Massager = Plans.Device(levels, (OnDisconnect)_random.Next(3)),
        };
    }

    private CycleStep RandomCycle(int levels) => new(
        Plans.Seconds(_random.Next(2, 31)),
        Plans.Seconds(_random.Next(3)),
        Plans.Seconds(5 + _random.Next(5)),
        _random.Next(1, 5),
        Intensity.Full,
        _random.Next(2) == 0)
    {
        Pattern = RandomPattern(100, levels),
        Cues = _random.Next(3) == 0 ? [new(TimeSpan.Zero, "one"), new(Plans.Seconds(_random.Next(1, 40)), "two"), new(Plans.Seconds(45), "never", 3)] : [],
    };

    private LevelPattern? RandomPattern(int high, int levels) => _random.Next(3) > 0
        ? null
        : new LevelPattern(
            (PatternShape)_random.Next(2), Intensity.FromPercent(_random.Next(1, high)), Intensity.FromPercent(high), Plans.Seconds(2 + (_random.NextDouble() * 20)))
            .On(new LevelScale(levels), TimeSpan.FromMilliseconds(_random.Next(600)));

    private SessionInput RandomInput() => _random.Next(100) switch
    {
        < 40 => new RatedInput(Discomfort.From(_random.Next(1, 8)), "random"),
        < 46 => new RatedInput(Discomfort.From(8), "random"),
        < 47 => new RatedInput(Discomfort.From(_random.Next(9, 11)), "random"),
        < 52 => new PauseInput("random"),
        < 66 => new ResumeInput("random"),
        < 71 => new EasedInput("random"),
        < 78 => new CeilingDownInput("random"),
        < 85 => new CeilingUpInput("random"),
        < 88 => new ReportInput(new LinkLost("random")),
        < 91 => new ClockJumpedInput(TimeSpan.FromMinutes(1)),
        < 94 => new ReportInput(new LevelReported(_bench.Session.Commanded)),
        < 95 => new ReportInput(new LevelReported(new Level(_random.Next(_plan.Scale.Count + 1)))),
        < 96 => new RedFlagInput((RedFlagKind)_random.Next(3), "random"),
        < 97 => new StopInput("random"),
        < 98 => new OwnerLostInput(),
        < 99 => new RemotesLostInput(),
        _ => new BeginInput(),
    };

    private void MakeFaulty()
    {
        var massager = _bench.Massager;
        massager.OnConnect = () => Chance(4) ? Fault() : Task.CompletedTask;
        massager.OnSet = _ => Chance(30) ? Fault() : Task.CompletedTask;
        massager.OnStop = () => Chance(8) ? Fault() : Task.CompletedTask;
    }

    private bool Chance(int oneIn) => _bench.Session.EverDriven && _random.Next(oneIn) == 0;

    private Task Fault() => Task.FromException(new MassagerException((MassagerFaultKind)_random.Next(4), "random"));
}
