using System.Collections.Immutable;

namespace MassagerControl.Core.Areas;

/// <summary>The open places of the upper back and the shoulder.</summary>
internal static class UpperBackAreas
{
    private static readonly AreaSource Place = new(SourceTitles.Knots, "names the place and its muscles");
    private static readonly AreaSource Fibres = new(SourceTitles.Anatomy, "says which way the fibres run");

    // The sources say "bony"; the number is this project's own choice, see docs/control-law.md.
    private static readonly Intensity BonyCeiling = Intensity.FromPercent(60);

    public static ImmutableArray<BodyArea> All { get; } =
    [
        new()
        {
            Id = "upper-trapezius",
            Name = "Top of the shoulder",
            HasSides = true,
            Muscles = [BackMuscles.UpperTrapezius],
            Positions = ["seated or face down"],
            KeepOff = "on the slope of the shoulder, not on the neck",
            Spreads = SpreadingPain.UpperBack,
            Tools = AreaTools.UpperBack,
            Sources =
            [
                new(SourceTitles.ThreeWays, "knots are most usual in this muscle, which reaches from the base of the skull to the shoulders; the end of a curved handle goes on the knot"),
                Place,
                Fibres,
            ],
        },
        new()
        {
            Id = "between-blades",
            Name = "Between the shoulder blade and the spine",
            HasSides = true,
            Muscles = [BackMuscles.Rhomboids, BackMuscles.MiddleTrapezius],
            Positions = ["face down"],
            KeepOff = "two fingers' width off the spine",
            Spreads = [SpreadingPain.LyingOnIt, .. SpreadingPain.UpperBack],
            Tools = [.. AreaTools.BesideSpine, .. AreaTools.UpperBack.Where(rule => rule.Tool == BodyTool.ReachTool)],
            Sources =
            [
                Place,
                new(SourceTitles.ThreeWays, "no direct pressure on the spine"),
                new(SourceTitles.KnotPain, "a ball shaped like a peanut can be rolled up and down the back against a wall"),
                new(SourceTitles.OwnChoice, "two fingers' width off the spine"),
                Fibres,
            ],
        },
        new()
        {
            Id = "blade-edge",
            Name = "Inner edge of the shoulder blade",
            HasSides = true,
            Muscles = [BackMuscles.Rhomboids],
            Positions = ["face down, or on the side with the upper hand behind the back"],
            Spreads = [SpreadingPain.LyingOnIt, .. SpreadingPain.UpperBack],
            Tools = AreaTools.UpperBack,
            Sources = [Place, new(SourceTitles.Knots, "deep knots of the rhomboids are found best on the side, with the hand behind the back"), Fibres],
        },
        new()
        {
            Id = "under-blade",
            Name = "Under the inner edge of the shoulder blade",
            HasSides = true,
            Muscles = [BackMuscles.SerratusSuperior, BackMuscles.Subscapularis],
            Positions = ["seated, hand on the opposite shoulder"],
            KeepOff = "along the inner edge, never in the armpit",
            Spreads = [SpreadingPain.UnderTheBlade, .. SpreadingPain.UpperBack],
            Tools = AreaTools.UnderBlade,
            Sources =
            [
                Place,
                new(SourceTitles.Knots, "the arm across the chest slides the shoulder blade away; then direct pressure or strokes"),
                Fibres,
            ],
        },
        new()
        {
            Id = "over-blade",
            Name = "On the shoulder blade",
            HasSides = true,
            Muscles = [BackMuscles.Supraspinatus, BackMuscles.Infraspinatus, BackMuscles.TeresMinor],
            Positions = ["ball against a wall"],
            Spreads = SpreadingPain.UpperBack,
            Tools = AreaTools.UpperBack,
            Ceiling = BonyCeiling,
            Caution = "bone lies close under the skin",
            Sources =
            [
                Place,
                new(SourceTitles.Knots, "a ball on the wall, up and down, sideways and in circles, 2 minutes at a time"),
                new(SourceTitles.OwnChoice, "the lower ceiling over bone"),
                Fibres,
            ],
        },
    ];
}
