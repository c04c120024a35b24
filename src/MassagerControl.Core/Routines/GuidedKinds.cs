namespace MassagerControl.Core.Routines;

/// <summary>What follows from the kind of a guided step.</summary>
public static class GuidedKinds
{
    /// <returns>For a heading.</returns>
    public static Phrase Words(this GuidedKind kind) => kind switch
    {
        GuidedKind.SetUp => "set up",
        GuidedKind.Heat => "warmth",
        GuidedKind.Cold => "cold",
        GuidedKind.Find => "find the knot",
        GuidedKind.Position => "position",
        GuidedKind.Fingers => "fingers only",
        GuidedKind.Stretch => "stretch",
        GuidedKind.Movement => "movement",
    };

    /// <summary>It may be done at a place that was hurt in the last days.</summary>
    public static bool AllowedOnInjury(this GuidedKind kind) => kind is GuidedKind.SetUp or GuidedKind.Cold;

    /// <summary>It goes on by itself when nobody counts: a pad stays warm, a pack cold.</summary>
    public static bool GoesOnAlone(this GuidedKind kind) => kind is GuidedKind.Heat or GuidedKind.Cold;
}
