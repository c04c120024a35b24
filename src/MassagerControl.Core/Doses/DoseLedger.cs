using MassagerControl.Core.Areas;
using MassagerControl.Core.Safety;

namespace MassagerControl.Core.Doses;

/// <summary>Limits over days: sessions an area a day, the two hours between them, press time a day, rest after an injury. A day is the last 24 hours, so no time zone moves it.</summary>
public static class DoseLedger
{
    public static readonly TimeSpan Day = TimeSpan.FromHours(24);

    /// <remarks>A dose that lies in the future (the clock was set back) counts as one that has just ended.</remarks>
    public static DoseVerdict Judge(IReadOnlyCollection<Dose> past, DoseRequest request, DateTimeOffset now)
    {
        var recent = past.Where(dose => dose.Press > TimeSpan.Zero)
            .Select(dose => dose with { Ended = dose.Ended < now ? dose.Ended : now })
            .Where(dose => dose.Ended > now - Day)
            .ToArray();
        var here = recent.Where(dose => IsAt(dose, request)).OrderBy(dose => dose.Ended).ToArray();
        var reasons = Reasons(here, recent, request, now).ToList();
        var last = reasons.MaxBy(reason => reason.Until);
        var locked = past.Any(dose => dose.Locked && IsAt(dose, request));
        return new(
            !past.Any(dose => dose.Press > TimeSpan.Zero && IsAt(dose, request)),
            [.. reasons.Select(reason => reason.Why), .. locked ? [Phrase.Of($"{Place(request)} is locked since a session ended with a red flag or a 9–10")] : Array.Empty<Phrase>()],
            locked ? null : last?.Until,
            locked ? null : last?.Why,
            Longer(HardLimits.PressPerDay - Total(recent), TimeSpan.Zero));
    }

    private static IEnumerable<Refusal> Reasons(Dose[] here, Dose[] recent, DoseRequest request, DateTimeOffset now)
    {
        if (here.Length > 0 && here[^1].Ended + HardLimits.SessionGap > now)
            yield return new(
                here[^1].UnderWay ? "a session here is under way" : Phrase.Of($"the last session here is less than {HardLimits.SessionGap.TotalHours:0} hours ago"),
                here[^1].Ended + HardLimits.SessionGap);
        if (here.Length >= HardLimits.SessionsPerDay)
            yield return new(
                Phrase.Of($"{here.Length} sessions here in the last 24 hours; at most {HardLimits.SessionsPerDay}"), here[^HardLimits.SessionsPerDay].Ended + Day);
        if (Total(recent) + request.Planned > HardLimits.PressPerDay)
            yield return new(
                Phrase.Of($"{Total(recent).TotalSeconds:0} s of press in the last 24 hours and {request.Planned.TotalSeconds:0} s planned; at most {HardLimits.PressPerDay.TotalSeconds:0} s"),
                WhenRoomFor(request.Planned, recent, now));
        if (request.DaysSinceInjury is { } days && TimeSpan.FromDays(days) < HardLimits.InjuryRest)
            yield return new(
                Phrase.Of($"an injury here is less than {HardLimits.InjuryRest.TotalHours:0} hours old"), now + HardLimits.InjuryRest - TimeSpan.FromDays(days));
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

    // An area that this program does not know (renamed since, or from another version) may be this one; so may one without a side.
    private static bool IsAt(Dose dose, DoseRequest request) =>
        (dose.Area == request.Area || BodyAreas.Find(dose.Area) is null)
        && (dose.Side == request.Side || dose.Side is null || request.Side is null);

    private static string Place(DoseRequest request) => request.Side is null ? request.Area : $"{request.Area} {request.Side}";

    private static TimeSpan Total(IEnumerable<Dose> doses) => doses.Aggregate(TimeSpan.Zero, (sum, dose) => sum + dose.Press);

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private sealed record Refusal(Phrase Why, DateTimeOffset Until);
}
