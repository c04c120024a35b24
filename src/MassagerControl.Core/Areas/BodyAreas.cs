using System.Collections.Immutable;

namespace MassagerControl.Core.Areas;

/// <summary>All areas that the program knows, locked ones too.</summary>
public static class BodyAreas
{
    private const string UpperBackArticle = "How To Massage Knots Out of Back? (upper back)";
    private const string LowerBackArticle = "How To Massage Knots Out of Back? (lower back)";
    private const string ThreeWaysArticle = "3 Ways to Get Rid of Knots on the Back";
    private const string NoRollerReason = "no roller on the lower back: it may damage nerves";
    private const string KidneyCaution = "near the kidney: kidney-stone or urinary pain looks like a knot here; ask a doctor first";

    // The sources say "low" and "bony"; the two numbers are this project's own choice, see docs/control-law.md.
    private static readonly Intensity KidneyCeiling = Intensity.FromPercent(40);
    private static readonly Intensity BonyCeiling = Intensity.FromPercent(60);

    public static ImmutableArray<BodyArea> All { get; } =
    [
        Open("upper-trapezius", "Top of the shoulder", ["upper trapezius"], "seated or face down; on the slope of the shoulder, not on the neck", ThreeWaysArticle),
        Open("between-blades", "Between the shoulder blade and the spine", ["rhomboids", "middle trapezius"], "face down; two fingers' width off the spine", UpperBackArticle),
        Open("blade-edge", "Inner edge of the shoulder blade", ["rhomboids"], "face down, or on the side with the upper hand behind the back", UpperBackArticle),
        Open("under-blade", "Under the inner edge of the shoulder blade", ["serratus posterior superior", "subscapularis"], "seated, hand on the opposite shoulder; along the inner edge, never in the armpit", UpperBackArticle),
        Open("over-blade", "On the shoulder blade", ["supraspinatus", "infraspinatus", "teres minor"], "ball against a wall", UpperBackArticle) with
        {
            Ceiling = BonyCeiling,
            Caution = "bone lies close under the skin",
        },
        Open("lower-ribs", "Lower edge of the ribs, away from the spine", ["serratus posterior inferior"], "face down", LowerBackArticle) with
        {
            Ceiling = KidneyCeiling,
            Caution = KidneyCaution,
            NoRoller = NoRollerReason,
        },
        Open("beside-spine", "Beside the spine, middle of the back", ["deep and superficial spinal muscles"], "face down, or face up on a ball; the motor lies beside the spine, never on it", LowerBackArticle),
        Open("lower-back", "Beside the spine, lower back", ["deep and superficial spinal muscles"], "face down; beside the spine, never on it", LowerBackArticle) with
        {
            NoRoller = NoRollerReason,
        },
        Open("above-waist", "Just above the waist, at the side", ["quadratus lumborum"], "on the side or on the back", LowerBackArticle) with
        {
            Ceiling = KidneyCeiling,
            Caution = KidneyCaution,
            NoRoller = NoRollerReason,
        },
        Locked("head", "Head", "no massager on the head: injuries to the eye were reported above the neck", "Mu 2022, Medicine 101:e31825"),
        Locked("face", "Face", "no massager on the face: cataract was reported after use beside the eye", "Garza Reyes 2024, PMC10803896"),
        Locked("eyes", "Eyes", "no massager near the eyes: lens and retina injuries were reported", "Mu 2022; O'Connell & Khan, BMJ Case Reports"),
        Locked("neck", "Neck", "no massager on the neck: a tear in a neck artery was reported; stretch it instead", "Sulkowski 2022, DOI 10.5811/cpcem.2022.2.56046"),
        Locked("spine", "Spine, the bony line", "no direct pressure on the spine", ThreeWaysArticle),
        Locked("chest", "Chest", "no massager on the chest: heart and implanted devices", "maker's precautions (Therabody)"),
        Locked("abdomen", "Abdomen", "no massager on the abdomen: bleeding into the abdominal wall was reported", "JFWHP 2025, article 25-0007"),
        Locked("armpit", "Armpit", "no massager in the armpit: nerves and vessels lie open there; fingers only", UpperBackArticle),
        Locked("genitals", "Genitals", "no massager here", "stimulator manual (Beurer EM25)"),
    ];

    /// <returns>Null when there is no such area.</returns>
    public static BodyArea? Find(string id) => All.FirstOrDefault(area => area.Id == id);

    private static BodyArea Open(string id, Phrase name, ImmutableArray<Phrase> muscles, Phrase position, string source) => new()
    {
        Id = id,
        Name = name,
        Muscles = muscles,
        HasSides = true,
        Position = position,
        Source = source,
    };

    private static BodyArea Locked(string id, Phrase name, Phrase why, string source) => new()
    {
        Id = id,
        Name = name,
        Locked = why,
        Source = source,
    };
}
