namespace MassagerControl.Core.Areas;

/// <summary>With what a place on the body is pressed or stroked.</summary>
public enum BodyTool
{
    Gun,

    /// <summary>A soft one first: a hard one presses more.</summary>
    Ball,

    /// <summary>Two balls in one, so that the spine lies between them.</summary>
    PeanutBall,

    Roller,

    /// <summary>A curved stick for places that the hand does not reach.</summary>
    ReachTool,

    Fingers,
}

/// <summary>Whether a tool may be used at a place, and why.</summary>
public sealed record ToolRule(BodyTool Tool, bool Allowed, Phrase Reason);
