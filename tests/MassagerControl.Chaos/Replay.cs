using System.Collections.Immutable;
using MassagerControl.Chaos.Judging;
using MassagerControl.Chaos.Running;
using MassagerControl.Chaos.Scenarios;

namespace MassagerControl.Chaos;

/// <summary>One scenario, run and judged.</summary>
internal sealed record Replay(Account Account, ImmutableArray<Violation> Violations)
{
    /// <exception cref="ArgumentException">The scenario cannot be run.</exception>
    public static Replay Of(Scenario scenario, Sabotage? sabotage = null)
    {
        var account = ChaosSession.Run(scenario, Prepared.Of(scenario), sabotage ?? Sabotage.None);
        return new(account, Judge.Of(account));
    }
}
