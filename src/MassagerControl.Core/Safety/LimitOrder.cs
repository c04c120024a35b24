using System.Collections.Immutable;
using MassagerControl.Core.Sessions;

namespace MassagerControl.Core.Safety;

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

    /// <summary>All reasons, the one that binds first and with what would change it.</summary>
    public static ImmutableArray<LimitReason> Of(Session session, ImmutableArray<LimitReason> reasons, Limited output)
    {
        var scale = session.Plan.Scale;
        var all = reasons.OrderBy(reason => scale.Floor(reason.Cap).Number).ThenBy(reason => Rank(reason.Rule)).ThenBy(reason => reason.Cap).ToList();
        if (Rounding(session, reasons, output) is { } rounding)
            all.Insert(IsTheProgram(session, output) ? all.TakeWhile(reason => Rank(reason.Rule) < Rank(LevelStep)).Count() : all.Count, rounding);
        if (all.Count > 0)
            all[0] = all[0] with { Reason = all[0].Reason + Change(session, all[0]) };
        return [.. all];
    }

    /// <summary>The program itself asks for less than the next level.</summary>
    private static bool IsTheProgram(Session session, Limited output) =>
        output.Intensity < output.Requested && session.Plan.Scale.Floor(output.Requested) == output.Level;

    private static LimitReason? Rounding(Session session, ImmutableArray<LimitReason> reasons, Limited output)
    {
        var levels = $"the device has {Phrase.Count(session.Plan.Scale.Count, "level")}";
        if (IsTheProgram(session, output))
            return new(LevelStep, output.Intensity, $"{levels}; the program's {output.Requested} is rounded down");
        return reasons.Any(reason => reason.Cap <= output.Intensity) || output.Requested <= output.Intensity
            ? null
            : new(LevelStep, output.Intensity, $"{levels}; rounded down");
    }

    private static int Rank(string rule) => rule switch
    {
        Slew => 0,
        LevelStep => 2,
        UserCeiling => 3,
        RatingCap => 4,
        _ => 1,
    };

    private static string Change(Session session, LimitReason reason) => reason.Rule switch
    {
        UserCeiling => Below(session.Plan.Scale, reason.Cap) + (CanRise(session) ? "; + raises it" : "; only a session that begins with a higher one goes above it"),
        RatingCap or Slew or LevelStep => "",
        _ => Below(session.Plan.Scale, reason.Cap) + "; no rating goes above it",
    };

    /// <summary>In levels: a ceiling that may rise by less than a level changes nothing.</summary>
    private static bool CanRise(Session session) => session.Plan.Scale.Floor(session.UserCeiling) < session.Plan.Scale.Floor(session.Plan.UserCeiling);

    /// <returns>Empty where the limit is a level of the device.</returns>
    private static string Below(LevelScale scale, Intensity cap)
    {
        var level = scale.Floor(cap);
        return scale.IntensityOf(level) < cap ? $", below the device's next level of {scale.IntensityOf(new(level.Number + 1))}" : "";
    }
}
