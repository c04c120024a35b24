namespace MassagerControl.Core.Doses;

/// <summary>A session that somebody wants.</summary>
/// <param name="Planned">Press time that it would add.</param>
public sealed record DoseRequest(string Area, string? Side, TimeSpan Planned)
{
    /// <summary>Whole days since an injury at this place, rounded down; null where there was none.</summary>
    public int? DaysSinceInjury { get; init; }
}
