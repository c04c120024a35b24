using System.Collections.Immutable;

namespace MassagerControl.Core.Safety;

/// <summary>One session of the past, as far as the dose limits need it.</summary>
/// <param name="Ended">By the wall clock.</param>
/// <param name="Side"><c>left</c>, <c>right</c> or null; the two sides of an area are two places.</param>
/// <param name="Press">Time spent in presses.</param>
/// <param name="Locked">It ended with a red flag or a 9–10: the place stays locked until a person removes the entry.</param>
public sealed record Dose(DateTimeOffset Ended, string Area, string? Side, TimeSpan Press, bool Locked);

/// <summary>What the past allows today.</summary>
/// <param name="FirstInArea">Nobody treated this place before: the session must be a starter.</param>
/// <param name="Refusals">Every reason why no session may begin now; empty when one may.</param>
/// <param name="NextPossible">When the last of those reasons is over; null when none ends by itself, or there is none.</param>
public sealed record DoseVerdict(bool FirstInArea, ImmutableArray<string> Refusals, DateTimeOffset? NextPossible);

/// <summary>Limits over days: sessions an area a day, the gap between them, press time a day. A day is the last 24 hours.</summary>
public static class DoseLedger
{
    public static readonly TimeSpan Day = TimeSpan.FromHours(24);

    /// <param name="planned">Press time that the session would add.</param>
    public static DoseVerdict Judge(IReadOnlyCollection<Dose> past, string area, string? side, TimeSpan planned, DateTimeOffset now)
    {
        // A session that seems to lie in the future (the clock was set back) counts as one that has just ended.
        var recent = past.Select(dose => dose with { Ended = dose.Ended < now ? dose.Ended : now }).Where(dose => dose.Ended > now - Day).ToArray();
        var here = recent.Where(dose => IsAt(dose, area, side)).OrderBy(dose => dose.Ended).ToArray();
        var reasons = Reasons(here, recent, planned, now).ToList();
        var ends = reasons.Count == 0 ? (DateTimeOffset?)null : reasons.Max(reason => reason.Until);
        if (past.Any(dose => dose.Locked && IsAt(dose, area, side)))
        {
            reasons.Add(($"{Place(area, side)} is locked since a session ended with a red flag or a 9–10", now));
            ends = null;
        }
        return new(!past.Any(dose => IsAt(dose, area, side)), [.. reasons.Select(reason => reason.Why)], ends);
    }

    private static IEnumerable<(string Why, DateTimeOffset Until)> Reasons(Dose[] here, Dose[] recent, TimeSpan planned, DateTimeOffset now)
    {
        if (here.Length > 0 && here[^1].Ended + HardLimits.SessionGap > now)
            yield return ($"the last session here is less than {HardLimits.SessionGap.TotalHours:0} hours ago", here[^1].Ended + HardLimits.SessionGap);
        if (here.Length >= HardLimits.SessionsPerDay)
            yield return ($"{here.Length} sessions here in the last 24 hours; at most {HardLimits.SessionsPerDay}", here[^HardLimits.SessionsPerDay].Ended + Day);
        if (Total(recent) + planned > HardLimits.PressPerDay)
            yield return (
                $"{Total(recent).TotalSeconds:0} s of press in the last 24 hours and {planned.TotalSeconds:0} s planned; at most {HardLimits.PressPerDay.TotalSeconds:0} s",
                WhenRoomFor(planned, recent, now));
    }

    /// <summary>When enough of the day's press time lies more than a day back.</summary>
    private static DateTimeOffset WhenRoomFor(TimeSpan planned, Dose[] recent, DateTimeOffset now)
    {
        var total = Total(recent);
        foreach (var dose in recent.OrderBy(dose => dose.Ended))
        {
            total -= dose.Press;
            if (total + planned <= HardLimits.PressPerDay)
                return dose.Ended + Day;
        }
        return now + Day;
    }

    private static bool IsAt(Dose dose, string area, string? side) => dose.Area == area && dose.Side == side;

    private static string Place(string area, string? side) => side is null ? area : $"{area} {side}";

    private static TimeSpan Total(IEnumerable<Dose> doses) => doses.Aggregate(TimeSpan.Zero, (sum, dose) => sum + dose.Press);
}
