namespace MassagerControl.Core.Routines;

/// <summary>The numbers that no guided step may exceed.</summary>
public static class GuidedLimits
{
    /// <summary>Warmth at a time: "3 Ways to Get Rid of Knots on the Back".</summary>
    public static readonly TimeSpan Heat = TimeSpan.FromMinutes(20);

    /// <summary>Warmth in a day: the same article.</summary>
    public const int HeatPerDay = 3;

    /// <summary>Cold at a time: the same article.</summary>
    public static readonly TimeSpan Cold = TimeSpan.FromMinutes(20);

    /// <summary>Fingers on one spot, as for a device; "How to Reduce Muscle Knot Pain With Massage" has 5 to 60 seconds.</summary>
    public static readonly TimeSpan Fingers = TimeSpan.FromSeconds(60);

    /// <summary>Anything else at a time; this project's own choice.</summary>
    public static readonly TimeSpan Other = TimeSpan.FromMinutes(5);

    /// <summary>Repetitions; this project's own choice.</summary>
    public const int Reps = 20;

    /// <summary>Time to change sides; this project's own choice.</summary>
    public static readonly TimeSpan SideChange = TimeSpan.FromSeconds(5);

    public static TimeSpan LongestOf(GuidedKind kind) => kind switch
    {
        GuidedKind.Heat => Heat,
        GuidedKind.Cold => Cold,
        GuidedKind.Fingers => Fingers,
        _ => Other,
    };
}
