using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Core.Doses;
using MassagerControl.Core.Safety;

namespace MassagerControl.Runtime.Storage;

/// <summary>A person of a clinic, whom several rooms treat.</summary>
/// <param name="Id">As the clinic calls them: no name.</param>
/// <param name="Forecast">What the clinic says of them at a place; null where it could not be asked.</param>
public sealed record ClinicPerson(string Id, ClinicForecast? Forecast);

/// <summary>What a clinic's ledger, by the same rules over all rooms, says of one person at one place; moments by this room's wall clock.</summary>
/// <param name="FirstInArea">No room has treated this place before.</param>
/// <param name="DayRoom">Press time that the last 24 hours leave.</param>
/// <param name="Reasons">Every reason why no session may begin now.</param>
/// <param name="NextPossible">When they are over, where that comes by itself.</param>
/// <param name="Setback">What makes sessions gentler; null where nothing does.</param>
/// <param name="CheckIns">Answers of before, as the store keeps them.</param>
public sealed record ClinicForecast(
    bool FirstInArea, TimeSpan DayRoom, ImmutableArray<Phrase> Reasons, DateTimeOffset? NextPossible, Setback? Setback, ImmutableArray<CheckInEntry> CheckIns)
{
    /// <summary>The clinic counts every session from its reservation on; this room adds what it has not told yet.</summary>
    /// <param name="here">What this room itself says.</param>
    public DoseVerdict Join(DoseVerdict here, DoseRequest request)
    {
        var left = here.DayRoom - (HardLimits.PressPerDay - DayRoom) is { Ticks: > 0 } more ? more : TimeSpan.Zero;
        ImmutableArray<Phrase> reasons = [.. here.Refusals, .. Reasons, .. request.Planned > left ? [TooMuch(left, request.Planned)] : Array.Empty<Phrase>()];
        var next = here.Refusals.IsEmpty ? NextPossible : null;
        return new(
            FirstInArea && here.FirstInArea, reasons, next, next is null || Reasons.IsEmpty ? null : Phrase.Join("; ", Reasons),
            left);
    }

    private static Phrase TooMuch(TimeSpan left, TimeSpan planned) =>
        $"{(HardLimits.PressPerDay - left).TotalSeconds:0} s of press in the last 24 hours and {planned.TotalSeconds:0} s planned; at most {HardLimits.PressPerDay.TotalSeconds:0} s";
}
