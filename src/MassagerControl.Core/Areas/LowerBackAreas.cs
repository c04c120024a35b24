using System.Collections.Immutable;

namespace MassagerControl.Core.Areas;

/// <summary>The open places of the middle and lower back.</summary>
internal static class LowerBackAreas
{
    private static readonly Phrase KidneyCaution = "near the kidney: kidney-stone or urinary pain looks like a knot here; ask a doctor first";
    private static readonly Phrase RollerDisagreement = "one article puts a roller under the lower back, another forbids it because of the nerves: the stricter one counts, a ball beside the spine is left";
    private static readonly Phrase LanesDisagreement = "one article works along the spine on both sides, another forbids pressure on the spine: the two lanes beside it are open, the line itself is locked";

    private static readonly AreaSource Place = new(SourceTitles.Knots, "names the place and its muscles");
    private static readonly AreaSource Kidney = new(SourceTitles.Knots, "pain like that of a kidney stone or a urinary infection needs a doctor before any massage");
    private static readonly AreaSource NoRoller = new(SourceTitles.ThreeWays, "no roller on the lower back");
    private static readonly AreaSource LowCeiling = new(SourceTitles.OwnChoice, "the lower ceiling near the kidney");
    private static readonly AreaSource Fibres = new(SourceTitles.Anatomy, "says which way the fibres run");

    // The sources ask for a doctor; the number is this project's own choice, see docs/control-law.md.
    private static readonly Intensity KidneyCeiling = Intensity.FromPercent(40);

    public static ImmutableArray<BodyArea> All { get; } =
    [
        new()
        {
            Id = "lower-ribs",
            Name = "Lower edge of the ribs, away from the spine",
            HasSides = true,
            Muscles = [BackMuscles.SerratusInferior],
            Positions = ["face down"],
            Spreads = SpreadingPain.LowerBack,
            Tools = AreaTools.NearKidney,
            Ceiling = KidneyCeiling,
            Caution = KidneyCaution,
            Disagreements = [RollerDisagreement],
            Sources = [Place, Kidney, NoRoller, LowCeiling, Fibres],
        },
        new()
        {
            Id = "beside-spine",
            Name = "Beside the spine, middle of the back",
            HasSides = true,
            Muscles = [BackMuscles.Spinal],
            Positions = ["face down, or face up on a ball"],
            KeepOff = "the motor lies beside the spine, never on it",
            Spreads = SpreadingPain.LowerBack,
            Tools = AreaTools.BesideSpine,
            Disagreements = [LanesDisagreement],
            Sources =
            [
                Place,
                new(SourceTitles.Knots, "a ball under the back, shifted from side to side and in circles"),
                new(SourceTitles.ThreeWays, "no direct pressure on the spine; a roller for 15 to 30 s on a knot, at most 3 minutes"),
                new(SourceTitles.KnotPain, "a ball shaped like a peanut can be rolled up and down the back against a wall"),
            ],
        },
        new()
        {
            Id = "lower-back",
            Name = "Beside the spine, lower back",
            HasSides = true,
            Muscles = [BackMuscles.Spinal],
            Positions = ["face down, or face up on a ball"],
            KeepOff = "beside the spine, never on it",
            Spreads = SpreadingPain.LowerBack,
            Tools = AreaTools.LowerBesideSpine,
            Disagreements = [RollerDisagreement, LanesDisagreement],
            Sources =
            [
                Place,
                new(SourceTitles.Knots, "a ball or roller under the lower back"),
                new(SourceTitles.ThreeWays, "no direct pressure on the spine; no roller on the lower back"),
            ],
        },
        new()
        {
            Id = "above-waist",
            Name = "Just above the waist, at the side",
            HasSides = true,
            Muscles = [BackMuscles.QuadratusLumborum],
            Positions = ["on the side or on the back"],
            Spreads = [SpreadingPain.Coughing, .. SpreadingPain.LowerBack],
            Tools = AreaTools.NearKidney,
            Ceiling = KidneyCeiling,
            Caution = KidneyCaution,
            Disagreements = [RollerDisagreement],
            Sources = [Place, Kidney, NoRoller, LowCeiling, Fibres],
        },
    ];
}
