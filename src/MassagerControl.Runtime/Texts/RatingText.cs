using MassagerControl.Core;
using MassagerControl.Core.Sessions;

namespace MassagerControl.Runtime.Texts;

/// <summary>A rating in words: how strong it is (Boonstra 2016: up to 5 mild, 6–7 moderate, 8 and more severe) and what it means here.</summary>
public static class RatingText
{
    public static Phrase Last(Session session) =>
        session.LastRating is { } rating ? Phrase.Of($"Last rating {rating}: {Strength(rating)}, {Meaning(rating, session.Plan.Band)}") : "No rating yet";

    private static Phrase Strength(Discomfort rating) => rating.Value switch
    {
        <= 5 => "mild",
        <= 7 => "moderate",
        _ => "severe",
    };

    private static Phrase Meaning(Discomfort rating, RatingBand band)
    {
        if (rating.Value >= 8)
            return "too much";
        if (rating < band.Low)
            return $"below {band}";
        return rating > band.High ? Phrase.Of($"above {band}") : "just right";
    }
}
