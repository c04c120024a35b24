namespace MassagerControl.Core.Sessions;

/// <summary>How a level comes and goes.</summary>
public enum PatternShape
{
    /// <summary>Swells and ebbs evenly, like a long stroke.</summary>
    Wave,

    /// <summary>Rises, stays, falls, stays: a quarter of the period each, like kneading.</summary>
    Swing,
}

/// <summary>What a step asks for while it runs, instead of one even strength. The limits hold for each moment of it.</summary>
/// <param name="Low">Where it begins and where it comes back to.</param>
/// <param name="High">The target of its step.</param>
/// <param name="Period">From low to high and back.</param>
public sealed record LevelPattern(PatternShape Shape, Intensity Low, Intensity High, TimeSpan Period)
{
    /// <summary>A period has at least this many moments, so that a device can be told the shape; this project's own choice.</summary>
    public const int FewestMoments = 8;

    /// <summary>The shortest time between two moments; this project's own choice: four writes a second.</summary>
    public static readonly TimeSpan ShortestGap = TimeSpan.FromMilliseconds(250);

    /// <summary>Between two moments at which another level may be asked for.</summary>
    public TimeSpan Gap { get; init; } = ShortestGap;

    public Intensity Middle => Intensity.FromPercent((Low.Percent + High.Percent) / 2);

    /// <summary>What is asked for, without steps.</summary>
    /// <param name="since">Since the step began; not negative.</param>
    public Intensity Curve(TimeSpan since)
    {
        var place = since.Ticks % Period.Ticks / (double)Period.Ticks;
        var share = Shape == PatternShape.Wave ? 0.5 - (0.5 * Math.Cos(2 * Math.PI * place)) : Swung(place);
        return Intensity.FromPercent(Math.Clamp(Low.Percent + ((High.Percent - Low.Percent) * share), Low.Percent, High.Percent));
    }

    /// <summary>What is asked for from the last moment that has come until the next one: the curve halfway between.</summary>
    public Intensity At(TimeSpan since) => From(Moment(since));

    /// <summary>The first moment after the given one at which the device would have another level; null where that is never.</summary>
    public TimeSpan? NextChange(TimeSpan since, LevelScale scale)
    {
        var (moment, level) = (Moment(since), scale.Floor(At(since)));
        var last = moment + Period + Gap;
        for (moment += Gap; moment <= last; moment += Gap)
            if (scale.Floor(From(moment)) != level)
                return moment;
        return null;
    }

    /// <summary>The pattern as a device can play it, which never stops its motor on the way; null where it is too coarse or too slow.</summary>
    /// <param name="gap">What the device needs between two levels.</param>
    public LevelPattern? On(LevelScale scale, TimeSpan gap)
    {
        var played = this with { Low = Intensity.Max(Low, scale.Lowest), Gap = gap > ShortestGap ? gap : ShortestGap };
        var steps = scale.Floor(played.High).Number - scale.Floor(played.Low).Number;
        var needed = Shape == PatternShape.Wave ? 2 : 1;
        return steps >= needed && played.Gap * FewestMoments <= Period && played.Low < High ? played : null;
    }

    private Intensity From(TimeSpan moment) => Curve(moment + (Gap / 2));

    private TimeSpan Moment(TimeSpan since) => TimeSpan.FromTicks(since.Ticks - (since.Ticks % Gap.Ticks));

    private static double Swung(double place) => place switch
    {
        < 0.25 => place * 4,
        < 0.5 => 1,
        < 0.75 => 3 - (place * 4),
        _ => 0,
    };
}
