namespace MassagerControl.Core.Safety;

/// <summary>Press time that a session may give; it ends when this is used up.</summary>
/// <param name="Reason">Whose limit it is, for the person.</param>
public sealed record PressBudget(TimeSpan Most, Phrase Reason)
{
    /// <summary>What no setting exceeds.</summary>
    public static PressBudget Hard { get; } = new(HardLimits.PressPerArea, "the most for one area in a session");
}
