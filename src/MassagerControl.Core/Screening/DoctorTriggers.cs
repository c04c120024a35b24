using System.Collections.Immutable;

namespace MassagerControl.Core.Screening;

/// <summary>One visit to a place: a check-in there that says how much it hurts.</summary>
/// <param name="Before">How much it hurt before.</param>
/// <param name="Treated">A session followed in which the motor pressed.</param>
public sealed record PlaceVisit(DateTimeOffset At, Discomfort Before, bool Treated);

/// <summary>When a place should be seen by a doctor or physiotherapist, judged from its visits (docs/check-in.md). Pure.</summary>
public static class DoctorTriggers
{
    public const string NoGain = "no-gain";
    public const string Rising = "rising";
    public const string Week = "week";
    public const string Weeks = "weeks";

    /// <summary>Pain for longer than this: "beyond a week" in <i>3 Ways to Get Rid of Knots on the Back</i>.</summary>
    public static readonly TimeSpan OverAWeek = TimeSpan.FromDays(7);

    /// <summary>"A few weeks" in the same article; that these are three is this project's own choice.</summary>
    public static readonly TimeSpan FewWeeks = TimeSpan.FromDays(21);

    /// <summary>Two visits that lie farther apart are two spells of pain; this project's own choice.</summary>
    public static readonly TimeSpan LongestGap = TimeSpan.FromDays(14);

    /// <summary>"Several attempts" in <i>How to Massage Knots Out of Someone’s Back</i>; that these are three is this project's own choice.</summary>
    public const int Attempts = 3;

    /// <summary>A change of 2 points is the least that counts as one (Farrar 2001, Pain 94:149).</summary>
    public const int RealChange = 2;

    /// <summary>Ratings that rise one after the other; this project's own choice.</summary>
    public const int RisingVisits = 3;

    /// <param name="visits">All visits to one place, the oldest first; the last one is the present one.</param>
    /// <returns>Everything that is due, shown before or not.</returns>
    public static ImmutableArray<CheckInAdvice> Due(ImmutableArray<PlaceVisit> visits)
    {
        var spell = Spell(visits);
        return spell.IsEmpty ? [] : [.. Advice(spell)];
    }

    /// <summary>What is due, from the visits and from the check-in's own answers, and was not shown in this spell of pain.</summary>
    /// <param name="lastShown">When advice of a kind was last shown for this place; null for never.</param>
    public static ImmutableArray<CheckInAdvice> ToShow(CheckInVerdict verdict, ImmutableArray<PlaceVisit> visits, Func<string, DateTimeOffset?> lastShown)
    {
        var began = Spell(visits) is [var first, ..] ? first.At : (DateTimeOffset?)null;
        return [.. verdict.Advice.Concat(Due(visits)).Where(advice => lastShown(advice.Kind) is not { } shown || shown < began)];
    }

    /// <summary>The visits since which it has hurt without a long gap.</summary>
    public static ImmutableArray<PlaceVisit> Spell(ImmutableArray<PlaceVisit> visits)
    {
        var first = visits.Length;
        while (first > 0 && Hurts(visits[first - 1]) && (first == visits.Length || visits[first].At - visits[first - 1].At <= LongestGap))
            first--;
        return visits[first..];
    }

    private static IEnumerable<CheckInAdvice> Advice(ImmutableArray<PlaceVisit> spell)
    {
        var lasts = spell[^1].At - spell[0].At;
        if (lasts >= FewWeeks)
            yield return new(Weeks, "It has hurt here for weeks. Talk to a doctor.");
        else if (lasts > OverAWeek)
            yield return new(Week, "It has hurt here for more than a week. See a doctor.");
        if (HasNoGain(spell))
            yield return new(NoGain, Phrase.Of($"{Attempts} sessions here have brought no change that counts. Have a doctor or physiotherapist look at it."));
        if (IsRising(spell))
            yield return new(Rising, "It hurts more from time to time. Leave it alone for some days, and have a doctor or physiotherapist look at it.");
    }

    /// <summary>Nothing since the first of the last attempts was lower by a change that counts.</summary>
    private static bool HasNoGain(ImmutableArray<PlaceVisit> spell)
    {
        var before = spell[..^1];
        if (before.Count(visit => visit.Treated) < Attempts)
            return false;
        var first = before.Where(visit => visit.Treated).Reverse().ElementAt(Attempts - 1);
        var least = spell.SkipWhile(visit => visit.At <= first.At).Min(visit => visit.Before.Value);
        // Who hardly hurts cannot gain two points.
        return first.Before.Value > RealChange && first.Before.Value - least < RealChange;
    }

    private static bool IsRising(ImmutableArray<PlaceVisit> spell) =>
        spell.Length >= RisingVisits
        && spell.Skip(spell.Length - RisingVisits).Zip(spell.Skip(spell.Length - RisingVisits + 1)).All(pair => pair.First.Before < pair.Second.Before);

    private static bool Hurts(PlaceVisit visit) => visit.Before.Value > Discomfort.Lowest;
}
