using System.Collections.Immutable;

namespace MassagerControl.Core.Areas;

/// <summary>Where the pain of a knot may be felt besides: notes for the person, and no leave to go on. Down an arm or a leg, or numb, is STOP whatever stands here.</summary>
internal static class SpreadingPain
{
    private static readonly Phrase Strict = "pain that runs down an arm or a leg, numbness or tingling: STOP, whatever else is written here";

    /// <summary>Said of the upper back as a whole.</summary>
    public static readonly ImmutableArray<Phrase> UpperBack =
    [
        "spreads to the neck and the head, as a headache at times",
        "spreads to the back, the side or the tip of the shoulder",
        "spreads to the tip of the elbow, the back of the wrist or the little finger",
        Strict,
    ];

    /// <summary>Said of the middle and lower back as a whole.</summary>
    public static readonly ImmutableArray<Phrase> LowerBack =
    [
        "spreads to the belly, the tailbone or the buttocks",
        "a deep knot is felt right at the spine, a shallow one as a dull ache over the whole back",
        Strict,
    ];

    public static readonly Phrase LyingOnIt = "often felt when you lie on your back";

    public static readonly Phrase UnderTheBlade = "an ache deep under the shoulder blade";

    public static readonly Phrase Coughing = "a stab in or near the hip when you cough or sneeze";
}
