using System.Collections.Immutable;
using MassagerControl.Core.Areas;

namespace MassagerControl.Core.Doses;

/// <summary>The past as the dose limits see it, by the present clock.</summary>
/// <param name="Doses">Finished sessions, those under way with all that they may still give, and locks.</param>
/// <param name="Notes">What is odd about the clock, for the person.</param>
public sealed record DosePast(ImmutableArray<Dose> Doses, ImmutableArray<Phrase> Notes)
{
    /// <summary>What asks for gentler sessions, as old as it may be.</summary>
    public ImmutableArray<Setback> Setbacks { get; init; } = [];

    /// <param name="ended">Doses of sessions that are over, in the order in which they were first kept.</param>
    /// <param name="underWay">Sessions that go on.</param>
    /// <param name="locks">Those that hold.</param>
    public static DosePast Of(IReadOnlyList<DoseEntry> ended, IEnumerable<Dose> underWay, IEnumerable<AreaLock> locks, ClockReading now) => new(
        [
            .. ended.Select(dose => new Dose(DoseClock.EndOf(dose.Ended, dose.Noticed, now), dose.Area, dose.Side, dose.Press, false)),
            .. underWay,
            .. locks.Select(held => new Dose(held.Locked, held.Area, held.Side, TimeSpan.Zero, true)),
        ],
        [.. ClockNotes(ended, now)]);

    /// <summary>A session that goes on: all that it may still give counts as given now.</summary>
    public static Dose UnderWay(string area, string? side, TimeSpan planned, ClockReading now) => new(now.Wall, area, side, planned, false) { UnderWay = true };

    /// <summary>Its end lies in the future by the present clock.</summary>
    public static bool IsAhead(DoseEntry dose, ClockReading now) => dose.Ended.Wall > now.Wall;

    private static IEnumerable<Phrase> ClockNotes(IReadOnlyList<DoseEntry> ended, ClockReading now)
    {
        if (ended.Count == 0)
            yield break;
        if (DoseClock.Moved(ended[^1].Ended, now) is { } moved)
            yield return moved > TimeSpan.Zero
                ? Phrase.Of($"the clock was set forward by {Length(moved)} since the last session; sessions count by the time that has really passed")
                : Phrase.Of($"the clock was set back by {Length(-moved)} since the last session; sessions count by the time that has really passed");
        if (ended.Any(dose => IsAhead(dose, now) && dose.Noticed is null))
            yield return "a session lies in the future: the clock was wrong then or is wrong now; it counts as one that has just ended";
    }

    private static Phrase Length(TimeSpan time) => time.TotalHours < 1 ? Phrase.Of($"{time.TotalMinutes:0} min") : Phrase.Of($"{time.TotalHours:0.#} h");
}
