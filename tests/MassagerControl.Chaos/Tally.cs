using System.Globalization;
using MassagerControl.Chaos.Generation;
using MassagerControl.Chaos.Judging;
using MassagerControl.Chaos.Odd;
using MassagerControl.Chaos.Running;

namespace MassagerControl.Chaos;

/// <summary>What came of many sessions.</summary>
/// <remarks>Safe from any thread.</remarks>
internal sealed class Tally
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, int> _outcomes = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Fault, string Phase), int> _hits = [];
    private readonly SortedDictionary<string, int> _rules = new(StringComparer.Ordinal);

    public int Sessions { get; private set; }

    /// <summary>Sessions with odd devices.</summary>
    public int Odd { get; private set; }

    /// <summary>Those of them in which the motor ran.</summary>
    public int OddRan { get; private set; }

    /// <summary>Sessions in which something was broken.</summary>
    public int Broken { get; private set; }

    /// <summary>Kinds of fault that never happened in some phase.</summary>
    public IEnumerable<Aim> Missing
    {
        get
        {
            lock (_gate)
                return [.. Aim.All.Where(aim => !_hits.ContainsKey((aim.Fault, aim.Phase)))];
        }
    }

    public void Add(Account account, IReadOnlyCollection<Violation> violations)
    {
        lock (_gate)
        {
            Sessions++;
            Broken += violations.Count > 0 ? 1 : 0;
            Count(_outcomes, account.Ended.End?.Outcome ?? "broken");
            foreach (var hit in account.Hits)
                _hits[hit] = _hits.GetValueOrDefault(hit) + 1;
            foreach (var violation in violations)
                Count(_rules, violation.Rule);
        }
    }

    public void AddOdd(OddCourse course)
    {
        lock (_gate)
        {
            Odd++;
            OddRan += course.Ran ? 1 : 0;
            Broken += course.Violations.IsEmpty ? 0 : 1;
            foreach (var violation in course.Violations)
                Count(_rules, violation.Rule);
        }
    }

    /// <returns>A table of faults by phase, and one line that says it all.</returns>
    public IEnumerable<string> Lines(TimeSpan took)
    {
        yield return $"{"faults that happened",-22}{string.Concat(Aim.Phases.Select(phase => $"{phase,13}"))}";
        foreach (var fault in Aim.DeviceFaults.Concat(Aim.HostFaults))
            yield return $"{fault,-22}{string.Concat(Aim.Phases.Select(phase => $"{_hits.GetValueOrDefault((fault, phase)),13}"))}";
        if (Broken > 0)
            yield return $"broken: {Words(_rules)}";
        yield return $"{Odd} sessions with odd devices, the motor ran in {OddRan}: {_rules.GetValueOrDefault("OddConfirmed")} times called off while it ran, {_rules.GetValueOrDefault("OddLeft")} times left running, {_rules.GetValueOrDefault("OddStill")} times not driven";
        var phases = Missing.Count() is var missing && missing > 0 ? $"{missing} of {Aim.All.Length} pairs of fault and phase never happened" : "every fault in every phase";
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"{Sessions} sessions, {Broken} with violations, {Sessions / took.TotalSeconds:0} a second; {Words(_outcomes)}; {phases}");
    }

    private static void Count(SortedDictionary<string, int> counts, string what) => counts[what] = counts.GetValueOrDefault(what) + 1;

    private static string Words(SortedDictionary<string, int> counts) => string.Join(", ", counts.Select(count => $"{count.Key} {count.Value}"));
}
