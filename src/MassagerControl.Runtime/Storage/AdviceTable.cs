using System.Collections.Immutable;

namespace MassagerControl.Runtime.Storage;

/// <summary>Which advice was shown, so that it is shown once.</summary>
internal sealed class AdviceTable(Transaction work)
{
    /// <param name="area">Null for advice about no area.</param>
    public void Add(string kind, string? area, DateTimeOffset shown) => work.Execute(
        "INSERT INTO advice_shown(kind, area, shown_utc) VALUES ($kind, $area, $shown)", ("$kind", kind), ("$area", area), ("$shown", shown));

    public void DeleteAll() => work.Execute("DELETE FROM advice_shown");

    /// <returns>When advice of each kind about an area was last shown.</returns>
    public ImmutableDictionary<string, DateTimeOffset> Of(string area) => work.Query(
        "SELECT kind, max(shown_utc) FROM advice_shown WHERE area = $area GROUP BY kind", row => KeyValuePair.Create(row.Text(0), row.Moment(1)), ("$area", area))
        .ToImmutableDictionary();

    /// <returns>When it was last shown, or null.</returns>
    public DateTimeOffset? LastShown(string kind, string? area) => work.Query(
        "SELECT max(shown_utc) FROM advice_shown WHERE kind = $kind AND area IS $area", row => row.MomentOrNull(0), ("$kind", kind), ("$area", area))[0];
}
