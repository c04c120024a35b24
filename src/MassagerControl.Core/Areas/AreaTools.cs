using System.Collections.Immutable;

namespace MassagerControl.Core.Areas;

/// <summary>Which tools go where, and why.</summary>
internal static class AreaTools
{
    private static readonly Phrase NoRoller = "no roller on the lower back: it may damage nerves";

    private static readonly ToolRule Gun = new(BodyTool.Gun, true, "in place of the thumb, knuckle or elbow of the articles, which know no gun: this project's own reading");
    private static readonly ToolRule Ball = new(BodyTool.Ball, true, "between you and a wall or the floor; a soft one first, a hard one presses more");
    private static readonly ToolRule Peanut = new(BodyTool.PeanutBall, true, "rolled up and down while you lean on a wall; the spine lies free between its halves");
    private static readonly ToolRule Roller = new(BodyTool.Roller, true, "slowly, 15 to 30 s on a knot, at most 3 minutes; your weight on the muscle, not on the spine");
    private static readonly ToolRule NotRoller = new(BodyTool.Roller, false, NoRoller);
    private static readonly ToolRule Reach = new(BodyTool.ReachTool, true, "its end on the knot, where the hand does not reach");

    /// <summary>On muscle, away from the lower back.</summary>
    public static ImmutableArray<ToolRule> UpperBack { get; } = [Gun, Ball, Roller, Reach];

    /// <summary>In the two lanes beside the spine.</summary>
    public static ImmutableArray<ToolRule> BesideSpine { get; } = [Gun, Ball, Peanut, Roller];

    public static ImmutableArray<ToolRule> LowerBesideSpine { get; } = [Gun, Ball, Peanut, NotRoller];

    public static ImmutableArray<ToolRule> NearKidney { get; } = [Gun, Ball, NotRoller];

    public static ImmutableArray<ToolRule> UnderBlade { get; } =
        [Gun, Ball, Roller, Reach, new(BodyTool.Fingers, true, "three fingers from the armpit against the blade, sitting bent forward: with the hand only")];

    public static ImmutableArray<ToolRule> Armpit { get; } =
        [new(BodyTool.Fingers, true, "three fingers against the shoulder blade, without any device")];
}
