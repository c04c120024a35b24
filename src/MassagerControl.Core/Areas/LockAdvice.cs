using System.Collections.Immutable;

namespace MassagerControl.Core.Areas;

/// <summary>What a person reads before they clear the lock of a place.</summary>
public static class LockAdvice
{
    /// <param name="kind"><c>sharp</c>, <c>numb</c>, <c>radiating</c>; anything else is a rating of 9 or 10.</param>
    /// <returns>One sentence or two a line.</returns>
    public static ImmutableArray<Phrase> For(string kind) =>
    [
        RedFlagText.Find(kind) switch
        {
            RedFlagKind.Sharp => "You felt sharp or sudden pain here. That is a sign to stop, and no pain to push through.",
            RedFlagKind.Numb => "You felt numbness or tingling here. A nerve may have been pressed.",
            RedFlagKind.Radiating => "The pain ran down an arm or a leg. A nerve may have been pressed.",
            null => "You rated it 9 or 10 here. That is far more than a massage should feel like.",
        },
        "Does it still hurt, tingle or feel numb, or has it come back? Then leave the lock, and see a doctor or physiotherapist first.",
        "If it is gone: begin anew with the gentlest program, and stop at the first such sign.",
        "Weakness in a leg, numbness between the legs, trouble with bladder or bowels, pain in the chest or trouble breathing: call your local emergency number at once.",
        Phrase.Of($"Sources: {SourceTitles.Someone}; {SourceTitles.ThreeWays}."),
    ];
}
