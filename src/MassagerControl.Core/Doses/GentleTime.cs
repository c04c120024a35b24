using MassagerControl.Core.Areas;
using MassagerControl.Core.Safety;

namespace MassagerControl.Core.Doses;

/// <summary>A time of gentler sessions; it ends by itself.</summary>
/// <param name="Until">The first moment at which it is over.</param>
/// <param name="Because">The setback that lasts longest.</param>
public sealed record GentleSpell(DateTimeOffset Until, Setback Because)
{
    /// <summary>Without a moment: the reason stands in event logs, which know no wall clock.</summary>
    public LimitReason Limit => new(GentleTime.Rule, HardLimits.GentleCeiling, Phrase.Of($"gentler for {HardLimits.GentleTime.TotalHours:0} hours after {Because.What}"));
}

/// <summary>After a 9 or 10, a red flag or an injury sessions stay gentler for a while, in every place: the one who judged too high once may do it again elsewhere.</summary>
public static class GentleTime
{
    /// <summary>The rule's name where it lowers a level.</summary>
    public const string Rule = "gentle-ceiling";

    /// <param name="place">Where an injury was, the time begins when the place opens again.</param>
    /// <remarks>What lies in the future (the clock was set back) counts as just happened.</remarks>
    /// <returns>Null where sessions are as usual.</returns>
    public static GentleSpell? At(IEnumerable<Setback> setbacks, AreaPlace place, DateTimeOffset now) => setbacks
        .Select(setback => new GentleSpell(EndOf(setback, place, now), setback))
        .Where(spell => spell.Until > now)
        .MaxBy(spell => spell.Until);

    private static DateTimeOffset EndOf(Setback setback, AreaPlace place, DateTimeOffset now)
    {
        var since = setback.Since < now ? setback.Since : now;
        var begins = setback.ClosedUntil is { } opens && IsAt(setback.Place, place) && opens > since ? opens : since;
        return begins + HardLimits.GentleTime;
    }

    private static bool IsAt(AreaPlace one, AreaPlace other) => one.Area == other.Area && (one.Side is null || other.Side is null || one.Side == other.Side);
}
