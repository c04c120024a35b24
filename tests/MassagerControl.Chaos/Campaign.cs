using System.Collections.Immutable;
using MassagerControl.Chaos.Generation;
using MassagerControl.Chaos.Judging;
using MassagerControl.Chaos.Odd;
using MassagerControl.Chaos.Scenarios;

namespace MassagerControl.Chaos;

/// <summary>Many seeded sessions on all cores.</summary>
internal sealed class Campaign(int seed)
{
    /// <summary>Told of each session in which something was broken; from any thread.</summary>
    public event Action<Drawn, ImmutableArray<Violation>>? Broken;

    /// <summary>The same of a session with an odd device; from any thread.</summary>
    public event Action<OddCase, ImmutableArray<Violation>>? OddBroken;

    public Tally Tally { get; } = new();

    /// <summary>Only the sessions with odd devices.</summary>
    public bool OnlyOdd { get; init; }

    public void Run(IEnumerable<int> numbers, CancellationToken cancellation = default) =>
        Parallel.ForEach(numbers, new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount }, RunOne);

    /// <summary>The scenario without everything that it can do without and still break the same rule.</summary>
    public static Scenario Smallest(Scenario scenario, string rule)
    {
        bool Breaks(Scenario smaller) => Replay.Of(smaller).Violations.Any(violation => violation.Rule == rule);

        for (var before = (Scenario?)null; before != scenario;)
        {
            before = scenario;
            for (var i = scenario.Faults.Length - 1; i >= 0; i--)
                if (scenario with { Faults = scenario.Faults.RemoveAt(i) } is var less && Breaks(less))
                    scenario = less;
            for (var i = scenario.Host.Length - 1; i >= 0; i--)
                if (scenario with { Host = scenario.Host.RemoveAt(i) } is var less && Breaks(less))
                    scenario = less;
            for (var i = scenario.Says.Length - 1; i >= 0; i--)
                if (scenario with { Says = scenario.Says.RemoveAt(i) } is var less && Breaks(less))
                    scenario = less;
            if (scenario.Person is not null && scenario with { Person = null } is var alone && Breaks(alone))
                scenario = alone;
        }
        return scenario;
    }

    private void RunOne(int number)
    {
        if (!OnlyOdd)
            RunOrdinary(number);
        RunOdd(number);
    }

    private void RunOrdinary(int number)
    {
        var drawn = ScenarioMaker.Make(seed, number);
        var violations = Judge.Of(drawn.Account);
        Tally.Add(drawn.Account, violations);
        if (!violations.IsEmpty)
            Broken?.Invoke(drawn, violations);
    }

    /// <summary>Beside each ordinary session, whose course it leaves alone.</summary>
    private void RunOdd(int number)
    {
        var drawn = OddCaseDraw.Make(seed, number);
        var course = OddSession.Run(drawn);
        Tally.AddOdd(course);
        if (!course.Violations.IsEmpty)
            OddBroken?.Invoke(drawn, course.Violations);
    }
}
