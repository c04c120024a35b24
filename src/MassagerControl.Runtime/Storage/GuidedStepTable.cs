using System.Collections.Immutable;

namespace MassagerControl.Runtime.Storage;

/// <summary>Which guided steps were begun, for those that count by the day.</summary>
public sealed class GuidedStepTable(Transaction work)
{
    public void Add(string step, DateTimeOffset begun) => work.Execute("INSERT INTO guided_steps(step, begun_utc) VALUES ($step, $begun)", ("$step", step), ("$begun", begun));

    /// <returns>How often each was begun after a moment; one that lies in the future, as a clock was set back, counts too.</returns>
    public ImmutableDictionary<string, int> Since(DateTimeOffset moment) => work.Query(
        "SELECT step, count(*) FROM guided_steps WHERE begun_utc > $since GROUP BY step", row => KeyValuePair.Create(row.Text(0), (int)row.Whole(1)), ("$since", moment)).ToImmutableDictionary();

    /// <summary>What no limit counts any more.</summary>
    public void DeleteUntil(DateTimeOffset moment) => work.Execute("DELETE FROM guided_steps WHERE begun_utc <= $until", ("$until", moment));
}
