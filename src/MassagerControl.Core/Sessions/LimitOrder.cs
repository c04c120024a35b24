using System.Collections.Immutable;
using MassagerControl.Core.Safety;

namespace MassagerControl.Core.Sessions;

/// <summary>Which of several limits really binds, and what would change it.</summary>
/// <remarks>
/// A device has whole levels: limits of 33 % and 60 % both allow level 1 of 3, and raising the lower one alone would change nothing. Of limits
/// that allow the same level the one that is hardest to change binds: what holds for the whole session, then the program, then the person's own
/// ceiling, and last what a rating moves.
/// </remarks>
internal static class LimitOrder
{
    public const string UserCeiling = "user-ceiling";
    public const string RatingCap = "rating-cap";
    public const string Slew = "slew";
    public const string LevelStep = "level-step";

    private static readonly Phrase NoRating = "; no rating goes above it";
    private static readonly Phrase PlusRaises = "; + raises it";
    private static readonly Phrase OnlyAnotherSession = "; only a session that begins with a higher one goes above it";

    /// <summary>All reasons of an output, the one that binds first and with what would change it.</summary>
    public static ImmutableArray<LimitReason> Of(Session session, Limited output)
    {
        var all = Sorted(session.Plan.Scale, output.Reasons);
        if (Rounding(session, output) is { } rounding)
            all.Insert(IsTheProgram(session, output) ? Before(all, LevelStep) : all.Count, rounding);
        if (all.Count > 0)
            all[0] = WithChange(session, all[0]);
        return [.. all];
    }

    /// <remarks>Equal ones keep their order.</remarks>
    private static List<LimitReason> Sorted(LevelScale scale, ImmutableArray<LimitReason> reasons)
    {
        var sorted = new List<LimitReason>(reasons.Length + 1);
        foreach (var reason in reasons)
        {
            var place = sorted.Count;
            while (place > 0 && Binds(scale, reason, sorted[place - 1]))
                place--;
            sorted.Insert(place, reason);
        }
        return sorted;
    }

    private static bool Binds(LevelScale scale, LimitReason reason, LimitReason other) => Order(scale, reason).CompareTo(Order(scale, other)) < 0;

    private static (int Level, int Rank, Intensity Cap) Order(LevelScale scale, LimitReason reason) =>
        (scale.Floor(reason.Cap).Number, Rank(reason.Rule), reason.Cap);

    /// <summary>How many of the sorted reasons are harder to change.</summary>
    private static int Before(List<LimitReason> sorted, string rule)
    {
        var count = 0;
        while (count < sorted.Count && Rank(sorted[count].Rule) < Rank(rule))
            count++;
        return count;
    }

    /// <summary>The program itself asks for less than the next level.</summary>
    private static bool IsTheProgram(Session session, Limited output) =>
        output.Intensity < output.Requested && session.Plan.Scale.Floor(output.Requested) == output.Level;

    private static LimitReason? Rounding(Session session, Limited output)
    {
        if (IsTheProgram(session, output))
            return new(LevelStep, output.Intensity, Phrase.Of($"{Levels(session)}; the program's {output.Requested} is rounded down"));
        return output.Requested <= output.Intensity || Explains(output)
            ? null
            : new(LevelStep, output.Intensity, Phrase.Of($"{Levels(session)}; rounded down"));
    }

    /// <summary>A limit allows exactly the output.</summary>
    private static bool Explains(Limited output)
    {
        foreach (var reason in output.Reasons)
            if (reason.Cap <= output.Intensity)
                return true;
        return false;
    }

    private static Phrase Levels(Session session) => Phrase.Of($"the device has {Phrase.Count(session.Plan.Scale.Count, "level")}");

    private static int Rank(string rule) => rule switch
    {
        Slew => 0,
        LevelStep => 2,
        UserCeiling => 3,
        RatingCap => 4,
        _ => 1,
    };

    private static LimitReason WithChange(Session session, LimitReason limit)
    {
        if (limit.Rule is RatingCap or Slew or LevelStep)
            return limit;
        var change = limit.Rule != UserCeiling ? NoRating : CanRise(session) ? PlusRaises : OnlyAnotherSession;
        return limit with { Reason = Phrase.Of($"{limit.Reason}{Below(session.Plan.Scale, limit.Cap)}{change}") };
    }

    /// <summary>In levels: a ceiling that may rise by less than a level changes nothing.</summary>
    private static bool CanRise(Session session) => session.Plan.Scale.Floor(session.UserCeiling) < session.Plan.Scale.Floor(session.Plan.UserCeiling);

    /// <returns>Empty where the limit is a level of the device.</returns>
    private static Phrase Below(LevelScale scale, Intensity cap)
    {
        var level = scale.Floor(cap);
        return scale.IntensityOf(level) < cap ? Phrase.Of($", below the device's next level of {scale.IntensityOf(new(level.Number + 1))}") : Phrase.Empty;
    }
}
