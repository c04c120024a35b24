using System.Collections.Immutable;

namespace MassagerControl.Core.Areas;

/// <summary>The places where no motor may work.</summary>
internal static class LockedAreas
{
    public static ImmutableArray<BodyArea> All { get; } =
    [
        Locked("head", "Head", "no massager on the head: injuries to the eye were reported above the neck", new AreaSource("Mu 2022, Medicine 101:e31825", "eye injuries after massage above the neck")),
        Locked("face", "Face", "no massager on the face: cataract was reported after use beside the eye", new AreaSource("Garza Reyes 2024, PMC10803896", "cataract after a massage gun beside the eye")),
        Locked("eyes", "Eyes", "no massager near the eyes: lens and retina injuries were reported", new AreaSource("Mu 2022; O'Connell & Khan, BMJ Case Reports", "injuries of lens and retina")),
        Locked("neck", "Neck", "no massager on the neck: a tear in a neck artery was reported; stretch it instead", new AreaSource("Sulkowski 2022, DOI 10.5811/cpcem.2022.2.56046", "a tear in a neck artery after a massage gun")) with
        {
            Disagreements = ["one article follows the muscle up to the base of the skull; the device stays off the neck, which is stretched only"],
        },
        Locked("spine", "Spine, the bony line", "no direct pressure on the spine", new AreaSource(SourceTitles.ThreeWays, "no direct pressure on the spine")) with
        {
            Disagreements = ["one article works along the spine on both sides: that is beside it, and open; the bony line is not"],
        },
        Locked("chest", "Chest", "no massager on the chest: heart and implanted devices", new AreaSource("maker's precautions (Therabody)", "not over the heart or implanted devices")),
        Locked("abdomen", "Abdomen", "no massager on the abdomen: bleeding into the abdominal wall was reported", new AreaSource("JFWHP 2025, article 25-0007", "bleeding into the abdominal wall")),
        Locked("armpit", "Armpit", "no massager in the armpit: nerves and vessels lie open there; fingers only", new AreaSource(SourceTitles.Knots, "three fingers in the armpit, against the shoulder blade")) with
        {
            Muscles = [BackMuscles.Subscapularis],
            Positions = ["seated, bent forward"],
            Tools = AreaTools.Armpit,
        },
        Locked("genitals", "Genitals", "no massager here", new AreaSource("stimulator manual (Beurer EM25)", "not on the genitals")),
    ];

    private static BodyArea Locked(string id, Phrase name, Phrase why, AreaSource source) => new()
    {
        Id = id,
        Name = name,
        Locked = why,
        Sources = [source],
    };
}
