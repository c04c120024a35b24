namespace MassagerControl.Core.Screening;

/// <summary>How much it hurts at a place after a session, beside how much it did before.</summary>
public enum PainChange
{
    Less,

    /// <summary>No change that counts.</summary>
    Same,
    More,
}

/// <summary>Judges what counts as a change. Pure.</summary>
public static class PainChanges
{
    /// <summary>By <see cref="DoctorTriggers.RealChange"/>: less than two points is about the same.</summary>
    public static PainChange Of(Discomfort before, Discomfort after) => (after.Value - before.Value) switch
    {
        <= -DoctorTriggers.RealChange => PainChange.Less,
        >= DoctorTriggers.RealChange => PainChange.More,
        _ => PainChange.Same,
    };

    /// <summary>For people, in a few words.</summary>
    public static Phrase InWords(this PainChange change) => change switch
    {
        PainChange.Less => "less",
        PainChange.Same => "about the same",
        PainChange.More => "more",
    };

    /// <summary>For people, as a sentence.</summary>
    public static Phrase Sentence(Discomfort before, Discomfort after) => Of(before, after) switch
    {
        PainChange.Less => Phrase.Of($"Before {before}, now {after}: less."),
        PainChange.Same => Phrase.Of($"Before {before}, now {after}: about the same. A change of less than {DoctorTriggers.RealChange} points counts as none."),
        PainChange.More => Phrase.Of($"Before {before}, now {after}: more. Let it rest. If it stays, see a doctor or a physiotherapist."),
    };
}
